import type { AlertSignal, Sighting, VerdictKind } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import type { Happening } from '@/core/happening';
import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Fact, Observation } from '@/core/observation';
import type { State } from '@/core/state';

import { openDetection, type Detection } from '../detection';
import type { Standing } from '../rule';
import { identityOf, type Part } from '../timeline.testing';
import { learnedRule } from './learned-rule';
import { openLocalTime } from './local-time';
import { openHomeMemory } from './memory';
import type { HomeMemory } from './home-memory';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** a Monday, midnight by the clock on the wall */
export const monday = Date.UTC(2026, 9, 5);

/** Lets a home be heard, and collects what is found unusual. */
export type LivedHome = {
  readonly memory: HomeMemory;
  readonly seen: Sighting[];
  readonly signals: AlertSignal[];
  readonly counts: Detection['counts'];
  /** the classes that were seen, in order */
  classes(): readonly string[];
  say(
    at: number,
    device: string,
    facts: readonly Fact[],
    options?: { bytes?: number; retained?: boolean; topic?: string; steadyAt?: number },
  ): void;
  state(at: number, device: string, state: State): void;
  /** `isOwn`: by whoever is told of alerts */
  command(at: number, device: string, isOwn?: true): void;
  /** something that no device tells */
  happen(what: Happening): void;
  /** another observer says that it stands */
  adopt(alert: Standing, at: number): void;
  /** a person says what the last alert was, after what was heard last */
  judge(verdict: Exclude<VerdictKind, 'none'>): void;
};

type HomeParts = {
  readonly devices: Readonly<Record<string, Part>>;
  readonly memory?: HomeMemory;
  readonly mayRaise?: () => boolean;
  /** what stands, and what was counted, when the visit begins */
  readonly before?: { readonly standing?: readonly Standing[]; readonly counts?: unknown };
};

export function openLivedHome({
  devices,
  memory = openHomeMemory(),
  mayRaise = () => true,
  before: { standing = [], counts } = {},
}: HomeParts): LivedHome {
  const home = openHome();
  const signals: AlertSignal[] = [];
  let rule: ReturnType<typeof learnedRule> | undefined;
  let latest = monday;
  const detection = openDetection({
    home,
    known: null,
    counts,
    rules: (context) => [(rule = learnedRule(context, { memory, mayRaise, localTime: openLocalTime(() => 0) }))],
  });

  function say(
    at: number,
    device: string,
    facts: readonly Fact[],
    options: { bytes?: number; retained?: boolean; topic?: string; steadyAt?: number } = {},
  ) {
    const { bytes = 100, retained = false, topic = `z/${device}`, steadyAt } = options;
    latest = at;
    const changes = openChanges();
    const observations = [{ type: 'heard', at } as const, ...facts].map((fact): Observation => ({
      device: `z:${device}`,
      convention: 'zigbee2mqtt',
      at,
      retained,
      fact,
    }));
    for (const observation of observations) fold(home, observation, changes);
    signals.push(...detection.tick(at));
    signals.push(...detection.hear({ at, steadyAt, retained, topic, bytes, observations, ...changes }));
  }

  for (const alert of standing) signals.push(...detection.adopt(alert, latest));
  for (const [key, part] of Object.entries(devices)) say(monday, key, [identityOf(key, part)], { retained: true });
  return {
    memory,
    signals,
    counts: detection.counts,
    get seen() {
      return signals.flatMap((signal) => (signal.type === 'seen' ? [signal.sighting] : []));
    },
    classes() {
      return this.seen.map((sighting) => sighting.class);
    },
    say,
    state: (at, device, state) => say(at, device, [{ type: 'state', state }]),
    command(at, device, isOwn) {
      const topic = `z/${device}/set`;
      rule?.happen?.({ type: 'command', at, device, topic, retained: false, ...(isOwn && { isOwn }) });
      signals.push(...detection.tick(at));
    },
    happen: (what) => void signals.push(...detection.happen(what)),
    adopt: (alert, at) => void signals.push(...detection.adopt(alert, at)),
    judge(kind) {
      const last = this.seen.at(-1);
      if (last === undefined) throw new Error('There is no alert to judge');
      const since = signals.flatMap((signal) =>
        signal.type !== 'seen' && signal.subject === last.subject && signal.evidence.t >= last.t ? [signal] : [],
      );
      const end = since.find(({ type }) => type === 'over')?.evidence.t ?? null;
      const evidence = [...last.evidence, ...since.map((signal) => signal.evidence)];
      const alert = alertOf({ ...last, evidence, state: 'resolved', endedAt: last.lasting ? end : last.t });
      // each word comes again each session
      for (let session = 0; session < 2; session++)
        signals.push(...detection.teach({ ...alert, verdict: { kind, at: latest, changes: 1 } }, latest));
    },
  };
}

/** The hours of so many days, from Monday on: `each` is called at the full hour. */
export function eachHour(
  days: number,
  each: (at: number, hourOfDay: number, dayNumber: number) => void,
  from = 0,
): void {
  for (let hours = from * 24; hours < days * 24; hours++)
    each(monday + hours * hour, hours % 24, Math.floor(hours / 24));
}

/** Chance that is the same on every run, between 0 and 1. */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
