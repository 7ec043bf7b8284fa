import type { RoleRule } from '../authority/authority';
import { hears, neverHears, places } from './rules';

/** Where the code of a lock stands as a value: Z-Wave JS UI's, by the name of the class or its number, under any prefix. */
const zwaveCodes = ['+/+', '+/+/+', '+/+/+/+'].flatMap((node) =>
  ['user_code', '99'].map((commandClass) => `${node}/${commandClass}/+/userCode/#`),
);

/**
 * Where a new password or the code of a lock is on its way in clear, or sealed: whoever lives here may say it there, and
 * need never hear what others say. Topics alone decide, so a lamp's commands are kept back with a lock's.
 */
const secretTopics: readonly string[] = [
  'gatehouse/v1/device/+/credential/offer',
  // a code to a lock, a PIN to an alarm panel, another configuration to a Homie device; `set/pin_code` too
  ...places().flatMap((place) => [`${place}set/#`, `${place}command`, `${place}cmd`]),
  // Zigbee2MQTT: its own log-in, install codes; and its backup holds its whole configuration
  ...['+', '+/+'].flatMap((base) => [`${base}/bridge/request/#`, `${base}/bridge/response/backup`]),
  // Tasmota: any command may be a Backlog with a password in it
  'cmnd/#',
  '+/cmnd/#',
  '+/+/cmnd/#',
  // Shelly, second generation and later
  '+/rpc',
  '+/+/rpc',
  '+/+/+/rpc',
  // Nuki Hub: its settings, and the codes of its keypad as JSON or one by one
  ...['+', '+/+'].flatMap((base) => [
    `${base}/configuration/action`,
    `${base}/+/keypad/actionJson`,
    `${base}/+/keypad/command/#`,
  ]),
  // OpenMQTTGateway's own configuration
  '+/commands/MQTTtoSYS/#',
  '+/+/commands/MQTTtoSYS/#',
  ...zwaveCodes,
];

/** What Shelly devices tell by themselves, and what they answer us, who never ask for a secret. */
const toldByShelly = ['gatehouse/rpc', '+/events/rpc', '+/+/events/rpc'] as const;

/** The whole home, but not what others tell its devices in secret. */
export function hearsTheHome(...except: readonly string[]): readonly RoleRule[] {
  const told = hears(...toldByShelly).filter(({ type }) => type === 'publishClientReceive');
  return [
    ...hears('#'),
    ...neverHears(...secretTopics, ...except),
    ...told.map((rule) => ({ ...rule, priority: 20 })), // before what is kept back
  ];
}
