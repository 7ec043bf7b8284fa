import { isMoment, isRecord, isText, type Check } from './checks';

/** Something that a rule counts. */
export type Counted = {
  /** as JSON keeps it, within a bound; what is counted later changes nothing of it */
  kept(): unknown;
  /** goes on from there; what of it is damaged is left out. Never throws */
  goOn(kept: unknown): void;
};

/** What the rules of a home count, each part under a name: a restart is no new beginning for whoever tries slowly. */
export type Counts = {
  /** goes on from what was kept under this name. `unheardMs`: only where nobody listened for so long at most, meanwhile */
  add(name: string, counted: Counted, unheardMs?: number): void;
};

/** Names, addresses and times, as alerts tell them, and nothing secret. */
export type KeptCounts = {
  readonly format: typeof format;
  /** until when somebody listened, at least; ms since the epoch. null: nobody knows */
  readonly until: number | null;
  readonly parts: Readonly<Record<string, unknown>>;
};

/** Counted up when the shape changes: what another version counted is counted anew. */
const format = 'gatehouse-counts/1';
/** of each part that has no bound of its own: whoever makes up names by the thousand must not fill a disk */
const mostEntries = 1_000;
const mostLetters = 128 * 1_024;
/** how exactly it is kept until when somebody listened: as long as nothing else changes, nothing is written in between */
const untilMs = 5 * 60_000;

/** `before`: what an earlier session kept, or anything at all. `now`: when this one begins; undefined: it is not told */
export function openCounts(before: unknown = null, now?: number): Counts & { kept(until?: number): KeptCounts } {
  const parts = new Map<string, Counted>();
  const kept = isRecord(before) && before['format'] === format ? before : {};
  const from = isRecord(kept['parts']) ? kept['parts'] : {};
  const until = kept['until'];
  const wasUnheardMs = now !== undefined && isMoment(until) && until <= now ? now - until : Number.POSITIVE_INFINITY;
  return {
    add(name, counted, unheardMs = Number.POSITIVE_INFINITY) {
      parts.set(name, counted);
      if (wasUnheardMs <= unheardMs && Object.hasOwn(from, name)) counted.goOn(from[name]);
    },
    kept: (at = Number.NEGATIVE_INFINITY) => ({
      format,
      until: isMoment(at) ? Math.floor(at / untilMs) * untilMs : null,
      parts: Object.fromEntries([...parts].map(([name, counted]) => [name, counted.kept()])),
    }),
  };
}

/** What is held of each name, replaced and never changed, what was heard last at the end: of too much the beginning is not kept. */
export function countedMap<T>(map: Map<string, T>, is: Check): Counted {
  const isEntry: Check = (told) => Array.isArray(told) && told.length === 2 && isText(told[0]) && is(told[1]);
  return {
    kept() {
      let room = mostLetters;
      const all = [...map].slice(-mostEntries);
      let first = all.length;
      for (const entry of all.toReversed()) {
        room -= JSON.stringify(entry).length;
        if (room < 0) break;
        first--;
      }
      return all.slice(first);
    },
    goOn(kept) {
      for (const [key, what] of soundOnes<[string, T]>(kept, isEntry, mostEntries)) map.set(key, what);
    },
  };
}

/** Those of a kept list that are what they should be; of too many the last. `T` is what `is` looks for. */
export function soundOnes<T>(kept: unknown, is: Check, most: number): readonly T[] {
  return Array.isArray(kept) ? (kept.slice(-most).filter(is) as T[]) : []; // each was looked at
}
