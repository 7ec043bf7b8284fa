import type { Device } from '@/core/device';

/** Finds whose log-in an account is, by what the devices say of themselves: anything may say anything. */
export type LoginDevices = {
  /** `account`: the name of the device among the accounts; `usernames`: its accounts. null: nobody says so. Of many the last */
  of(account: string, usernames: readonly string[]): Device | null;
  /** each that says so; more than one, where it is shared, or one of them lies */
  all(account: string, usernames: readonly string[]): readonly Device[];
};

export function loginDevices(devices: Iterable<Device>): LoginDevices {
  const byUsername = new Map<string, Device[]>();
  const byClientId = new Map<string, Device[]>();
  const add = (map: Map<string, Device[]>, key: string, device: Device) => {
    const there = map.get(key);
    if (there === undefined) map.set(key, [device]);
    else there.push(device);
  };
  for (const device of devices) {
    const { username = null, clientId = null } = device.login?.value ?? {};
    if (username !== null) add(byUsername, username, device);
    if (clientId !== null) add(byClientId, clientId, device);
  }
  const all: LoginDevices['all'] = (account, usernames) => {
    const named = usernames.flatMap((one) => byUsername.get(one) ?? []);
    const bound = byClientId.get(account) ?? [];
    // one that says another username does not use this account, whatever it calls itself
    const silent = named.length === 0 ? bound : bound.filter(({ login }) => login?.value.username == null);
    return [...new Set([...silent, ...named])];
  };
  return { all, of: (account, usernames) => all(account, usernames).at(-1) ?? null };
}
