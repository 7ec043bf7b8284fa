import type { Alert, AlertSignal } from '@/core/alert';
import type { Device, DeviceId } from '@/core/device';
import { driftOf } from '@/credentials/codes/drift';
import { codeTermOf } from '@/credentials/codes/names';
import { oldCodesOf } from '@/credentials/codes/old-codes';

import type { CodeNames } from './code-names';
import { codeSubject, findingKinds, signalsOf, type Finding, type FindingKind } from './finding-signals';

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
/** Changing a code takes a while: the lock has it already and the name is not written down yet, here or in another browser. */
const patienceMs = 120_000;

export function openCodeDrift({ devices, names, alerts, signal }: Parts): CodeDriftWatch {
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

  function standing(now: number): readonly Finding[] {
    const found = findingsOf(driftOf(devices(), names.owners));
    const subjects = new Set(found.map(({ subject }) => subject));
    for (const subject of since.keys()) if (!subjects.has(subject)) since.delete(subject);
    for (const subject of subjects) if (!since.has(subject)) since.set(subject, now);
    return found;
  }

  function raise(kind: FindingKind, findings: readonly Finding[], now: number): void {
    const signals = signalsOf(kind, findings, alerts(), now);
    signal(signals.filter((one) => one.type !== 'over' || isJudged(one.subject, now)));
  }

  return {
    tick(now) {
      if (Math.abs(now - lookedAt) < lookEveryMs) return;
      lookedAt = now;
      began ??= now;
      const all = standing(now);
      const known = new Set([...alerts()].map(({ subject }) => subject));
      // what stands already stays as long as it is so, whoever raised it
      const lasting = all.filter(
        ({ subject }) => known.has(subject) || now - (since.get(subject) ?? now) >= patienceMs,
      );
      raise(findingKinds.drift, lasting, now);
      raise(findingKinds.oldCode, findingsOf(oldCodesOf(devices(), names.owners, codeTermOf(names.all), now)), now);
    },
    forget() {
      since.clear();
      began = null;
      lookedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

type InPlace = { readonly device: DeviceId; readonly slot: number; readonly title: string };

function findingsOf(all: readonly InPlace[]): readonly Finding[] {
  return all.map(({ device, slot, title }) => ({ subject: codeSubject(device, slot), device, title }));
}
