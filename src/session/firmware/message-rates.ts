import type { Device, DeviceId } from '@/core/device';

/** for less than this a rate of messages says little */
const enoughHours = 0.25;
const mostGone = 1_000;

/** How often devices are heard, since they were heard first. */
export type MessageRates = {
  note(changed: ReadonlySet<DeviceId>): void;
  /** null: it is too early to say */
  messagesAnHour(device: Device): number | null;
  forget(): void;
};

export function openMessageRates(devices: ReadonlyMap<DeviceId, Device>, clock: () => number): MessageRates {
  const firstHeard = new Map<DeviceId, { readonly at: number; readonly messages: number }>();
  return {
    note(changed) {
      // whoever invents devices and takes them away again
      if (firstHeard.size > 2 * devices.size + mostGone)
        for (const id of firstHeard.keys()) if (!devices.has(id)) firstHeard.delete(id);
      for (const id of changed) {
        const device = devices.get(id);
        if (device === undefined) continue;
        const known = firstHeard.get(id);
        const now = clock();
        // a clock that was set back says nothing of how long that was
        if (known === undefined || now < known.at) firstHeard.set(id, { at: now, messages: device.messages });
      }
    },
    messagesAnHour({ id, messages }) {
      const first = firstHeard.get(id);
      const hours = first === undefined ? 0 : (clock() - first.at) / 3_600_000;
      return first === undefined || hours < enoughHours ? null : (messages - first.messages) / hours;
    },
    forget: () => firstHeard.clear(),
  };
}
