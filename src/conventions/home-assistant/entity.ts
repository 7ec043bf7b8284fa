import { textIn } from '../json';
import { alarmEars } from './alarm';
import { climateEars } from './climate';
import { readAvailability, type Availability } from './availability';
import type { EntityConfig } from './config';
import { openEar, type Ear, type Lens, type Workbench } from './ear';
import { eventEars, triggerEars } from './event';
import { lockEars } from './lock';
import { coverEars, valveEars } from './moving';
import { binarySensorEars, sirenEars, switchEars } from './on-off';
import { lensesOf } from './picture';
import { sensorEars } from './sensor';
import { trackerEars } from './tracker';
import { updateAttributeEars, updateEars } from './update';

/** One entity, ready to be heard and commanded. */
export type Entity = Pick<EntityConfig, 'component' | 'objectId' | 'options'> & {
  /** the same while it is the same entity, whatever its topic is */
  readonly key: string;
  readonly deviceClass: string | null;
  /** `config` and `diagnostic` entities are about the device, not what it is for */
  readonly isAside: boolean;
  /** its name is null: it is what the device is for */
  readonly isMain: boolean;
  readonly ears: readonly Ear[];
  readonly lenses: readonly Lens[];
  /** tells nothing but that the device lives; for a device of which nothing else is read */
  readonly life: readonly Ear[];
  readonly availability: Availability;
};

const earsByComponent: Readonly<Record<string, (bench: Workbench) => readonly Ear[]>> = {
  alarm_control_panel: alarmEars,
  binary_sensor: (bench) => [
    ...binarySensorEars(bench),
    ...(bench.entity.options['device_class'] === 'update' ? updateAttributeEars(bench) : []),
  ],
  climate: climateEars,
  cover: coverEars,
  device_automation: triggerEars,
  device_tracker: trackerEars,
  event: eventEars,
  light: switchEars,
  lock: lockEars,
  sensor: sensorEars,
  siren: sirenEars,
  switch: switchEars,
  update: updateEars,
  valve: valveEars,
};

/** `place` names the entity where it has no `unique_id`. Problems are sentences. */
export function openEntity(entity: EntityConfig, place: string, problem: (reason: string) => void): Entity {
  const { objectId, options } = entity;
  const bench: Workbench = { entity, problem };
  const isConfig = options['entity_category'] === 'config';
  // what keeps children off the buttons of a plug is announced as a lock, and is a setting
  const isSetting = entity.component === 'lock' && (isConfig || [objectId, options['name']].some(isOfButtons));
  const component = isSetting ? 'select' : entity.component;
  return {
    component,
    objectId,
    options,
    key: `${component} ${textIn(options['unique_id']) ?? place}`,
    deviceClass: textIn(options['device_class']),
    isAside: isSetting || isConfig || options['entity_category'] === 'diagnostic',
    isMain: options['name'] === null,
    ears: earsByComponent[component]?.(bench) ?? [],
    lenses: component === 'camera' || component === 'image' ? lensesOf(bench) : [],
    life: component.endsWith('sensor') ? openEar(bench, 'life', ['state_topic', ''], () => null) : [],
    availability: readAvailability(bench),
  };
}

/** `child_lock`, `Keypad lockout`: names that Zigbee2MQTT before 2.0 gives them (lib/extension/homeassistant.ts, "lock"). */
function isOfButtons(name: unknown): boolean {
  return /(?:^|[_ ])(?:child|button|key(?:pad)?)[_ ]?lock/i.test(textIn(name) ?? '');
}
