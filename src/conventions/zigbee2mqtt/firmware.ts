import { limits } from '@/core/limits';
import type { Fact } from '@/core/observation';

import { isObject, numberIn, textIn, type JsonObject } from '../json';

type FirmwareFact = Extract<Fact, { type: 'firmware' }>;

/**
 * The `update` object of a state (lib/extension/otaUpdate.ts): versions are Zigbee file versions, −1 or null while nobody
 * has asked; states idle, available, updating, scheduled. Before 1.26 there was only `update_available`. null: it tells nothing.
 */
export function readUpdate(update: unknown, available: unknown): FirmwareFact | null {
  if (!isObject(update))
    return typeof available === 'boolean' ? { type: 'firmware', updateAvailable: available } : null;
  const { state } = update;
  const known = state === 'idle' || state === 'available' || state === 'updating' || state === 'scheduled';
  if (!known && typeof available !== 'boolean') return fileFact(update);
  const updating = state === 'updating';
  return {
    type: 'firmware',
    updateAvailable: known ? state !== 'idle' : available === true,
    updating: updating
      ? { percent: within(update['progress'], 100), remainingSeconds: within(update['remaining'], longestSeconds) }
      : null,
    scheduled: state === 'scheduled',
    fileInstalled: fileVersion(update['installed_version']),
    fileLatest: fileVersion(update['latest_version']),
    releaseNotes: textIn(update['latest_release_notes'])?.slice(0, limits.textLength) ?? null,
  };
}

/** What runs is known, and nobody has asked for a newer one: the index may have one all the same. */
function fileFact(update: JsonObject): FirmwareFact | null {
  const fileInstalled = fileVersion(update['installed_version']);
  return fileInstalled === null ? null : { type: 'firmware', fileInstalled };
}

/** a sleepy device takes hours for its file, none takes a week */
const longestSeconds = 7 * 86_400;

function within(value: unknown, most: number): number | null {
  const told = numberIn(value);
  return told === null || told < 0 || told > most ? null : told;
}

function fileVersion(value: unknown): number | null {
  const version = numberIn(value);
  return version === null || version < 0 ? null : version;
}
