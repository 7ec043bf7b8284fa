import type { Device } from '@/core/device';
import type { DeviceView } from '@/store/device-view';

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Every lock whose codes can be read and changed, by name. */
export const codeLocksView: DeviceView<Device, readonly Device[]> = {
  aspect: (device) => (device.codes === null ? undefined : device),
  same: (before, after) =>
    before.codes === after.codes && before.name === after.name && before.reachability === after.reachability,
  build: (locks) => [...locks.values()].toSorted((one, other) => byName.compare(one.name, other.name)),
  everyMs: 200,
};
