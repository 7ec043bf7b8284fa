import type { RoleRule } from '../authority/authority';
import { commandTopics, says } from './rules';

/** Tasmota puts the prefix first or second, unless somebody chose otherwise (docs/MQTT, "FullTopic"). */
const tasmota = (words: readonly string[]) =>
  ['cmnd/+', '+/cmnd'].flatMap((head) => words.map((word) => `${head}/${word}`));

/** Where devices take commands that do not end in one of the usual words, on the topics that their makers gave them. */
const otherPlaces: readonly string[] = [
  'gatehouse/v1/device/+/command',
  // not `Backlog`, nor its settings; one with several outputs counts them
  ...tasmota(['POWER', 'POWER1', 'POWER2', 'POWER3', 'POWER4', 'State', 'Status']),
  // Shelly, second generation and later: all that they can is behind this one topic
  '+/rpc',
  // Nuki Hub, its lock and its opener; a code is a command to a lock
  ...['lock', 'opener'].flatMap((part) =>
    ['action', 'keypad/actionJson', 'query/+'].map((what) => `+/${part}/${what}`),
  ),
  // Nuki's own MQTT
  'nuki/+/lockAction',
  'wled/+',
  // what ESPHome and Frigate are asked, so that they say who they are
  'esphome/discover',
  'esphome/ping/+',
  'frigate/onConnect',
];

/** Answers to us come there; nobody who lives here speaks in the name of a Shelly. */
const answersToUs: RoleRule = { type: 'publishClientSend', topic: 'gatehouse/rpc', allow: false, priority: 10 };

/** Commands every device, whatever it speaks. Settings, updates and newcomers are for the owner. */
export function commandsEveryDevice(): readonly RoleRule[] {
  return [...says(...commandTopics(), ...otherPlaces), answersToUs];
}

/** Starts an update of what is not updated by a command of the usual words, or by the bridge. */
export function updatesEveryDevice(): readonly RoleRule[] {
  return says(
    ...tasmota(['Upgrade']),
    '+/maintenance/update',
    '+/+/commands/MQTTtoSYS/firmware_update',
    'gatehouse/v1/device/+/firmware/offer',
  );
}
