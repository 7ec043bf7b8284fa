import type { Device } from '@/core/device';

/** Finds whose log-in an account is, by what the devices say of themselves. */
export type LoginDevices = {
  /** `account`: the name of the device among the accounts; `usernames`: its accounts. null: nobody says so */
  of(account: string, usernames: readonly string[]): Device | null;
};

export function loginDevices(devices: Iterable<Device>): LoginDevices {
  const byUsername = new Map<string, Device>();
  const byClientId = new Map<string, Device>();
  for (const device of devices) {
    const { username = null, clientId = null } = device.login?.value ?? {};
    if (username !== null) byUsername.set(username, device);
    if (clientId !== null) byClientId.set(clientId, device);
  }
  return {
    of(account, usernames) {
      const username = usernames.find((one) => byUsername.has(one));
      return byUsername.get(username ?? '') ?? byClientId.get(account) ?? null;
    },
  };
}
