import { adopt, effectiveReachability, voicesBehind } from './behind-bridge';
import { cut } from './cut';
import type { Device, DeviceId } from './device';
import { emptyDevice, mergeDevices } from './device-merge';
import { addedTo, hasFirstHand, isSecondHand } from './first-hand';
import type { Changes, Home } from './home';
import { limits } from './limits';
import type { Fact, Identifier, Observation, VoiceKey } from './observation';
import { withoutVoice, withVoice } from './testimony';

type IdentityFact = Extract<Fact, { type: 'identity' }>;

/** A voice says who it is: a device begins, is known again, or two turn out to be one. False: the house is full. */
export function identify(home: Home, observation: Observation, fact: IdentityFact, changes: Changes): boolean {
  const voice = observation.device;
  const known = new Set<DeviceId>();
  const spokenBy = home.byVoice.get(voice);
  if (spokenBy !== undefined) known.add(spokenBy);
  for (const identifier of fact.identifiers) {
    const id = home.byIdentifier.get(identifier);
    if (id !== undefined) known.add(id);
  }
  const [id = fact.identifiers[0] ?? voice, ...others] = known;
  let device = home.devices.get(id);
  if (device === undefined) {
    if (home.devices.size >= limits.devices) return false;
    device = emptyDevice(id);
  }
  for (const other of others) device = absorb(home, device, other, changes);
  const named = withIdentity(home, device, observation, fact);
  home.byVoice.set(voice, id);
  if (fact.via !== null) voicesBehind(home, fact.via).add(voice);
  if (device === home.devices.get(id) && sameIdentity(device, named)) return true;
  home.devices.set(id, named);
  for (const identifier of named.identifiers) home.byIdentifier.set(identifier, id);
  changes.removed.delete(id);
  changes.changed.add(id);
  adopt(home, voice, named, changes);
  return true;
}

/** Bridges announce all their devices again at every change of one: nothing new must cost nothing downstream. */
function sameIdentity(before: Device, after: Device): boolean {
  return (
    before.name === after.name &&
    before.nameIsDerived === after.nameIsDerived &&
    before.room === after.room &&
    before.kind === after.kind &&
    before.vendor === after.vendor &&
    before.model === after.model &&
    before.modelId === after.modelId &&
    before.power === after.power &&
    before.disabled === after.disabled &&
    before.via === after.via &&
    before.reachability === after.reachability &&
    before.conventions === after.conventions &&
    before.voices === after.voices &&
    before.testimonies === after.testimonies &&
    before.identifiers === after.identifiers &&
    before.capabilities.length === after.capabilities.length &&
    before.capabilities.every((capability, index) => capability === after.capabilities[index])
  );
}

/** Two devices turned out to be one: the second's voices and facts move over. */
function absorb(home: Home, device: Device, other: DeviceId, changes: Changes): Device {
  const twin = home.devices.get(other);
  if (twin === undefined) return device;
  for (const voice of twin.voices) home.byVoice.set(voice, device.id);
  for (const identifier of twin.identifiers) home.byIdentifier.set(identifier, device.id);
  home.devices.delete(other);
  changes.changed.delete(other);
  changes.removed.add(other);
  return mergeDevices(device, twin);
}

function withIdentity(home: Home, device: Device, observation: Observation, told: IdentityFact): Device {
  const adds = isSecondHand(observation.convention) && hasFirstHand(device);
  const fact = adds ? addedTo(device, told) : told;
  const viaTold = fact.via === null ? device.via : (home.byVoice.get(fact.via) ?? device.via);
  const viaId = adds ? (device.via ?? viaTold) : viaTold;
  const alone = device.voices.every((voice) => voice === observation.device);
  // Where several conventions speak, a name that somebody gave beats one made up from a topic.
  const renamed = alone || device.nameIsDerived || !fact.nameIsDerived;
  const next: Device = {
    ...device,
    name: renamed ? readable(fact.name) : device.name,
    nameIsDerived: renamed ? fact.nameIsDerived : device.nameIsDerived,
    room: fact.room === null ? device.room : readable(fact.room),
    kind: alone || fact.kind !== 'other' ? fact.kind : device.kind,
    vendor: fact.vendor ?? device.vendor,
    model: fact.model ?? device.model,
    modelId: fact.modelId ?? device.modelId,
    conventions: union(device.conventions, observation.convention),
    voices: union(device.voices, observation.device),
    identifiers: fact.identifiers.reduce<readonly Identifier[]>(union, device.identifiers),
    capabilities: alone ? fact.capabilities : fact.capabilities.reduce(union, device.capabilities),
    power: fact.power ?? device.power,
    disabled: fact.disabled,
    via: viaId === device.id ? null : viaId,
  };
  const { convention, device: voice } = observation;
  const testimonies = withVoice(next, { convention, device: voice, name: readable(told.name) });
  return { ...next, testimonies, reachability: effectiveReachability(home, next) };
}

/**
 * A name stands within sentences: one with marks that turn the direction of writing round (Unicode, UAX #9, 2.1 to 2.4) would turn what follows
 * it too, and "is unlocked" could not be read any more.
 */
function readable(name: string): string {
  return cut(name.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, ''));
}

/** A voice is gone; the device goes with its last one. */
export function removeVoice(home: Home, voice: VoiceKey, changes: Changes): boolean {
  const id = home.byVoice.get(voice);
  const device = id === undefined ? undefined : home.devices.get(id);
  if (device === undefined) return false;
  home.byVoice.delete(voice);
  for (const behind of home.behind.values()) behind.delete(voice);
  const voices = device.voices.filter((one) => one !== voice);
  if (voices.length > 0) {
    home.devices.set(device.id, { ...device, voices, testimonies: withoutVoice(device, voice) });
    changes.changed.add(device.id);
    return true;
  }
  for (const identifier of device.identifiers) home.byIdentifier.delete(identifier);
  home.devices.delete(device.id);
  changes.changed.delete(device.id);
  changes.removed.add(device.id);
  return true;
}

function union<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}
