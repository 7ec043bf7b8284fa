import { concernKinds, type Concern, type ConcernKind } from '@/core/concern';
import type { HomeSummary } from '@/core/home-summary';
import { spokenName, spokenPlace } from '@/core/spoken-name';

export type Clause = {
  readonly words: string;
  readonly mood: 'notice' | 'alarm' | 'unknown';
  /** to people or to the house: nothing is said before it */
  readonly isDanger?: true;
};

type Wording = {
  readonly mood: Clause['mood'];
  readonly isDanger?: true;
  readonly one: (concern: Concern, now: number) => string;
  readonly many: (concerns: readonly Concern[], now: number) => string;
};

const dayMs = 86_400_000;

const danger = (what: string): Wording => ({
  mood: 'alarm',
  isDanger: true,
  one: ({ name, room, stale }) => {
    const place = room === null ? spokenPlace(name) : spokenName(room);
    const where =
      place.startsWith('the ') && place !== spokenName(name)
        ? `${what} in ${place}`
        : `${what}, says ${spokenName(name)}`;
    return stale ? `${where}, when it was last heard` : where;
  },
  many: ({ length }) => `${what} in ${length} places`,
});

const wordings: Readonly<Record<ConcernKind, Wording | null>> = {
  smoke: danger('smoke'),
  'carbon-monoxide': danger('carbon monoxide'),
  gas: danger('gas'),
  leak: danger('water'),
  alarm: {
    mood: 'alarm',
    isDanger: true,
    one: ({ stale }) => (stale ? 'the alarm was going off when last heard' : 'the alarm is going off'),
    many: (concerns) => `${concerns.length} alarms ${areOrWere(concerns, 'going off')}`,
  },
  siren: {
    mood: 'alarm',
    one: ({ name }) => `${spokenName(name)} is sounding`,
    many: ({ length }) => `${length} sirens are sounding`,
  },
  jammed: {
    mood: 'alarm',
    one: ({ name }) => `the bolt of ${spokenPlace(name)} did not reach its end`,
    many: ({ length }) => `${length} bolts did not reach their ends`,
  },
  tamper: {
    mood: 'alarm',
    one: ({ name }) => `${spokenName(name)} says that it was tampered with`,
    many: ({ length }) => `${length} devices say that they were tampered with`,
  },
  unlocked: {
    mood: 'notice',
    one: (concern) => `${spokenPlace(concern.name)} ${isOrWas(concern, 'unlocked')}`,
    many: (concerns) => `${concerns.length} doors ${areOrWere(concerns, 'unlocked')}`,
  },
  open: {
    mood: 'notice',
    one: (concern) => `${spokenPlace(concern.name)} ${isOrWas(concern, 'open')}`,
    many: (concerns) => `${concerns.length} ${openThings(concerns)} ${areOrWere(concerns, 'open')}`,
  },
  'bridge-offline': {
    mood: 'notice',
    one: ({ name }) => `${spokenName(name)} is offline, so nothing is known of the devices behind it`,
    many: ({ length }) => `${length} bridges are offline, so nothing is known of the devices behind them`,
  },
  'lock-untold': {
    mood: 'unknown',
    one: ({ name }) => `${lockName(name)} does not say whether it is locked`,
    many: ({ length }) => `${length} locks do not say whether they are locked`,
  },
  offline: {
    mood: 'notice',
    one: ({ name, at }, now) => `${spokenName(name)} ${awayWords(at, now, 'has')}`,
    many: (concerns, now) => `${concerns.length} devices ${awayWords(latestOf(concerns), now, 'have')}`,
  },
  'battery-low': null,
  'keypad-battery-low': null,
  'door-sensor-battery-low': null,
  'secret-exposed': null,
};

const saysWhenHeard: ReadonlySet<ConcernKind> = new Set([
  'smoke',
  'carbon-monoxide',
  'gas',
  'leak',
  'alarm',
  'unlocked',
  'open',
]);

/** What the verdict can say: `urgent` the worst first, `minor` what may be added to a calm one. */
export function clausesOf(
  { concerns }: HomeSummary,
  now: number,
): { readonly urgent: readonly Clause[]; readonly minor: readonly string[] } {
  // of a door that "was open when last heard" it need not be said again that it is away
  const told = new Set(
    concerns.filter(({ kind, stale }) => stale && saysWhenHeard.has(kind)).map(({ device }) => device),
  );
  const urgent = concernKinds.flatMap((kind): readonly Clause[] => {
    const wording = wordings[kind];
    const same = concerns.filter(
      (concern) => concern.kind === kind && !(kind === 'offline' && told.has(concern.device)),
    );
    const [first] = same;
    if (wording === null || first === undefined) return [];
    const { mood, isDanger, one, many } = wording;
    return [{ mood, words: same.length === 1 ? one(first, now) : many(same, now), ...(isDanger && { isDanger }) }];
  });
  return { urgent, minor: minorWords(concerns.filter(({ kind }) => kind === 'battery-low')) };
}

function minorWords(low: readonly Concern[]): readonly string[] {
  const [first] = low;
  if (first === undefined) return [];
  return [low.length === 1 ? `the battery of ${spokenName(first.name)} is low` : `${low.length} batteries are low`];
}

function isOrWas({ stale }: Concern, what: string): string {
  return stale ? `was ${what} when last heard` : `is ${what}`;
}

function areOrWere(concerns: readonly Concern[], what: string): string {
  return concerns.every(({ stale }) => stale) ? `were ${what} when last heard` : `are ${what}`;
}

function openThings(concerns: readonly Concern[]): string {
  const windows = concerns.filter(({ name }) => /window/i.test(name)).length;
  const doors = concerns.filter(({ name }) => /door/i.test(name)).length;
  if (windows === concerns.length) return 'windows';
  return doors === concerns.length ? 'doors' : 'doors and windows';
}

function lockName(name: string): string {
  return /lock/i.test(name) ? spokenName(name) : `${spokenName(name)} lock`;
}

function latestOf(concerns: readonly Concern[]): number | null {
  const times = concerns.map(({ at }) => at);
  return times.every((at) => at !== null) ? Math.max(...times) : null;
}

/** "has not reported for 3 days", or "is offline" where nobody knows since when. */
function awayWords(at: number | null, now: number, have: 'has' | 'have'): string {
  const days = at === null ? 0 : Math.floor((now - at) / dayMs);
  if (days >= 1) return `${have} not reported for ${days === 1 ? 'a day' : `${days} days`}`;
  return have === 'has' ? 'is offline' : 'are offline';
}
