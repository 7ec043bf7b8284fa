import type { Device, DeviceId } from '@/core/device';
import type { Home } from '@/core/home';
import type { BookAccount } from '@/credentials/rights/account-book';
import { deviceOf } from '@/credentials/rotation/facts';

/** The devices that say they log in with this account; more than one, where it is shared. */
export function usersOf({ devices }: Home, account: BookAccount): readonly Device[] {
  const all = [...devices.values()].filter(({ login }) => login !== null);
  const byName = all.filter(({ login }) => login?.value.username === account.username);
  return byName.length > 0 ? byName : all.filter(({ login }) => login?.value.clientId === deviceOf(account));
}

/** These devices, and those that speak through them. */
export function withThoseBehind({ devices }: Home, users: readonly Device[]): ReadonlyMap<DeviceId, Device> {
  const own = new Map(users.map((device) => [device.id, device]));
  for (const device of devices.values()) if (device.via !== null && own.has(device.via)) own.set(device.id, device);
  return own;
}
