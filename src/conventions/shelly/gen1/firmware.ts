import type { Fact } from '@/core/observation';

import { isObject } from '../../json';
import { shortIn } from '../../loose';
import { isNewer } from '../version';
import type { Gen1Device } from './device';

/**
 * `update` of the status (shelly-api-docs gen1, "/status"). While its status is `unknown` the device has not asked yet,
 * and `has_update: false` means nothing.
 */
export function readUpdate(device: Gen1Device, update: unknown): readonly Fact[] {
  if (!isObject(update)) return [];
  const installed = shortIn(update['old_version']);
  const offered = update['has_update'] === true ? shortIn(update['new_version']) : null;
  const { status } = update;
  const updating = status === 'updating';
  const facts: Fact[] = [
    {
      type: 'firmware',
      installed,
      latest: offered,
      updateAvailable: isAvailable(status, offered, installed),
      updating: updating ? { percent: null, remainingSeconds: null } : null,
    },
  ];
  if (updating) device.updatingFrom ??= installed;
  else if (device.updatingFrom !== null) {
    // that it runs another version proves success; the same one proves nothing yet, it may still have to restart
    if (installed !== null && installed !== device.updatingFrom) {
      device.updatingFrom = null;
      facts.push({ type: 'update-outcome', outcome: 'succeeded', reason: null, percent: null });
    }
  }
  return facts;
}

function isAvailable(status: unknown, offered: string | null, installed: string | null): boolean | null {
  if (status !== 'idle' && status !== 'pending' && status !== 'updating') return null;
  if (offered === null) return false;
  // who runs a preview is offered the stable build, also an older one
  return installed === null || isNewer(offered, installed) !== false;
}
