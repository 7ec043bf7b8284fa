import { limits } from '@/core/limits';

import { isObject, textIn, type JsonObject } from '../json';
import { componentNames, type ConfigTopic } from './config-topic';
import { expandDevice, expandOptions, replaceBase, type Options } from './options';

/** One entity as a discovery message announces it. */
export type EntityConfig = {
  readonly component: string;
  /** its last words on the topic, or its name among the components of a device */
  readonly objectId: string;
  readonly options: Options;
  readonly device: JsonObject;
  readonly origin: JsonObject;
};

export type ReadConfig =
  | { readonly type: 'entities'; readonly entities: readonly EntityConfig[] }
  /**
   * Nothing is announced or removed: a message of the protocol itself (the entities move to another topic), or a group, whose
   * members are devices already.
   */
  | { readonly type: 'control' }
  | { readonly type: 'refused'; readonly reason: string };

const mostComponents = 512;

/** Reads the JSON of a discovery message; the device form gives what stands at its top to each of its components. */
export function readConfig(topic: ConfigTopic, json: unknown): ReadConfig {
  if (!isObject(json)) return { type: 'refused', reason: 'A discovery message is not a JSON object' };
  const options = expandOptions(json);
  if (options['migrate_discovery'] === true) return { type: 'control' };
  const device = expandDevice(options['device']);
  if (isGroup(device)) return { type: 'control' };
  const origin = expandDevice(options['origin']);
  if (topic.component !== 'device') {
    const own = replaceBase(options, options['~']);
    if (options['device'] === undefined && !Object.keys(own).some((key) => key.endsWith('topic')))
      return { type: 'refused', reason: 'A discovery message announces nothing' };
    const entity = { component: topic.component, objectId: topic.object, options: own, device, origin };
    return { type: 'entities', entities: [entity] };
  }
  const parts = options['components'];
  if (!isObject(parts)) return { type: 'refused', reason: 'The discovery of a device names no components' };
  const entries = Object.entries(parts).slice(0, mostComponents);
  const entities = entries.flatMap(([name, part]) => {
    const entity = readComponent(name, part, options);
    return entity === null ? [] : [{ ...entity, device, origin }];
  });
  return { type: 'entities', entities };
}

/** Zigbee2MQTT announces its groups like devices (lib/extension/homeassistant.ts, "getDevicePayload"). */
function isGroup(device: JsonObject): boolean {
  return device['model'] === 'Group' && device['manufacturer'] === 'Zigbee2MQTT';
}

/** null: of no component that is read, or only its platform is named, which removes it. */
function readComponent(
  name: string,
  part: unknown,
  shared: Options,
): Pick<EntityConfig, 'component' | 'objectId' | 'options'> | null {
  const own = expandOptions(part);
  const component = textIn(own['platform']);
  if (component === null || !componentNames.has(component) || Object.keys(own).length < 2) return null;
  const inherited = Object.entries(shared).filter(
    ([key]) => !notInherited.has(key) && !(hasAvailability(own) && key.startsWith('availability')),
  );
  const options = { ...Object.fromEntries(inherited), ...own };
  return {
    component,
    objectId: name.slice(0, limits.textLength),
    options: replaceBase(options, own['~'] ?? shared['~']),
  };
}

const notInherited: ReadonlySet<string> = new Set(['device', 'origin', 'components', '~']);

function hasAvailability(options: Options): boolean {
  return options['availability'] !== undefined || options['availability_topic'] !== undefined;
}
