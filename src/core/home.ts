import type { Device, DeviceId } from './device';
import type { Identifier, VoiceKey } from './observation';

/**
 * The house as data. The maps are changed in place and each `Device` in them is replaced, never changed: one observation
 * costs the same in a house of 20,000 devices as in one of 50.
 */
export type Home = {
  readonly devices: Map<DeviceId, Device>;
  readonly byVoice: Map<VoiceKey, DeviceId>;
  readonly byIdentifier: Map<Identifier, DeviceId>;
  /** which voices speak through a bridge's voice */
  readonly behind: Map<VoiceKey, Set<VoiceKey>>;
};

/** What folding touched, for whoever sends the changes on. */
export type Changes = {
  readonly changed: Set<DeviceId>;
  readonly removed: Set<DeviceId>;
};

export function openHome(): Home {
  return { devices: new Map(), byVoice: new Map(), byIdentifier: new Map(), behind: new Map() };
}

/** Everything known is forgotten: the next word is about another home. */
export function forgetHome(home: Home, changes: Changes): void {
  for (const id of home.devices.keys()) changes.removed.add(id);
  for (const map of Object.values(home)) map.clear();
}

export function openChanges(): Changes {
  return { changed: new Set(), removed: new Set() };
}
