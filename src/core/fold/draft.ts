import type { Device } from '../device';

/** A device while one message is taken in: copied at its first change, and changed in place until the message is over. */
export type Draft = { readonly was: Device; device: Device };

export type WritableDevice = { -readonly [K in keyof Device]: Device[K] };

export function draftOf(device: Device): Draft {
  return { was: device, device };
}

/** The device of the draft to write to: nobody else holds it yet. */
export function writable(draft: Draft): WritableDevice {
  if (draft.device === draft.was) draft.device = copyOf(draft.was);
  return draft.device;
}

/** Each field by name: so all devices have one shape, which an engine copies and reads several times as fast. */
function copyOf(device: Device): Device {
  return {
    id: device.id,
    name: device.name,
    nameIsDerived: device.nameIsDerived,
    room: device.room,
    kind: device.kind,
    vendor: device.vendor,
    model: device.model,
    modelId: device.modelId,
    conventions: device.conventions,
    identifiers: device.identifiers,
    voices: device.voices,
    testimonies: device.testimonies,
    capabilities: device.capabilities,
    power: device.power,
    disabled: device.disabled,
    via: device.via,
    said: device.said,
    reachability: device.reachability,
    lastSeen: device.lastSeen,
    lastSeenLive: device.lastSeenLive,
    battery: device.battery,
    signal: device.signal,
    firmware: device.firmware,
    state: device.state,
    untold: device.untold,
    lastEvent: device.lastEvent,
    lastCheck: device.lastCheck,
    updateSource: device.updateSource,
    lastUpdate: device.lastUpdate,
    picture: device.picture,
    login: device.login,
    codes: device.codes,
    proof: device.proof,
    transport: device.transport,
    pairing: device.pairing,
    leaks: device.leaks,
    messages: device.messages,
  };
}
