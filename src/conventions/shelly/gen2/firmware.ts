import type { Fact } from '@/core/observation';

import { isObject } from '../../json';
import { learn } from '../../learning';
import { shortIn } from '../../loose';
import { isNewer } from '../version';
import type { Gen2Device } from './device';

const runsNone = null;

/**
 * What is installed and offered, from whichever of the two was told now. `updates` is `sys.available_updates`: `stable`
 * and `beta`, each missing where there is none. Only a stable build that is newer is an update: who runs a beta is
 * offered an older one (CONVENTIONS.md 4).
 */
export function firmwareFacts(device: Gen2Device, version: string | null, updates: unknown): readonly Fact[] {
  learn(device, 'version', version);
  if (isObject(updates)) device.offered = isObject(updates['stable']) ? shortIn(updates['stable']['version']) : null;
  const { offered, version: installed } = device;
  const facts: Fact[] = [
    { type: 'firmware', installed, latest: offered ?? null, updateAvailable: isAvailable(device) },
  ];
  const from = device.updating?.from ?? null;
  if (version !== null && from !== null && version !== from) {
    facts.push(...endUpdate(device, { outcome: 'succeeded', reason: null, percent: null }));
  }
  return facts;
}

function isAvailable({ offered, version }: Gen2Device): boolean | null {
  if (offered === undefined) return null;
  if (offered === null) return false;
  return version === null || isNewer(offered, version) !== false;
}

/** After a restart no update runs any more; whether it succeeded its version will tell. */
export function readRestart(device: Gen2Device): readonly Fact[] {
  return device.updating === null ? [] : [{ type: 'firmware', updating: runsNone }];
}

export function beginUpdate(device: Gen2Device, percent: number | null): readonly Fact[] {
  device.updating ??= { from: device.version };
  return [{ type: 'firmware', updating: { percent, remainingSeconds: null } }];
}

type Outcome = Omit<Extract<Fact, { type: 'update-outcome' }>, 'type'>;

export function endUpdate(device: Gen2Device, outcome: Outcome): readonly Fact[] {
  device.updating = null;
  return [
    { type: 'firmware', updating: runsNone },
    { type: 'update-outcome', ...outcome },
  ];
}
