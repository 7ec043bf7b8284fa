import type { Device, DeviceId, Leak, Told } from './device';
import { emptyDevice, mergeDevices } from './device-merge';
import { addedTo, countsItsBridgeIn, hasFirstHand, isSecondHand } from './first-hand';
import { limits } from './limits';
import { codesAfter } from './lock-code';
import type { ConventionName, Fact, Identifier, Observation, Reachability, VoiceKey } from './observation';
import type { State, StateKey } from './state';
import { proofAfter } from './proof';
import { withoutVoice, withTestimony, withVoice } from './testimony';

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

/**
 * Takes one observation into the home. False: nothing was taken, because the voice is unknown (it has to say who it is
 * first) or the house is full (`limits.devices`).
 */
export function fold(home: Home, observation: Observation, changes: Changes): boolean {
  const { fact } = observation;
  if (fact.type === 'identity') return identify(home, observation, fact, changes);
  const id = home.byVoice.get(observation.device);
  const device = id === undefined ? undefined : home.devices.get(id);
  if (device === undefined) return false;
  if (fact.type === 'removed') {
    removeVoice(home, device, observation.device, changes);
    return true;
  }
  const taken = take(home, device, observation, fact);
  const next = device.testimonies.length === 0 ? taken : withTestimony(taken, observation, fact);
  if (next === device) return true;
  home.devices.set(device.id, next);
  changes.changed.add(device.id);
  if (next.reachability !== device.reachability) passOnReachability(home, next, changes);
  return true;
}

type IdentityFact = Extract<Fact, { type: 'identity' }>;

function identify(home: Home, observation: Observation, fact: IdentityFact, changes: Changes): boolean {
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

/** Devices that named this voice as their bridge before the bridge itself was known. */
function adopt(home: Home, bridgeVoice: VoiceKey, bridge: Device, changes: Changes): void {
  for (const voice of home.behind.get(bridgeVoice) ?? []) {
    const id = home.byVoice.get(voice);
    const device = id === undefined ? undefined : home.devices.get(id);
    if (device === undefined || device.via === bridge.id || device.id === bridge.id) continue;
    const adopted = { ...device, via: bridge.id };
    home.devices.set(device.id, { ...adopted, reachability: effectiveReachability(home, adopted) });
    changes.changed.add(device.id);
  }
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
    name: renamed ? cut(fact.name) : device.name,
    nameIsDerived: renamed ? fact.nameIsDerived : device.nameIsDerived,
    room: fact.room ?? device.room,
    kind: alone || fact.kind !== 'other' ? fact.kind : device.kind,
    vendor: fact.vendor ?? device.vendor,
    model: fact.model ?? device.model,
    conventions: union(device.conventions, observation.convention),
    voices: union(device.voices, observation.device),
    identifiers: fact.identifiers.reduce<readonly Identifier[]>(union, device.identifiers),
    capabilities: alone ? fact.capabilities : fact.capabilities.reduce(union, device.capabilities),
    power: fact.power ?? device.power,
    disabled: fact.disabled,
    via: viaId === device.id ? null : viaId,
  };
  const { convention, device: voice } = observation;
  const testimonies = withVoice(next, { convention, device: voice, name: cut(told.name) });
  return { ...next, testimonies, reachability: effectiveReachability(home, next) };
}

function removeVoice(home: Home, device: Device, voice: VoiceKey, changes: Changes): void {
  home.byVoice.delete(voice);
  for (const voices of home.behind.values()) voices.delete(voice);
  const voices = device.voices.filter((one) => one !== voice);
  if (voices.length > 0) {
    home.devices.set(device.id, { ...device, voices, testimonies: withoutVoice(device, voice) });
    changes.changed.add(device.id);
    return;
  }
  for (const identifier of device.identifiers) home.byIdentifier.delete(identifier);
  home.devices.delete(device.id);
  changes.changed.delete(device.id);
  changes.removed.add(device.id);
}

