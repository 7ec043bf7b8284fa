import type { Device } from '../device';
import type { ConventionName, Fact } from '../observation';

/**
 * Home Assistant discovery is what bridges tell another program about their devices. Where the device's own convention
 * speaks too, discovery adds what that leaves open and overrules nothing.
 */
const secondHand: ReadonlySet<ConventionName> = new Set(['home-assistant']);

export function isSecondHand(convention: ConventionName): boolean {
  return secondHand.has(convention);
}

/** Does the device's own convention speak for it? */
export function hasFirstHand(device: Device): boolean {
  return device.conventions.some((convention) => !secondHand.has(convention));
}

/**
 * Conventions in whose own words a device behind a dead bridge is offline: a child of a lost root (Homie 5), a lock whose hub
 * is gone (Nuki Hub), and Home Assistant's availability where nobody nearer to the device speaks.
 */
const bridgeCounted: ReadonlySet<ConventionName> = new Set(['homie', 'nuki-hub']);

/** Whoever said that the device is reachable or not has taken its bridge into account. */
export function countsItsBridgeIn(device: Device): boolean {
  return !hasFirstHand(device) || (device.said !== null && bridgeCounted.has(device.said.by));
}

type IdentityFact = Extract<Fact, { type: 'identity' }>;

/** `fact` as far as a second-hand convention may tell it of a device that speaks for itself. */
export function addedTo(device: Device, fact: IdentityFact): IdentityFact {
  const named = device.nameIsDerived && !fact.nameIsDerived;
  return {
    ...fact,
    name: named ? fact.name : device.name,
    nameIsDerived: named ? false : device.nameIsDerived,
    room: device.room ?? fact.room,
    kind: device.kind === 'other' ? fact.kind : device.kind,
    vendor: device.vendor ?? fact.vendor,
    model: device.model ?? fact.model,
    power: device.power ?? fact.power,
    disabled: device.disabled,
  };
}
