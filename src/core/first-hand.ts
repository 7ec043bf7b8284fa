import type { Device } from './device';
import type { ConventionName, Fact } from './observation';

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
