import type { Capability, DeviceKind } from '@/core/observation';

import { textIn } from '../json';
import type { Entity } from './entity';
import type { Options } from './options';

const securitySenses: ReadonlySet<string> = new Set([
  'lock',
  'contact',
  'motion',
  'occupancy',
  'vibration',
  'smoke',
  'carbonMonoxide',
  'gas',
  'leak',
  'glassBreak',
  'tamper',
]);
const outletClasses: ReadonlySet<string | null> = new Set(['outlet', 'power', 'energy']);
const acting: ReadonlySet<string> = new Set([
  'switch',
  'button',
  'number',
  'select',
  'text',
  'valve',
  'light',
  'cover',
]);

/** What a device is, from what its entities do; `isHub`: others name it as the one they speak through. */
export function kindOf(entities: readonly Entity[], isHub: boolean): DeviceKind {
  const has = (component: string) => entities.some((entity) => entity.component === component);
  const hears = (slots: ReadonlySet<string>) => entities.some(({ ears }) => ears.some(({ slot }) => slots.has(slot)));
  const rings = entities.some(isRinging);
  if (has('lock')) return 'lock';
  if (has('alarm_control_panel')) return 'alarm';
  if (has('camera') || has('image')) return rings ? 'doorbell' : 'camera';
  if (has('siren') && !hears(new Set(['smoke', 'carbonMonoxide', 'gas']))) return 'siren';
  if (isHub) return 'hub';
  if (rings) return 'doorbell';
  if (has('light')) return 'light';
  if (has('cover')) return 'cover';
  if (has('climate')) return 'climate';
  if (hears(securitySenses)) return 'sensor';
  const purposes = entities.filter(({ isAside }) => !isAside);
  if (purposes.some(({ component }) => component === 'switch'))
    return entities.some(({ deviceClass }) => outletClasses.has(deviceClass)) ? 'plug' : 'other';
  if (purposes.some(({ component }) => acting.has(component))) return 'other';
  return purposes.some(({ component }) => component.endsWith('sensor')) ? 'sensor' : 'other';
}

function isRinging({ ears, component, deviceClass }: Entity): boolean {
  return ears.some(({ slot }) => slot === 'ring') || (component === 'event' && deviceClass === 'doorbell');
}

/**
 * The one switch or light that a device is for; undefined where it is for something else, or has several: nobody could say
 * which of four relays "on" would mean.
 */
export function mainSwitch(entities: readonly Entity[], kind: DeviceKind): Entity | undefined {
  if (kind === 'light') return only(entities.filter(({ component }) => component === 'light'));
  if (kind !== 'plug' && kind !== 'other') return undefined;
  return only(entities.filter(({ component, isAside }) => component === 'switch' && !isAside));
}

function only(entities: readonly Entity[]): Entity | undefined {
  return entities.length === 1 ? entities[0] : entities.find(({ isMain }) => isMain);
}

/** Of entities that would do the same, the one that stands for the device: `battery_low`, not `keypad_battery_low`. */
export function mainOf(entities: readonly Entity[]): Entity | undefined {
  const [first, ...others] = entities;
  return first && others.reduce((best, one) => (rank(one) < rank(best) ? one : best), first);
}

function rank({ isMain, objectId }: Entity): number {
  return isMain ? 0 : objectId.length;
}

/** It asks a person for a code with each command (home-assistant.io/integrations/lock.mqtt, `code_format`). */
export function isCoded(options: Options): boolean {
  return textIn(options['code_format']) !== null;
}

const capabilityBySlot: ReadonlyMap<string, Capability> = new Map([
  ['contact', 'contact'],
  ['motion', 'motion'],
  ['occupancy', 'occupancy'],
  ['vibration', 'vibration'],
  ['smoke', 'smoke'],
  ['carbonMonoxide', 'carbon-monoxide'],
  ['gas', 'gas'],
  ['leak', 'leak'],
  ['glassBreak', 'glass-break'],
  ['sound', 'sound'],
  ['tamper', 'tamper'],
  ['temperatureC', 'temperature'],
  ['humidityPercent', 'humidity'],
  ['powerW', 'power'],
  ['battery.percent', 'battery'],
  ['battery.low', 'battery'],
  ['ring', 'doorbell'],
]);

const capabilityByComponent: ReadonlyMap<string, Capability> = new Map([
  ['lock', 'lock'],
  ['alarm_control_panel', 'alarm-panel'],
  ['camera', 'camera'],
  ['image', 'camera'],
  ['device_automation', 'button'],
  ['device_tracker', 'presence'],
  ['cover', 'cover'],
  ['valve', 'valve'],
  ['climate', 'climate'],
]);

/** What a device can do or tell. */
export function capabilitiesOf(entities: readonly Entity[], kind: DeviceKind): readonly Capability[] {
  const found = new Set<Capability | undefined>();
  for (const { component, ears, options, deviceClass } of entities) {
    found.add(capabilityByComponent.get(component));
    for (const { slot } of ears) found.add(capabilityBySlot.get(slot));
    if (component === 'lock' && isCoded(options)) found.add('bolt-needs-code');
    const commanded = options['command_topic'] !== undefined;
    if (component === 'siren' && commanded) found.add('siren');
    if (component === 'update' && commanded && options['payload_install'] !== undefined) found.add('firmware-update');
    if (component === 'event') found.add(deviceClass === 'doorbell' ? 'doorbell' : 'button');
  }
  if (mainSwitch(entities, kind)?.options['command_topic'] !== undefined) found.add('switch');
  return [...found].filter((capability) => capability !== undefined);
}
