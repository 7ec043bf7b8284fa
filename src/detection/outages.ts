import type { Device, DeviceId } from '@/core/device';

/**
 * Which bridges have just lost many devices at once, and which those are. `jamming` keeps it, `offline` asks it: an outage
 * that is one alert must not be thirty.
 */
export type Outages = {
  begin(bridge: DeviceId, devices: ReadonlySet<DeviceId>): void;
  end(bridge: DeviceId): void;
  /** is it known already why this device is away? */
  explains(device: Device): boolean;
};

export function openOutages(): Outages {
  const lost = new Map<DeviceId, ReadonlySet<DeviceId>>();
  return {
    begin: (bridge, devices) => void lost.set(bridge, devices),
    end: (bridge) => void lost.delete(bridge),
    explains: ({ id, via, reachability }) =>
      reachability === 'offline' && via !== null && lost.get(via)?.has(id) === true,
  };
}
