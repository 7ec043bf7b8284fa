import type { CodeOwner } from '@/core/codes/code-owner';
import type { Device, DeviceId } from '@/core/device';
import type { CodeOrder, CodeResult } from '@/credentials/codes/change-code';
import { withoutOwner, withOwner, type Names } from '@/credentials/codes/names';

import type { CodeWish } from './code-questions';

/** One lock's part in a wish, and what is to be written down when it is done. */
export type CodeTask = {
  readonly device: Device;
  readonly order: CodeOrder;
  /** another page's claim on the place is waited out, not answered with `taken` */
  readonly isPatient?: boolean;
  /** `at`: when it was done, ms since the epoch */
  noted(names: Names, result: CodeResult, at: number): Names;
};

/** What is to be done on each lock. Places that belong to somebody are left alone, whatever the lock says of them. */
export function tasksOf(
  wish: CodeWish,
  devices: ReadonlyMap<DeviceId, Device>,
  owners: readonly CodeOwner[],
): readonly CodeTask[] {
  const spots = wish.act === 'add' ? wish.devices.map((device) => ({ device, slot: null })) : wish.spots;
  return spots.flatMap(({ device: id, slot }): readonly CodeTask[] => {
    const device = devices.get(id);
    if (device?.codes == null) return [];
    if (wish.act === 'remove') return slot === null ? [] : [{ device, ...removal(id, slot) }];
    const own = owners.filter((owner) => owner.device === id);
    const until = wish.act === 'add' ? wish.until : (own.find((owner) => owner.slot === slot)?.until ?? null);
    const { keepsEnds, nameBytes } = device.codes;
    const code = { digits: wish.code, name: cut(wish.person, nameBytes), until: keepsEnds ? until : null };
    const owner = (place: number, at: number): CodeOwner => ({
      device: id,
      slot: place,
      person: wish.person,
      since: at,
      until,
      endedBy: keepsEnds ? 'lock' : 'gatehouse',
    });
    const avoid = new Set(own.map((one) => one.slot));
    const order: CodeOrder =
      wish.act === 'add' || slot === null
        ? { act: 'add', code, avoid }
        : { act: 'change', old: slot, code, avoid, inPlace: wish.inPlace };
    return [
      { device, order, noted: (names, result, at) => notedAfter(names, result, id, slot, (place) => owner(place, at)) },
    ];
  });
}

/** To whom one of these places was given since the page showed it; null: to nobody else. */
export function otherOwner(wish: CodeWish, owners: readonly CodeOwner[]): string | null {
  if (wish.act === 'add') return null;
  const isMeant = (owner: CodeOwner) =>
    wish.spots.some(({ device, slot }) => owner.device === device && owner.slot === slot);
  return owners.find((owner) => owner.person !== wish.person && isMeant(owner))?.person ?? null;
}

export function removal(device: DeviceId, slot: number): Omit<CodeTask, 'device'> {
  return {
    order: { act: 'remove', old: slot },
    noted: (all, { outcome }) => (outcome === 'done' ? withoutOwner(all, device, slot) : all),
  };
}

/** Whose code is where after it. An old code that could not be removed keeps its owner: it is still his. */
function notedAfter(
  all: Names,
  { outcome, slot }: CodeResult,
  device: DeviceId,
  old: number | null,
  owner: (slot: number) => CodeOwner,
): Names {
  if (slot === null) return all;
  const kept = outcome === 'done' && old !== null ? withoutOwner(all, device, old) : all;
  return withOwner(kept, owner(slot));
}

/** As much of a name as the lock keeps, in whole characters. */
function cut(name: string, bytes: number | null): string {
  if (bytes === null) return name;
  let text = '';
  for (const character of name) {
    if (new TextEncoder().encode(text + character).length > bytes) break;
    text += character;
  }
  return text;
}
