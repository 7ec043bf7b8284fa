import { textIn, numberIn, type JsonObject } from '../json';

/** Which value of a node: the same in topics by name, in topics by id, and in whole value objects. */
export type ValueAddress = {
  /** `door lock`, `battery`, …: the command class in words */
  readonly commandClass: string;
  readonly endpoint: number;
  readonly property: string;
  readonly key: string | null;
};

/** Command classes that say something of a house (Z-Wave SDS13781), by number as in topics by id. */
const commandClasses: ReadonlyMap<number, string> = new Map([
  [37, 'binary switch'],
  [38, 'multilevel switch'],
  [48, 'binary sensor'],
  [49, 'multilevel sensor'],
  [50, 'meter'],
  [64, 'thermostat mode'],
  [66, 'thermostat operating state'],
  [67, 'thermostat setpoint'],
  [98, 'door lock'],
  [99, 'user code'],
  [102, 'barrier operator'],
  [111, 'entry control'],
  [113, 'notification'],
  [118, 'lock'],
  [121, 'sound switch'],
  [128, 'battery'],
  [156, 'alarm sensor'],
]);

/**
 * `door_lock/endpoint_0/currentMode`, `98/0/currentMode` or `notification/endpoint_0/Access_Control/Door_state`
 * (zwave-js-ui docs/usage/setup.md, "Gateway type"); null: no address of a value.
 */
export function readAddress(path: string): ValueAddress | null {
  const parts = path.split('/');
  const [first = '', second = '', property, key] = parts;
  const endpoint = /^(?:endpoint_)?(\d{1,3})$/.exec(second)?.[1];
  if (endpoint === undefined || property === undefined || parts.length > 4) return null;
  const commandClass = /^\d{1,3}$/.test(first) ? commandClasses.get(Number(first)) : canonical(first);
  if (commandClass === undefined) return null;
  return {
    commandClass,
    endpoint: Number(endpoint),
    property: canonical(property),
    key: key === undefined ? null : canonical(key),
  };
}

/**
 * The address that a value object of `getNodes`, or of the payload "entire value object", holds. A key that is a number stands
 * as one in topics too, whatever its name (`setpoint/1`, which is called "Heating").
 */
export function addressOf(value: JsonObject): ValueAddress | null {
  const commandClass = commandClasses.get(numberIn(value['commandClass']) ?? -1);
  const property = wordIn(value['propertyName']) ?? wordIn(value['property']);
  if (commandClass === undefined || property === null) return null;
  const { propertyKey } = value;
  const name = typeof propertyKey === 'number' ? propertyKey : value['propertyKeyName'];
  const key = wordIn(name) ?? wordIn(propertyKey);
  return { commandClass, endpoint: numberIn(value['endpoint']) ?? 0, property, key };
}

/** one text for a map */
export function addressText({ commandClass, endpoint, property, key }: ValueAddress): string {
  return `${commandClass}/${endpoint}/${property}/${key ?? ''}`;
}

function wordIn(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : textIn(value);
  return text === null ? null : canonical(text);
}

/** Topics have underscores for spaces and lose punctuation: `Door state (simple)`, `Door_state_simple`. */
function canonical(name: string): string {
  return name
    .slice(0, 128)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
