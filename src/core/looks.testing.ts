import { causeOf, type Alert, type AlertAct, type AlertSignal } from './alerts/alert';
import { openBook, openBookChanges } from './alerts/alert-book';
import { act, take } from './alerts/alert-steps';

/** What a letter of a story means: what is known then, or what a person does with every alert that is there. */
export type Letter<Facts> = Facts | { readonly person: AlertAct };

export type Looks<Facts extends object> = {
  /** one look a column; `-`: nobody looks, for no administrator is in */
  readonly columns: string;
  readonly says: Readonly<Record<string, Letter<Facts>>>;
  /** what a look says: the rule under test */
  readonly look: (facts: Facts, alerts: Iterable<Alert>, now: number) => readonly AlertSignal[];
  readonly everyMs?: number;
  /** ms since the epoch */
  readonly start?: number;
};

/**
 * Plays looks at what is known, one after the other, with a real alert book, and draws what was said of each alert as a line
 * of the same columns: `a` seen (`i` where it may have been so for long), `o` over.
 */
export function looks<Facts extends object>(story: Looks<Facts>): Readonly<Record<string, string>> {
  const lines: Record<string, string[]> = {};
  for (const { column, signal } of playLooks(story)) {
    const cause = causeOf(signal.type === 'seen' ? signal.sighting : signal);
    const line = (lines[cause] ??= Array.from({ length: story.columns.length }, () => '-'));
    line[column] = signal.type === 'seen' ? (signal.sighting.news ? 'a' : 'i') : 'o';
  }
  return Object.fromEntries(Object.entries(lines).map(([cause, letters]) => [cause, letters.join('')]));
}

/** Every signal of a story in order, with its column. */
function playLooks<Facts extends object>({
  columns,
  says,
  look,
  everyMs = 1_000,
  start = Date.UTC(2026, 10, 23, 12),
}: Looks<Facts>): readonly { readonly column: number; readonly signal: AlertSignal }[] {
  const book = openBook();
  const said: { column: number; signal: AlertSignal }[] = [];
  for (let column = 0; column < columns.length; column++) {
    const now = start + column * everyMs;
    const what = says[columns[column] ?? '-'];
    if (what === undefined) continue;
    if ('person' in what) {
      for (const id of book.alerts.keys()) act(book, id, what.person, now, openBookChanges());
      continue;
    }
    for (const signal of look(what, book.alerts.values(), now)) {
      said.push({ column, signal });
      take(book, signal, now, openBookChanges());
    }
  }
  return said;
}

/** The first thing that is seen. */
export function firstSeen<Facts extends object>(story: Looks<Facts>) {
  const [first] = playLooks(story);
  if (first?.signal.type !== 'seen') throw new Error('nothing was seen');
  return first.signal.sighting;
}
