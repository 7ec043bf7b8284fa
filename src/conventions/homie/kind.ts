import type { Capability, DeviceKind } from '@/core/observation';

import type { Description } from './description';
import type { Reading } from './meaning';
import { wordsIn } from './subject';

const senses: ReadonlySet<Capability> = new Set([
  'contact',
  'motion',
  'occupancy',
  'vibration',
  'smoke',
  'carbon-monoxide',
  'gas',
  'leak',
  'tamper',
]);
const climate: ReadonlySet<Capability> = new Set(['temperature', 'humidity']);

/**
 * What a device is, from what its properties mean; then from the types it and its nodes give themselves. A camera has no
 * property of its own in Homie: its type or its firmware calls itself one.
 */
export function kindOf(
  description: Description,
  readings: ReadonlyMap<string, Reading>,
  firmwareWords: readonly string[],
): DeviceKind {
  const can = new Set([...readings.values()].map(({ capability }) => capability));
  const types = new Set([...description.types, ...description.nodes].flatMap(wordsIn));
  const isTyped = (...words: readonly string[]) => words.some((word) => types.has(word));
  if (can.has('lock')) return 'lock';
  if (can.has('alarm-panel')) return 'alarm';
  if (can.has('doorbell') || isTyped('doorbell')) return 'doorbell';
  if (isTyped('camera', 'cam') || firmwareWords.some((word) => word === 'camera' || word === 'cam')) return 'camera';
  if (can.has('siren')) return 'siren';
  if (isTyped('light', 'lamp', 'dimmer', 'bulb')) return 'light';
  if (isTyped('shutter', 'blind', 'cover', 'curtain', 'awning')) return 'cover';
  if (can.has('climate') || isTyped('thermostat', 'hvac')) return 'climate';
  if ([...can].some((one) => one !== null && senses.has(one))) return 'sensor';
  if (can.has('switch')) return can.has('power') || isTyped('plug', 'outlet', 'socket') ? 'plug' : 'other';
  if (isTyped('sensor', 'thermometer', 'weather') && [...can].some((one) => one !== null && climate.has(one)))
    return 'sensor';
  return description.hasChildren && description.root === null ? 'hub' : 'other';
}

/** What a device can do or tell. */
export function capabilitiesOf(readings: ReadonlyMap<string, Reading>): readonly Capability[] {
  return [...new Set([...readings.values()].flatMap(({ capability }) => capability ?? []))];
}
