import type { KnownDevice } from '@/core/known-device';

import { openByHome } from './by-home';

/** Remembers the devices of each home from visit to visit, so that one that joins while nobody looks is noticed. */
export type DeviceMemory = {
  /** `home`: the address of its broker. null: nothing is remembered of it, or the browser keeps nothing */
  recall(home: string): Promise<readonly KnownDevice[] | null>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, devices: readonly KnownDevice[]): Promise<void>;
};

/** In this browser's IndexedDB. Holds names and versions, no secret. */
export function openDeviceMemory(database = 'gatehouse-history'): DeviceMemory {
  const kept = openByHome<readonly KnownDevice[]>(database, 'known-devices');
  return {
    async recall(home) {
      const devices: unknown = await kept.read(home);
      return Array.isArray(devices) ? (devices as readonly KnownDevice[]) : null;
    },
    async remember(home, devices) {
      await kept.write(home, devices); // a browser that keeps nothing: the next visit is a first one
    },
  };
}

/** For as long as the process lives. */
export function openPassingMemory(): DeviceMemory {
  const homes = new Map<string, readonly KnownDevice[]>();
  return {
    recall: async (home) => homes.get(home) ?? null,
    remember: async (home, devices) => void homes.set(home, devices),
  };
}
