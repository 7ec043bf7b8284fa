import type { DeviceId } from '@/core/device';
import type { Rotation } from '@/core/rotation';
import { withRecords, type RotationRecord } from '@/core/rotation-record';
import type { RotationMemory } from '@/history/rotation-memory';

type Parts = {
  readonly memory: RotationMemory;
  /** the address of the broker; null: there is none yet */
  readonly url: () => string | null;
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

export function openRotationHistory({ memory, url, clock }: Parts): RotationHistory {
  let records: readonly RotationRecord[] = [];
  let recalled: { readonly home: string; readonly done: Promise<void> } | null = null;
  /** what was noted already: a rotation is told again and again as long as it stands on the broker */
  const seen = new Set<string>();
  let saving: ReturnType<typeof setTimeout> | undefined;

  /** What earlier visits saw comes to what was seen since. */
  function recall(home: string): Promise<void> {
    if (recalled?.home !== home) recalled = { home, done: read(home) };
    return recalled.done;
  }

  async function read(home: string): Promise<void> {
    const known = await memory.recall(home);
    if (recalled?.home === home) records = withRecords(known, records);
  }

  function save(): void {
    const home = url();
    if (home === null) return;
    clearTimeout(saving);
    // a home tells all that it retained at once
    saving = setTimeout(() => void keep(home), saveAfterMs);
  }

  async function keep(home: string): Promise<void> {
    const reading = recall(home);
    await reading;
    if (recalled?.home !== home) return;
    // what can be read only since then comes first, or it would be written over
    if (recalled.done !== reading) return keep(home);
    if (records.length > 0) await memory.remember(home, records);
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
    enter: (home) => void recall(home),
    note(rotations, by) {
      add(rotations.flatMap((rotation) => recordOf(rotation, by, clock()) ?? []));
    },
    add,
    async of(device) {
      const home = url();
      if (home !== null) await recall(home);
      return device === null ? records : records.filter((one) => one.device === device);
    },
    recallAgain() {
      const home = url();
      recalled = null;
      if (home !== null) void keep(home);
    },
    wiped() {
      const home = url();
      if (home !== null) void keep(home);
    },
    forget() {
      clearTimeout(saving);
      records = [];
      seen.clear();
      recalled = null;
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
