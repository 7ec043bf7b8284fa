import type { Device, DeviceId } from '@/core/device';
import type { RotationWay } from '@/core/log-ins/rotation';

import type { AccessRow } from '../access-rows';
import { isByCertificate } from '../certificates/certificate-account';
import { deviceOf } from '../rotation/facts';

/** When somebody began to replace every password, and who. It stands in a register of the account database. */
export type BatchNote = { readonly at: number; readonly by: string };

/**
 * `waiting` for its turn; `absent`: for the device to be connected; `by-hand`: for somebody who types it in; `left-out`:
 * nothing is done about it, and `reason` says why.
 */
export type PartState = 'waiting' | 'absent' | 'running' | 'done' | 'failed' | 'by-hand' | 'left-out';

/** One device, or one account, of a batch. */
export type BatchPart = {
  readonly account: string;
  /** the account to start with */
  readonly username: string;
  readonly device: DeviceId | null;
  readonly name: string;
  readonly way: RotationWay | null;
  readonly state: PartState;
  /** the first to be tried: if it fails, nothing else was touched */
  readonly isCanary: boolean;
  readonly reason: string | null;
};

export type BatchFacts = {
  /** null: it has not begun, and this is what it would do */
  readonly note: BatchNote | null;
  readonly rows: readonly AccessRow[];
  readonly devices: ReadonlyMap<DeviceId, Device>;
  /** accounts of which a rotation is under way, here or by another browser */
  readonly running: ReadonlySet<string>;
  /** account → why it did not take its new password in this batch */
  readonly failed: ReadonlyMap<string, string>;
  /** accounts that this browser has seen replaced in this batch, whatever its clock says */
  readonly replaced: ReadonlySet<string>;
};

/**
 * What is to be done and what is done, from the account database alone: an account that is younger than the batch is done,
 * whoever did it. So a batch can be closed, and gone on with in another browser tomorrow.
 */
export function partsOf({ note, rows, devices, running, failed, replaced }: BatchFacts): readonly BatchPart[] {
  const parts = [...ofOneDevice(rows)].map(([account, own]): Omit<BatchPart, 'isCanary'> => {
    const row = own.find(({ rotation }) => rotation.possible) ?? own[0]!; // a group has somebody in it
    const device = row.device === null ? undefined : devices.get(row.device);
    const { possible } = row.rotation;
    // Two moments of two browsers: if a clock was wrong, one is done once more, or left with its old password, which is good.
    const isYoung = replaced.has(account) || (note !== null && (row.account.issuedAt ?? 0) >= note.at);
    const reason = row.rotation.possible ? (failed.get(account) ?? null) : row.rotation.reason;
    return {
      account,
      username: row.account.username,
      device: row.device,
      name: device?.name ?? account,
      way: row.rotation.possible ? row.rotation.way : null,
      state: running.has(account)
        ? 'running'
        : isYoung && own.length === 1
          ? 'done'
          : possible
            ? stateOf(account)
            : 'left-out',
      reason,
    };

    function stateOf(one: string): PartState {
      if (failed.has(one)) return 'failed';
      if (row.rotation.possible && row.rotation.way === 'by-hand') return 'by-hand';
      return device?.reachability === 'online' ? 'waiting' : 'absent';
    }
  });
  const sorted = parts.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
  const canary = note === null ? sorted.find(({ state }) => state === 'waiting')?.account : undefined;
  return sorted.map((part) => ({ ...part, isCanary: part.account === canary }));

  /** What can be taken back by itself comes first, and of that what nobody would miss for a minute; what waits for people last. */
  function rank({ way, device }: Omit<BatchPart, 'isCanary'>): number {
    const kind = device === null ? undefined : devices.get(device)?.kind;
    const isMissed = kind === 'lock' || kind === 'alarm' || kind === 'hub';
    return (way === null ? 6 : ways.indexOf(way) * 2) + Number(isMissed);
  }
}

/** The account of its certificate stands beside its password for good, and counts only where it has no password. */
function ofOneDevice(rows: readonly AccessRow[]): ReadonlyMap<string, readonly AccessRow[]> {
  const groups = new Map<string, AccessRow[]>();
  for (const row of rows) {
    const account = deviceOf(row.account);
    groups.set(account, [...(groups.get(account) ?? []), row]);
  }
  for (const [account, own] of groups) {
    const byPassword = own.filter((row) => !isByCertificate(row.account.note));
    if (byPassword.length > 0) groups.set(account, byPassword);
  }
  return groups;
}

const ways: readonly RotationWay[] = ['two-slots', 'one-slot', 'by-hand'];

export type BatchStep =
  | { readonly do: 'rotate'; readonly part: BatchPart }
  /** one is under way, or all that is left is not connected */
  | { readonly do: 'wait'; readonly for: 'running' | 'absent' }
  /** only what somebody has to type in is left, or what has failed */
  | { readonly do: 'wait'; readonly for: 'person' }
  | { readonly do: 'end' };

/** One at a time: the broker is left in peace, and after a failure nothing else was begun. `passed`: not waited for any more. */
export function nextStep(parts: readonly BatchPart[], passed: ReadonlySet<string>): BatchStep {
  if (parts.some(({ state, account }) => state === 'running' && !passed.has(account)))
    return { do: 'wait', for: 'running' };
  const part = parts.find(({ state }) => state === 'waiting');
  if (part !== undefined) return { do: 'rotate', part };
  const isLeft = (...states: readonly PartState[]) => parts.some(({ state }) => states.includes(state));
  if (isLeft('absent', 'running')) return { do: 'wait', for: 'absent' };
  return isLeft('by-hand', 'failed') ? { do: 'wait', for: 'person' } : { do: 'end' };
}

/** How many have their new password, of how many that can get one. */
export function progressOf(parts: readonly BatchPart[]): { readonly done: number; readonly all: number } {
  const all = parts.filter(({ state }) => state !== 'left-out');
  return { done: all.filter(({ state }) => state === 'done').length, all: all.length };
}
