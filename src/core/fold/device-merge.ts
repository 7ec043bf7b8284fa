import type { Device, DeviceId, ToldState } from '../device';
import type { Told } from '../told';
import { joinedTestimonies } from './testimonies';

/** One for all, which stays near the processor: each message of each device asks whether it gives something away. */
const none: readonly never[] = [];

/** A device of which nothing was told yet. */
export function emptyDevice(id: DeviceId): Device {
  return {
    id,
    name: '',
    nameIsDerived: true,
    room: null,
    kind: 'other',
    vendor: null,
    model: null,
    modelId: null,
    conventions: [],
    identifiers: [],
    voices: [],
    testimonies: [],
    capabilities: [],
    power: null,
    disabled: false,
    via: null,
    said: null,
    reachability: 'unknown',
    lastSeen: null,
    lastSeenLive: false,
    battery: null,
    signal: null,
    firmware: null,
    state: {},
    untold: undefined,
    lastEvent: null,
    lastCheck: null,
    updateSource: null,
    lastUpdate: null,
    picture: null,
    login: null,
    codes: null,
    proof: null,
    transport: null,
    pairing: null,
    leaks: none,
    messages: 0,
  };
}

/** `device` with all that `twin` knew beside it: the fresher, and the live before the remembered, wins fact by fact. */
export function mergeDevices(device: Device, twin: Device): Device {
  return {
    ...device,
    name: device.nameIsDerived && !twin.nameIsDerived ? twin.name : device.name,
    nameIsDerived: device.nameIsDerived && twin.nameIsDerived,
    room: device.room ?? twin.room,
    kind: device.kind === 'other' ? twin.kind : device.kind,
    vendor: device.vendor ?? twin.vendor,
    model: device.model ?? twin.model,
    modelId: device.modelId ?? twin.modelId,
    conventions: [...new Set([...device.conventions, ...twin.conventions])],
    identifiers: [...new Set([...device.identifiers, ...twin.identifiers])],
    voices: [...new Set([...device.voices, ...twin.voices])],
    testimonies: joinedTestimonies(device, twin),
    capabilities: [...new Set([...device.capabilities, ...twin.capabilities])],
    power: device.power ?? twin.power,
    via: device.via ?? twin.via,
    said: fresher(device.said, twin.said),
    lastSeen: latest(device.lastSeen, twin.lastSeen),
    lastSeenLive: device.lastSeenLive || twin.lastSeenLive,
    battery: fresher(device.battery, twin.battery),
    signal: fresher(device.signal, twin.signal),
    firmware: fresher(device.firmware, twin.firmware),
    state: mergeStates(device.state, twin.state),
    lastEvent: fresher(device.lastEvent, twin.lastEvent),
    lastCheck: fresher(device.lastCheck, twin.lastCheck),
    updateSource: fresher(device.updateSource, twin.updateSource),
    lastUpdate: fresher(device.lastUpdate, twin.lastUpdate),
    picture: fresher(device.picture, twin.picture),
    login: fresher(device.login, twin.login),
    codes: device.codes ?? twin.codes,
    proof: fresher(device.proof, twin.proof),
    transport: fresher(device.transport, twin.transport),
    pairing: fresher(device.pairing, twin.pairing),
    leaks: [...device.leaks, ...twin.leaks],
    messages: device.messages + twin.messages,
  };
}

function fresher<T>(one: Told<T> | null, other: Told<T> | null): Told<T> | null {
  if (one === null || other === null) return one ?? other;
  if (one.retained !== other.retained) return one.retained ? other : one;
  return other.at > one.at ? other : one;
}

function latest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

function mergeStates(one: ToldState, other: ToldState): ToldState {
  const merged: Record<string, Told<unknown>> = { ...other };
  for (const [key, told] of Object.entries(one)) merged[key] = fresher(told, merged[key] ?? null) ?? told;
  return merged;
}
