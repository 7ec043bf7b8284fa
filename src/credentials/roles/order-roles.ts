import type { NewRole } from '../authority/authority';
import { tasmotaOutputs } from './commands-of-people';
import { hears, places } from './rules';

/** Which orders to devices a watcher hears, besides what the whole home tells: none, or those that can hold no code. */
export const orderRights = ['none', 'plain'] as const;
export type OrderRight = (typeof orderRights)[number];

/** Z-Wave JS UI: what is ordered stands in the topic, by the name of the class or its number, and the order is a number. */
const zwave = ['door_lock', '98', 'barrier_operator', '102', 'switch_binary', '37', 'switch_multilevel', '38'].flatMap(
  (commandClass) =>
    places(4)
      .slice(1)
      .flatMap((node) =>
        ['targetMode', 'targetValue', 'targetState'].map((what) => `${node}${commandClass}/+/${what}/set`),
      ),
);

/**
 * Where an order can hold neither a code nor a password, by its topic alone: the word of the order, or of the thing that it
 * is about, is part of it, and the program behind it takes nothing else there. Left out are all places where one topic takes
 * orders of every sort: Zigbee2MQTT's `…/set` (a lock's takes `pin_code`, and a lock may be given the name that a lamp had),
 * newer Shelly devices' `…/rpc`, Homie, Gatehouse's own profile, Tasmota's other words, and alarm panels.
 */
const plainOrders: readonly string[] = [
  ...tasmotaOutputs,
  ...['relay', 'roller'].map((part) => `shellies/+/${part}/+/command`),
  ...zwave,
  'frigate/+/+/set',
  'wyzebridge/+/+/set',
  // of ring-mqtt not the alarm panel itself
  ...['lock', 'siren', 'switch', 'light'].map((entity) => `ring/+/alarm/+/${entity}/command`),
  ...['siren', 'light'].map((entity) => `ring/+/camera/+/${entity}/command`),
];

const role: NewRole = {
  name: 'gatehouse:watcher-orders',
  acls: hears(...plainOrders).filter(({ type }) => type === 'publishClientReceive'),
};

/** null: no role is needed for that. It has to be asked before the role that keeps orders back: `orderPriority`. */
export function orderRole(right: OrderRight): NewRole | null {
  return right === 'none' ? null : role;
}
export const orderPriority = 1;

/** What these roles of an account come to. */
export function orderRightOf(held: readonly string[]): OrderRight {
  return held.includes(role.name) ? 'plain' : 'none';
}

/** As a person chooses it. The sentence says what it means for the house. */
export const orderRightChoices: readonly {
  readonly value: OrderRight;
  readonly label: string;
  readonly sentence: string;
}[] = [
  {
    value: 'none',
    label: 'Hears no orders',
    sentence: 'Of an order at an unusual hour it knows nothing.',
  },
  {
    value: 'plain',
    label: 'Hears orders that can hold no code',
    sentence:
      'Of Z-Wave JS UI’s locks and switches, Tasmota outputs, older Shelly devices, Frigate, wyze-bridge and ring-mqtt: it learns when they are given, and tells the unusual ones. Orders through Zigbee2MQTT, to newer Shelly, Homie and Gatehouse’s own devices and to alarm panels stay hidden, for there the code of a lock or a password may be in them.',
  },
];
