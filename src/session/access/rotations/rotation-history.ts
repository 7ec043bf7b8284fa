import type { DeviceId } from '@/core/device';
import type { Rotation } from '@/core/log-ins/rotation';
import { withRecords, type RotationRecord } from '@/core/log-ins/rotation-record';
import type { RotationMemory } from '@/history/rotation-memory';

import { openKeptOfHome } from '../../vault/kept-of-home';

type Parts = {
  readonly memory: RotationMemory;
  readonly clock: () => number;
};

/** Which passwords of this home were replaced, by whom and how it ended. */
export type RotationHistory = {
  /** what is remembered of this home, before anybody asks */
  enter(home: string): void;
  /** rotations as they stand: what has ended is noted once. `by`: who signed in here; null: it was another browser's */
  note(rotations: readonly Rotation[], by: string | null): void;
  add(records: readonly RotationRecord[]): void;
  /** the newest first; of one device, or of the whole home */
  of(device: DeviceId | null): Promise<readonly RotationRecord[]>;
  /** what is remembered of it can be read only now: the vault was opened, or made */
  recallAgain(): void;
  /** the vault was wiped: what is known at this moment is remembered without one */
  wiped(): void;
  /** another home */
  forget(): void;
};

export function openRotationHistory({ memory, clock }: Parts): RotationHistory {
  let records: readonly RotationRecord[] = [];
  const kept = openKeptOfHome<RotationRecord>({
    memory,
    all: () => records,
    // what earlier visits saw comes to what was seen since; nobody but this writes there
    join: (found) => void (records = withRecords(found as readonly RotationRecord[], records)),
  });
  /** what was noted already: a rotation is told again and again as long as it stands on the broker */
  const seen = new Set<string>();
  let saving: ReturnType<typeof setTimeout> | undefined;

  function save(): void {
    clearTimeout(saving);
    // a home tells all that it retained at once
    saving = setTimeout(() => void kept.keep(), saveAfterMs);
  }

  function add(added: readonly RotationRecord[]): void {
    const isNew = ({ id, source }: RotationRecord) => !seen.has(`${source} ${id}`);
    const fresh = added.filter(isNew);
    if (fresh.length === 0) return;
    for (const { id, source } of fresh) seen.add(`${source} ${id}`);
    records = withRecords(records, fresh);
    save();
  }

  return {
    enter: (home) => void kept.enter(home),
    note(rotations, by) {
      add(rotations.flatMap((rotation) => recordOf(rotation, by, clock()) ?? []));
    },
    add,
    async of(device) {
      await kept.read;
      return device === null ? records : records.filter((one) => one.device === device);
    },
    recallAgain: () => void kept.recallAgain(),
    wiped: () => void kept.wiped(),
    forget() {
      clearTimeout(saving);
      records = [];
      seen.clear();
      kept.leave();
    },
  };
}

const saveAfterMs = 300;

function recordOf(
  { id, account, device, name, way, startedAt, outcome, sentence, where }: Rotation,
  by: string | null,
  now: number,
): RotationRecord | null {
  // without a name of its own nothing was begun
  if (outcome === null || id === '') return null;
  const isHere = where === 'here';
  const at = isHere ? now : startedAt;
  return { id, account, device, name, way, by, at, outcome, sentence, source: isHere ? 'here' : 'told' };
}