function take(home: Home, device: Device, observation: Observation, fact: Fact): Device {
  switch (fact.type) {
    case 'reachability': {
      const said = settle(device.said, fact.reachability, observation);
      if (said === device.said) return device;
      const next = { ...device, said };
      return { ...next, reachability: effectiveReachability(home, next) };
    }
    case 'heard':
      // a device whose clock is ahead was not heard in the future
      return heard(device, Math.min(fact.at, observation.at), observation.retained);
    case 'battery': {
      const before = device.battery?.value;
      const value = { percent: told(fact.percent, before?.percent), low: told(fact.low, before?.low) };
      if (value.percent === null && value.low === null) return device;
      const same = before !== undefined && before.percent === value.percent && before.low === value.low;
      return withFact(device, 'battery', settleSame(device.battery, value, observation, same));
    }
    case 'signal': {
      const before = device.signal?.value;
      const value = { rssiDbm: told(fact.rssiDbm, before?.rssiDbm), lqi: told(fact.lqi, before?.lqi) };
      if (value.rssiDbm === null && value.lqi === null) return device;
      const same = before !== undefined && before.rssiDbm === value.rssiDbm && before.lqi === value.lqi;
      return withFact(device, 'signal', settleSame(device.signal, value, observation, same));
    }
    case 'firmware':
      return withFirmware(device, observation, fact);
    case 'state':
      return withState(device, observation, fact.state);
    case 'event': {
      if (isSecondHand(observation.convention) && hasFirstHand(device)) return device;
      const value = { event: fact.event, text: cut(fact.text), meaning: fact.meaning ?? null };
      return { ...device, lastEvent: evidence(value, observation) };
    }
    case 'update-check': {
      const value = { outcome: fact.outcome, reason: fact.reason === null ? null : cut(fact.reason) };
      return { ...device, lastCheck: evidence(value, observation) };
    }
    case 'update-outcome': {
      const { outcome, reason, percent } = fact;
      const value = { outcome, reason: reason === null ? null : cut(reason), percent };
      return { ...device, lastUpdate: evidence(value, observation) };
    }
    case 'picture':
      return { ...device, picture: evidence(fact.picture, observation) };
    case 'broker-login': {
      const { username, clientId, handOver, certificate = null, certificateEndsAt = null } = fact;
      const before = device.login?.value;
      const same =
        before !== undefined &&
        before.username === username &&
        before.clientId === clientId &&
        before.handOver === handOver &&
        (before.certificate ?? null) === certificate &&
        (before.certificateEndsAt ?? null) === certificateEndsAt;
      const value = {
        username,
        clientId,
        handOver,
        ...(certificate !== null && { certificate }),
        ...(certificateEndsAt !== null && { certificateEndsAt }),
      };
      return withFact(device, 'login', settleSame(device.login, value, observation, same));
    }
    case 'transport': {
      const value = { way: fact.transport.way, evidence: cut(fact.transport.evidence) };
      const before = device.transport?.value;
      const same = before !== undefined && before.way === value.way && before.evidence === value.evidence;
      return withFact(device, 'transport', settleSame(device.transport, value, observation, same));
    }
    case 'proof':
      return { ...device, proof: proofAfter(device.proof, fact.proof, observation) };
    case 'lock-codes': {
      const codes = codesAfter(device.codes, fact, observation);
      return codes === device.codes ? device : { ...device, codes };
    }
    case 'pairing': {
      const { open, until } = fact;
      const before = device.pairing?.value;
      const same = before !== undefined && before.open === open && before.until === until;
      return withFact(device, 'pairing', settleSame(device.pairing, { open, until }, observation, same));
    }
    case 'secret-exposed': {
      const { secret, topic } = fact;
      if (device.leaks.some((leak) => leak.secret === secret && leak.topic === topic)) return device;
      const leak: Leak = { secret, topic, by: observation.convention };
      return { ...device, leaks: [...device.leaks, leak].slice(-16) };
    }
    case 'identity':
    case 'removed':
      return device;
  }
}

/** `device` itself where nothing changes: most readings repeat what they said before. */
function withFact<K extends 'battery' | 'signal' | 'login' | 'transport' | 'pairing'>(
  device: Device,
  key: K,
  told: Device[K],
): Device {
  return device[key] === told ? device : { ...device, [key]: told };
}

function heard(device: Device, at: number, retained: boolean): Device {
  const live = !retained;
  const messages = live ? device.messages + 1 : device.messages;
  const lastSeen = device.lastSeen === null ? at : Math.max(device.lastSeen, at);
  const lastSeenLive = device.lastSeenLive || live;
  if (messages === device.messages && lastSeen === device.lastSeen && lastSeenLive === device.lastSeenLive)
    return device;
  return { ...device, messages, lastSeen, lastSeenLive };
}

