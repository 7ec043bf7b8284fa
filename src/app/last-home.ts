import type { Alert } from '@/core/alerts/alert';
import type { Device, ToldState } from '@/core/device';
import type { Told } from '@/core/told';
import type { Batch } from '@/core/feed';
import type { LastHome } from '@/session/protocol';

/** A home of memory as a batch: all of it was told once, and nothing of it was heard now. */
export function batchOfLastHome({ url, at, devices, alerts }: LastHome): Batch {
  return {
    devices: devices.map(asRemembered),
    removed: [],
    alerts: { changed: alerts, gone: [], fresh: [], notify: [] },
    lastHome: { url, at },
  };
}

/** Takes it from the page again, before the living one comes. */
export function batchWithout(devices: readonly Device['id'][], alerts: readonly Alert[]): Batch {
  return {
    devices: [],
    removed: devices,
    alerts: { changed: [], gone: alerts.map(({ id }) => id), fresh: [], notify: [] },
    lastHome: null,
  };
}

function asRemembered(device: Device): Device {
  const { said, state, battery, signal } = device;
  return {
    ...device,
    said: said && remembered(said),
    state: Object.fromEntries(Object.entries(state).map(([key, told]) => [key, remembered(told)])) as ToldState,
    battery: battery && remembered(battery),
    signal: signal && remembered(signal),
    lastSeenLive: false,
    messages: 0,
  };
}

function remembered<One extends Told<unknown>>(told: One): One {
  return { ...told, retained: true };
}
