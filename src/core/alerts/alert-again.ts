import { isLive, type Alert, type Severity, type Sighting } from './alert';

/** A broker's clock and ours may be this far apart: what another observer saw within it may be what we saw. */
export const sameSightingMs = 3 * 60_000;

/**
 * What happened, and happens again when nothing was heard of it for so long, is told anew. Who tries the locks on another night, while
 * nobody has closed the alert of the last one, must wake people as he did then; who goes on, or is at it all day, is told once.
 */
const quietMs: Readonly<Record<Severity, number>> = {
  critical: 3_600_000,
  warning: 6 * 3_600_000,
  // nobody is called for it
  info: Number.POSITIVE_INFINITY,
};

/** Is what was seen at `now`, by our clock, another happening than the alert that stands? What somebody put off waits till then. */
export function happensAgain(alert: Alert, sighting: Sighting, now: number): boolean {
  const { class: kind, lasting, news, t } = sighting;
  if (lasting || !news || !isLive(alert)) return false;
  // a device whose clock runs ahead is not new with each word
  const quiet = Math.min(t, now) - Math.min(lastOf(alert), now);
  // who calls for help calls anew some minutes later, whatever was done about the last call
  return quiet > restOf(sighting) && (kind === 'safety' || alert.state !== 'snoozed');
}

/** Two alerts of one cause that are two happenings: whoever hears of the later one first does not take them for one. */
export function areApart(one: Alert, other: Alert): boolean {
  const [earlier, later] = one.t <= other.t ? [one, other] : [other, one];
  const isHappening = (alert: Alert) => alert.endedAt === alert.t;
  return isHappening(earlier) && isHappening(later) && later.t - lastOf(earlier) > restOf(later);
}

function restOf({ class: kind, severity }: Pick<Alert, 'class' | 'severity'>): number {
  return kind === 'safety' ? sameSightingMs : quietMs[severity];
}

function lastOf({ evidence, t }: Alert): number {
  return evidence.at(-1)?.t ?? t;
}
