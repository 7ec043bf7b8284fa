import { causeOf, stands, type Alert, type AlertClass, type AlertSignal } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import { codeOverdue } from '@/credentials/alerts/code-overdue';
import { codePrefix, codeSubject } from '@/credentials/alerts/code-subject';
import { signalsOf, type Finding, type FindingRule } from '@/credentials/alerts/finding';
import { driftOf, type CodeDrift } from '@/credentials/codes/drift';
import { codeTermOf, namesTopic } from '@/credentials/codes/names';

import type { CodeNames } from './code-names';

type Parts = {
  readonly devices: () => Iterable<Device>;
  readonly names: Pick<CodeNames, 'owners' | 'all'>;
  readonly alerts: () => Iterable<Alert>;
  readonly signal: (signals: readonly AlertSignal[]) => void;
};

/** Watches that the locks have the codes that people wrote down, and none too old, and raises what is not so. */
export type CodeDriftWatch = {
  /** time has come so far; ms since the epoch */
  tick(now: number): void;
  forget(): void;
};

const lookEveryMs = 10_000;
/**
 * Changing a code takes a while: the lock has it already and the name is not written down yet, here or in another browser. A
 * clock that is set right a moment after it leapt made no code old.
 */
const patienceMs = 120_000;

/** A lock has something else than people here wrote down. */
const codeDrift: FindingRule<Iterable<CodeDrift>> = {
  class: 'account_changed',
  prefix: codePrefix,
  topic: namesTopic,
  find: (all) => [...all].map(({ device, slot, title }) => ({ subject: codeSubject(device, slot), device, title })),
};

export function openCodeDrift({ devices, names, alerts, signal }: Parts): CodeDriftWatch {
  /** since when each cause is found */
  const since = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** when we began to look at this home */
  let began: number | null = null;

  /** Only whoever has heard a lock can say that something of it is over; another observer may know more. */
  function isJudged(subject: string, now: number): boolean {
    if (began === null || now - began < patienceMs) return false;
    return [...devices()].some(
      ({ id, codes }) =>
        codes !== null &&
        subject.endsWith(` of ${id}`) &&
        ((codes.places === 'given' && codes.slots.length > 0) ||
          codes.slots.some(({ slot }) => codeSubject(id, slot) === subject)),
    );
  }

  /** What has been so for a while; what stands already stays as long as it is so, whoever raised it. */
  function lasting(kind: AlertClass, found: readonly Finding[], now: number): readonly Finding[] {
    const causes = new Map(found.map((finding) => [causeOf({ class: kind, ...finding }), finding]));
    for (const cause of since.keys()) if (cause.startsWith(`${kind} `) && !causes.has(cause)) since.delete(cause);
    for (const cause of causes.keys()) if (!since.has(cause)) since.set(cause, now);
    const known = new Set([...alerts()].filter(stands).map(causeOf));
    return [...causes].flatMap(([cause, finding]) =>
      known.has(cause) || now - (since.get(cause) ?? now) >= patienceMs ? [finding] : [],
    );
  }

  function raise<Facts>(rule: FindingRule<Facts>, facts: Facts, now: number): void {
    const patient = { ...rule, find: (all: Facts) => lasting(rule.class, rule.find(all), now) };
    const signals = signalsOf(patient, facts, alerts(), now);
    signal(signals.filter((one) => one.type !== 'over' || isJudged(one.subject, now)));
  }

  return {
    tick(now) {
      if (Math.abs(now - lookedAt) < lookEveryMs) return;
      lookedAt = now;
      began ??= now;
      const { owners, all } = names;
      raise(codeDrift, driftOf(devices(), owners), now);
      raise(codeOverdue, { devices: devices(), owners, days: codeTermOf(all), now }, now);
    },
    forget() {
      since.clear();
      began = null;
      lookedAt = Number.NEGATIVE_INFINITY;
    },
  };
}
