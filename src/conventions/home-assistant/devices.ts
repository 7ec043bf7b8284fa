import { limits } from '@/core/limits';
import type { Identifier, VoiceKey } from '@/core/observation';

import { openDevice, type DiscoveredDevice } from './device';
import type { DeviceInfo } from './device-info';
import type { Entity } from './entity';

/** What a discovery message changed: whose identity is to be told (again), and who is no more. */
export type Change = { readonly told: Set<DiscoveredDevice>; readonly gone: Set<DiscoveredDevice> };

/** All devices of the home that were discovered, and which entity is whose. */
export type Devices = {
  /** takes in the entities of one discovery topic, in place of those that it had; false: there is no more room */
  put(place: string, entities: readonly (readonly [Entity, DeviceInfo])[], change: Change): boolean;
  /** whom this discovery topic announces */
  announcedAt(place: string): DiscoveredDevice | undefined;
  byVoice(voice: VoiceKey): DiscoveredDevice | undefined;
  /**
   * Is this hard identity its own? A serial number is one only of its maker's: many leave "123456" there, and two locks
   * would be one. The first that names it keeps it, as the camera that another convention knows by it.
   */
  isOwn(device: DiscoveredDevice, identifier: Identifier): boolean;
  /** the voice of the device that this one speaks through; null: it names none that is known */
  viaOf(device: DiscoveredDevice): VoiceKey | null;
};

const mostEntities = 50_000;

export function openDevices(): Devices {
  const byToken = new Map<string, DiscoveredDevice>();
  const byName = new Map<string, Set<DiscoveredDevice>>();
  const voices = new Map<VoiceKey, DiscoveredDevice>();
  /** what devices name as the one they speak through → those devices */
  const behind = new Map<string, Set<DiscoveredDevice>>();
  const vias = new Map<DiscoveredDevice, VoiceKey | null>();
  const bySerial = new Map<Identifier, DiscoveredDevice>();
  const byPlace = new Map<string, ReadonlySet<string>>();
  /** an entity that moves to another topic is there before the old one is cleared */
  const owners = new Map<string, { readonly place: string; readonly device: DiscoveredDevice }>();

  function put(place: string, entities: readonly (readonly [Entity, DeviceInfo])[], change: Change): boolean {
    if (owners.size + entities.length > mostEntities) return false;
    const before = byPlace.get(place) ?? [];
    const keys = new Set(entities.map(([{ key }]) => key));
    const hasRoom = entities.every(([entity, info]) => take(place, entity, info, change));
    for (const key of before) if (!keys.has(key) && owners.get(key)?.place === place) drop(key, change);
    if (keys.size > 0) byPlace.set(place, keys);
    else byPlace.delete(place);
    return hasRoom;
  }

  function take(place: string, entity: Entity, info: DeviceInfo, change: Change): boolean {
    const known = new Set(info.tokens.flatMap((token) => byToken.get(token) ?? []));
    const former = owners.get(entity.key)?.device;
    if (former !== undefined && !known.has(former)) drop(entity.key, change);
    const [device = voices.size < limits.devices ? openDevice(info) : null, ...twins] = known;
    if (device === null) return false;
    for (const twin of twins) absorb(device, twin, change);
    forgetName(device);
    device.put(entity, info);
    owners.set(entity.key, { place, device });
    register(device, change);
    return true;
  }

  /** Two devices turned out to be one. */
  function absorb(device: DiscoveredDevice, twin: DiscoveredDevice, change: Change): void {
    for (const entity of twin.entities.values()) {
      device.put(entity, twin.info);
      owners.set(entity.key, { place: owners.get(entity.key)?.place ?? '', device });
    }
    forget(twin, change);
  }

  function drop(key: string, change: Change): void {
    const device = owners.get(key)?.device;
    owners.delete(key);
    device?.remove(key);
    if (device === undefined) return;
    if (device.entities.size === 0) forget(device, change);
    else change.told.add(device);
  }

  function register(device: DiscoveredDevice, change: Change): void {
    const { tokens, identifiers, name, via } = device.info;
    for (const serial of identifiers.filter(isSerial)) if (!bySerial.has(serial)) bySerial.set(serial, device);
    voices.set(device.voice, device);
    for (const token of tokens) byToken.set(token, device);
    if (name !== null) add(byName, name.toLowerCase(), device);
    if (via !== null) add(behind, via.toLowerCase(), device);
    change.told.add(device);
    const hub = hubOf(device);
    vias.set(device, hub?.voice ?? null);
    if (hub?.isHub === false) {
      hub.isHub = true;
      change.told.add(hub);
    }
    findThoseBehind(device, change);
  }

  /** Devices may be announced before the one that they speak through. */
  function findThoseBehind(hub: DiscoveredDevice, change: Change): void {
    for (const called of [...hub.info.tokens, hub.info.name?.toLowerCase() ?? '']) {
      for (const device of behind.get(called) ?? []) {
        if (vias.get(device) === hub.voice || hubOf(device) !== hub) continue;
        hub.isHub = true;
        vias.set(device, hub.voice);
        change.told.add(device);
      }
    }
  }

  /** Some publishers name it by its name: that is enough to say what it is, where only one is called so. */
  function hubOf({ info: { via }, voice }: DiscoveredDevice): DiscoveredDevice | undefined {
    if (via === null) return undefined;
    const [called, other] = byName.get(via.toLowerCase()) ?? [];
    const hub = byToken.get(via.toLowerCase()) ?? (other === undefined ? called : undefined);
    return hub?.voice === voice ? undefined : hub;
  }

  function forget(device: DiscoveredDevice, change: Change): void {
    for (const token of device.info.tokens) if (byToken.get(token) === device) byToken.delete(token);
    for (const serial of device.info.identifiers) if (bySerial.get(serial) === device) bySerial.delete(serial);
    forgetName(device);
    if (device.info.via !== null) remove(behind, device.info.via.toLowerCase(), device);
    if (voices.get(device.voice) === device) voices.delete(device.voice);
    vias.delete(device);
    change.told.delete(device);
    change.gone.add(device);
  }

  function forgetName(device: DiscoveredDevice): void {
    if (device.info.name !== null) remove(byName, device.info.name.toLowerCase(), device);
  }

  return {
    put,
    announcedAt(place) {
      const [key] = byPlace.get(place) ?? [];
      return key === undefined ? undefined : owners.get(key)?.device;
    },
    byVoice: (voice) => voices.get(voice),
    isOwn: (device, identifier) => !isSerial(identifier) || bySerial.get(identifier) === device,
    viaOf: (device) => vias.get(device) ?? null,
  };
}

const isSerial = (identifier: Identifier) => identifier.startsWith('serial:');

function add<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(item));
}

function remove<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  const set = sets.get(key);
  set?.delete(item);
  if (set?.size === 0) sets.delete(key);
}
