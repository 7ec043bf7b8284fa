import { dangerOf, hasPassed, type Alert, type Danger } from './alert';

/** What a sensor says when it reports a danger no more. That nobody calls for help any more, and glass breaks no more, tells nothing. */
export const wellAgainWords = {
  smoke: 'No smoke any more',
  'carbon monoxide': 'No carbon monoxide any more',
  gas: 'No gas any more',
  water: 'Dry again',
  alarm: 'It is not going off any more',
} as const satisfies { readonly [D in Danger]?: string };
/** what is written down when that has been so for long enough */
export const stayedSo = 'It stayed so for';
type Ending = keyof typeof wellAgainWords;

type Read = Pick<Alert, 'class' | 'device' | 'subject' | 't' | 'endedAt' | 'evidence'>;

/**
 * Since when a danger is reported no more, ms since the epoch: as its sensor said last, though it may come back yet, or as it ended. null: it is
 * still reported, or it is nothing that ends.
 */
export function overSince(alert: Read): number | null {
  const danger = dangerOf(alert);
  if (danger === null || !isEnding(danger)) return null;
  const said = alert.evidence.findLast(({ text }) => text === wellAgainWords[danger]);
  if (hasPassed(alert)) return said?.t ?? alert.endedAt;
  return said !== undefined && said === alert.evidence.at(-1) ? said.t : null;
}

function isEnding(danger: Danger): danger is Ending {
  return danger in wellAgainWords;
}

/** The title of an alert as it is told now: "reports smoke" is no word for what is over. */
export function titleNow(alert: Read & Pick<Alert, 'title'>): string {
  const { title } = alert;
  if (overSince(alert) === null) return title;
  return title.replace(goesOff, ' was going off:').replace(reports, ' reported $1; it does not any more');
}

/**
 * The title of what is told when it has ended, the good word first: who reads but its beginning on a telephone must not take it for the
 * danger. null: the sensor did not say so, as one that was taken out of the home.
 */
export function endTitle(alert: Read & Pick<Alert, 'title'>): string | null {
  const danger = dangerOf(alert);
  if (danger === null || !isEnding(danger) || !hasPassed(alert)) return null;
  const isSaid = (text: string) => text === wellAgainWords[danger] || text.startsWith(stayedSo);
  if (!alert.evidence.some(({ text }) => isSaid(text))) return null;
  const { title } = alert;
  const ended = title.replace(goesOff, ' is not going off any more:').replace(reports, ' reports no $1 any more');
  return ended === title ? null : ended;
}

/** what is told beside it */
export const afterDanger = 'It has been so for some minutes. Look for the cause all the same.';

/** Did it end since it was `before`, and has somebody to hear it? Who put it off wants to hear nothing of it till then. */
export function hasEnded(before: Pick<Alert, 'state' | 'endedAt'>, { endedAt }: Pick<Alert, 'endedAt'>): boolean {
  const wasTold = before.state === 'open' || before.state === 'acknowledged';
  return wasTold && before.endedAt === null && endedAt !== null;
}

const goesOff = / is going off:/;
const reports = / reports (smoke|carbon monoxide|gas|water)$/;