function withFirmware(device: Device, observation: Observation, fact: Extract<Fact, { type: 'firmware' }>): Device {
  const before = device.firmware?.value;
  const value = {
    installed: told(fact.installed, before?.installed),
    latest: told(fact.latest, before?.latest),
    updateAvailable: told(fact.updateAvailable, before?.updateAvailable),
    updating: fact.updating === undefined ? (before?.updating ?? null) : fact.updating,
    fileInstalled: told(fact.fileInstalled, before?.fileInstalled),
    fileLatest: told(fact.fileLatest, before?.fileLatest),
    releaseNotes: told(fact.releaseNotes, before?.releaseNotes),
  };
  const same =
    before !== undefined &&
    before.installed === value.installed &&
    before.latest === value.latest &&
    before.updateAvailable === value.updateAvailable &&
    before.updating?.percent === value.updating?.percent &&
    before.updating?.remainingSeconds === value.updating?.remainingSeconds &&
    before.fileInstalled === value.fileInstalled &&
    before.fileLatest === value.fileLatest &&
    before.releaseNotes === value.releaseNotes;
  if (same) return device;
  return { ...device, firmware: settleSame(device.firmware, value, observation, false) };
}

function withState(device: Device, observation: Observation, state: State): Device {
  let next: Record<string, Told<unknown>> | null = null;
  for (const key in state) {
    const name = key as StateKey; // a State has no other keys; for-in types them as string
    const value = state[name];
    if (value === undefined) continue;
    const before = device.state[name];
    const after = settle<unknown>(before ?? null, value, observation);
    if (after === before) continue;
    next ??= { ...device.state };
    next[name] = after;
  }
  return next === null ? device : { ...device, state: next };
}

/**
 * Which of two tellings stands (DESIGN.md, "One device, many voices"): the same convention's newest word always does,
 * for a broker's memory holds its last one; between conventions a live word is not overruled by a memory, nor any word by
 * discovery's memory. A memory that only repeats what stands adds nothing.
 */
function settle<T>(before: Told<T> | null, value: T, observation: Observation): Told<T> {
  return settleSame(before, value, observation, before !== null && before.value === value);
}

function settleSame<T>(before: Told<T> | null, value: T, observation: Observation, same: boolean): Told<T> {
  if (before !== null && observation.retained) {
    if (same) return before;
    const isOther = before.by !== observation.convention;
    if (isOther && (!before.retained || isSecondHand(observation.convention))) return before;
  }
  // A value that is merely repeated keeps the moment since which it holds; a live repeat makes a memory live.
  if (before !== null && same && before.retained === observation.retained) return before;
  return evidence(value, observation, same && before !== null ? before.at : undefined);
}

function evidence<T>(value: T, observation: Observation, since?: number): Told<T> {
  const { at, retained, convention } = observation;
  return { value, at: since ?? at, retained, by: convention satisfies ConventionName };
}

/** A convention says only what it knows: undefined leaves what stood before, null takes nothing away either. */
function told<T>(value: T | null | undefined, before: T | null | undefined): T | null {
  return value ?? before ?? null;
}

/**
 * Behind a bridge that is down nothing is known of a device, whatever was said before; but offline stays offline where the
 * convention counts the bridge in (CONTRACT.md, "Inventory document").
 */
function effectiveReachability(home: Home, device: Device): Reachability {
  const said = device.said?.value ?? 'unknown';
  if (device.via === null || home.devices.get(device.via)?.reachability !== 'offline') return said;
  return said === 'offline' && countsItsBridgeIn(device) ? 'offline' : 'unknown';
}

function passOnReachability(home: Home, bridge: Device, changes: Changes): void {
  for (const bridgeVoice of bridge.voices) {
    for (const voice of home.behind.get(bridgeVoice) ?? []) {
      const id = home.byVoice.get(voice);
      const device = id === undefined ? undefined : home.devices.get(id);
      if (device === undefined || device.via !== bridge.id) continue;
      const reachability = effectiveReachability(home, device);
      if (reachability === device.reachability) continue;
      home.devices.set(device.id, { ...device, reachability });
      changes.changed.add(device.id);
    }
  }
}

function voicesBehind(home: Home, bridge: VoiceKey): Set<VoiceKey> {
  let voices = home.behind.get(bridge);
  if (voices === undefined) home.behind.set(bridge, (voices = new Set()));
  return voices;
}

function union<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}

function cut(text: string): string {
  return text.length <= limits.textLength ? text : `${text.slice(0, limits.textLength - 1)}…`;
}
