import type { Alert, AlertSignal, JudgedAlert } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';
import type { Happening } from '@/core/happening';
import type { Home } from '@/core/home';
import type { KnownDevice } from '@/core/known-device';
import type { Observation } from '@/core/observation';

import { aspectsChanged, everyAspect } from './aspects';
import { openCounts, type KeptCounts } from './counts';
import { openDue } from './due';
import type { Notes, Rule, RuleContext, Standing } from './rule';

type Listener = NonNullable<Rule['hear']>;

/** A message that the home has taken in, and whom it touched. */
export type HeardMessage = {
  readonly at: number;
  /** the same moment by a clock that is never set */
  readonly steadyAt?: number | undefined;
  readonly retained: boolean;
  readonly topic: string;
  /** of the payload */
  readonly bytes?: number;
  readonly observations: readonly Observation[];
  readonly changed: ReadonlySet<DeviceId>;
  readonly removed: ReadonlySet<DeviceId>;
};

/**
 * Messages and time → what wants a person. Causal and deterministic: what was said of the beginning of a story is the
 * beginning of what is said of all of it. A message costs the rules' look at the devices it touched, whatever their number.
 */
export type Detection = {
  hear(message: HeardMessage): readonly AlertSignal[];
  /** what came about beside the words of devices */
  happen(happening: Happening): readonly AlertSignal[];
  /** lets time pass; with the time of a message, before the home takes it in, so that what was due sees the home as it was */
  tick(now: number): readonly AlertSignal[];
  /** the home has told what it remembers: what appears from now on came just now */
  lookedOver(): void;
  adopt(alert: Standing, now: number): readonly AlertSignal[];
  /** a person closed it before we looked */
  closed(alert: Alert): void;
  /** a person said what an alert was */
  teach(alert: JudgedAlert, now: number): readonly AlertSignal[];
  /** what the rules count, for `counts` of the next one */
  counts(): KeptCounts;
};

export type DetectionOptions = {
  /** the live home; read, never changed */
  readonly home: Pick<Home, 'devices' | 'byVoice'>;
  /** what was known at an earlier visit; null: this is the first */
  readonly known: readonly KnownDevice[] | null;
  /** what the rules of an earlier session counted, wherever it was kept meanwhile */
  readonly counts?: unknown;
  /** when it begins; undefined: it is not told, and what holds only over a short time without anybody who listened does not hold */
  readonly now?: number;
  readonly rules: (context: RuleContext) => readonly Rule[];
};

const nothing: readonly never[] = [];
/** further back than messages pass each other on their way: the clock was set */
const setBackMs = 60_000;

export function openDetection({
  home,
  known,
  counts: before,
  now: beginsAt,
  rules: openRules,
}: DetectionOptions): Detection {
  const due = openDue();
  const counts = openCounts(before, beginsAt);
  const seen = new Map<DeviceId, Notes>();
  let signals: AlertSignal[] = [];
  let isLookedOver = false;
  let latest = Number.NEGATIVE_INFINITY;
  const rules = openRules({
    devices: home.devices,
    known,
    counts,
    isLookedOver: () => isLookedOver,
    seen: (sighting) => void signals.push({ type: 'seen', sighting }),
    say: (type, { class: kind, subject }, evidence) => void signals.push({ type, class: kind, subject, evidence }),
    later: due.add,
  });

  const hearers = rules.flatMap(({ hear: listen, restsOn = everyAspect }) =>
    listen === undefined ? [] : [{ listen, restsOn }],
  );
  /** by what was told; messages tell a few dozen kinds of things, so that each list is made once */
  const concerned = new Map<number, readonly Listener[]>();
  function whomConcerns(changed: number): readonly Listener[] {
    let listeners = concerned.get(changed);
    if (listeners === undefined) {
      listeners = hearers.filter(({ restsOn }) => (restsOn & changed) !== 0).map(({ listen }) => listen);
      concerned.set(changed, listeners);
    }
    return listeners;
  }
  const witnesses = rules.filter((rule) => rule.happen !== undefined);

  function take(): readonly AlertSignal[] {
    if (signals.length === 0) return nothing;
    const taken = signals;
    signals = [];
    return taken;
  }

  function hear(message: HeardMessage): readonly AlertSignal[] {
    const { changed, removed, observations, at, steadyAt, retained, topic, bytes } = message;
    if (removed.size > 0) forget(removed, at);
    const byDevice = changed.size > 1 ? grouped(observations) : null;
    for (const id of changed) {
      const after = home.devices.get(id);
      if (after === undefined) continue;
      let notes = seen.get(id);
      const before = notes?.device;
      if (notes === undefined) seen.set(id, (notes = { device: after, habits: undefined, generation: -1 }));
      else notes.device = after;
      const step = {
        at,
        steadyAt,
        retained,
        topic,
        bytes,
        before,
        after,
        notes,
        observations: byDevice === null ? observations : (byDevice.get(id) ?? nothing),
      };
      const aspects = aspectsChanged(before, after, step.observations);
      for (const listen of whomConcerns(aspects)) listen(step, aspects);
    }
    return take();
  }

  function forget(removed: ReadonlySet<DeviceId>, at: number): void {
    for (const id of removed) {
      const notes = seen.get(id);
      if (notes === undefined) continue;
      seen.delete(id);
      for (const rule of rules) rule.forget?.(id, at, notes.device);
    }
  }

  function happen(happening: Happening): readonly AlertSignal[] {
    for (const rule of witnesses) rule.happen?.(happening);
    return take();
  }

  function grouped(observations: readonly Observation[]): ReadonlyMap<DeviceId, readonly Observation[]> {
    const groups = new Map<DeviceId, Observation[]>();
    for (const observation of observations) {
      const id = home.byVoice.get(observation.device);
      if (id === undefined) continue;
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [observation]);
      else group.push(observation);
    }
    return groups;
  }

  return {
    hear,
    happen,
    tick(now) {
      if (now < latest - setBackMs) due.shift(now - latest);
      if (now > latest || now < latest - setBackMs) latest = now;
      due.run(now);
      return take();
    },
    lookedOver: () => void (isLookedOver = true),
    adopt(alert, now) {
      for (const rule of rules) rule.adopt?.(alert, now);
      return take();
    },
    closed(alert) {
      for (const rule of rules) rule.closed?.(alert);
    },
    teach(alert, now) {
      for (const rule of rules) rule.teach?.(alert, now);
      return take();
    },
    counts: () => counts.kept(latest),
  };
}
