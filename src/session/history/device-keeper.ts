import type { Home } from '@/core/home';
import { knownDevice, lastingNames, type KnownDevice } from '@/core/known-device';
import { limits } from '@/core/limits';
import type { DeviceMemory } from '@/history/device-memory';

import { openRest, type Rest } from '../rest';

const restMs = 20_000;

/** Keeps in memory which devices a home has: those of earlier visits that are not here now, too. */
export type DeviceKeeper = {
  /** null: nothing is remembered of this home */
  enter(home: string): Promise<readonly KnownDevice[] | null>;
  /** the first look is over: what is here now is all there is */
  lookedOver(): void;
  tick(now: number): void;
  /** keeps at once what would have waited */
  close(): Promise<void>;
};

export function openDeviceKeeper(memory: DeviceMemory, home: Pick<Home, 'devices'>): DeviceKeeper {
  let wanted: string | null = null;
  /** null: it is not known yet what is remembered there, and nothing may be written over it */
  let address: string | null = null;
  let before: readonly KnownDevice[] = [];
  let kept = '';
  /** null: it was not looked over yet */
  let rest: Rest | null = null;

  function list(): readonly KnownDevice[] {
    const here = [...home.devices.values()];
    const names = new Set(here.flatMap(lastingNames));
    const away = before.filter((device) => !device.names.some((name) => names.has(name)));
    return [...here.map(knownDevice), ...away].slice(0, limits.devices);
  }

  async function keep(): Promise<void> {
    if (address === null) return;
    const devices = list();
    const text = JSON.stringify(devices);
    if (text === kept) return;
    kept = text;
    await memory.remember(address, devices);
  }

  return {
    async enter(next) {
      wanted = next;
      address = null;
      rest = null;
      const known = await memory.recall(next);
      if (wanted !== next) return null;
      address = next;
      before = known ?? [];
      kept = '';
      return known;
    },
    lookedOver: () => void (rest ??= openRest(restMs)),
    tick(now) {
      if (rest?.isDue(now) === true) void keep();
    },
    async close() {
      if (rest !== null) await keep();
    },
  };
}
