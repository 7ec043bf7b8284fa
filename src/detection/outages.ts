import type { Device, DeviceId } from '@/core/device';

import type { Way } from './outage-kind';

/**
 * Which bridges have just lost many devices at once, and which those are. `jamming` keeps it, `offline` asks it: an outage
 * that is one alert must not be thirty.
 */
export type Outages = {
  begin(way: Way, devices: ReadonlySet<DeviceId>): void;
  end(way: Way): void;
  /** is it known already why this device is away? */
  explains(device: Device): boolean;
};

export function openOutages(): Outages {
  const lost = new Map<Way, ReadonlySet<DeviceId>>();
  return {
    begin: (way, devices) => void lost.set(way, devices),
    end: (way) => void lost.delete(way),
    explains: ({ id, via, reachability }) => reachability === 'offline' && lost.get(via)?.has(id) === true,
  };
}
