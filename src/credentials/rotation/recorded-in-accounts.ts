import type { Device } from '@/core/device';
import type { RotationRecord } from '@/core/log-ins/rotation-record';

import type { ListedAccount } from '../authority/authority';
import { readSlotNote } from '../authority/slot-note';
import { loginDevices } from '../login-devices';
import { deviceOf } from './facts';

/**
 * What the account database itself tells of the past: beside each account stands which rotation made it and whose log-in did
 * that. So every administrator knows the last one of each device, whichever browser it was.
 */
export function recordsInAccounts(
  accounts: readonly ListedAccount[],
  devices: Iterable<Device>,
): readonly RotationRecord[] {
  const whose = loginDevices(devices);
  return [...groupsOf(accounts)].flatMap(([account, own]): readonly RotationRecord[] => {
    const [only, second] = own;
    const note = readSlotNote(only?.note ?? null);
    // a device with two has not ended its rotation, and the first account of a device replaced none
    if (only === undefined || second !== undefined || note === null || note.prev === null) return [];
    const device = whose.of(account, [only.username]);
    const name = device?.name ?? account;
    return [
      {
        id: note.rot,
        account,
        device: device?.id ?? null,
        name,
        way: null,
        by: note.by,
        at: note.at,
        outcome: 'replaced',
        sentence: `${name} got a new password, and the old one was deleted.`,
        source: 'accounts',
      },
    ];
  });
}

function groupsOf(accounts: readonly ListedAccount[]): ReadonlyMap<string, readonly ListedAccount[]> {
  const groups = new Map<string, ListedAccount[]>();
  for (const account of accounts) groups.set(deviceOf(account), [...(groups.get(deviceOf(account)) ?? []), account]);
  return groups;
}
