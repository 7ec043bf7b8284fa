import type { RoleRule } from '../authority/authority';
import { despiteThat, hears, neverHears, places, zwaveCalls } from './rules';

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
  // Zigbee2MQTT: its own log-in, install codes; its backup holds its whole configuration; its log repeats what it is told
  ...['+', '+/+'].flatMap((base) =>
    ['request/#', 'response/backup', 'logging'].map((what) => `${base}/bridge/${what}`),
  ),
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
  // Z-Wave JS UI's answers repeat each argument of a call: a code that another program sets
  ...zwaveCalls('#'),
];

/** What Shelly devices tell by themselves, what they answer us, who never ask for a secret, and what we ask Z-Wave JS UI. */
const toldAll: readonly string[] = [
  'gatehouse/rpc',
  '+/events/rpc',
  '+/+/events/rpc',
  ...zwaveCalls('getNodes', 'getAvailableFirmwareUpdates', 'firmwareUpdateOTA'),
];

/** The whole home, but not what others tell its devices in secret. */
export function hearsTheHome(...except: readonly string[]): readonly RoleRule[] {
  const told = hears(...toldAll).filter(({ type }) => type === 'publishClientReceive');
  return [...hears('#'), ...neverHears(...secretTopics, ...except), ...despiteThat(told)];
}
