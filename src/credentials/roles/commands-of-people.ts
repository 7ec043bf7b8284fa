import type { RoleRule } from '../authority/authority';
import { commandTopics, despiteThat, neverSays, places, says, zwaveCalls } from './rules';

/** Tasmota puts the prefix first or second, unless somebody chose otherwise (docs/MQTT, "FullTopic"). */
const tasmota = (words: readonly string[]) =>
  ['cmnd/+', '+/cmnd'].flatMap((head) => words.map((word) => `${head}/${word}`));

/** Where a Tasmota's outputs are switched: one with several counts them. */
export const tasmotaOutputs: readonly string[] = tasmota(['POWER', 'POWER1', 'POWER2', 'POWER3', 'POWER4']);

/** Where devices take commands that do not end in one of the usual words, on the topics that their makers gave them. */
const otherPlaces: readonly string[] = [
  'gatehouse/v1/device/+/command',
  // not `Backlog`, nor its settings
  ...tasmotaOutputs,
  ...tasmota(['State', 'Status']),
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

/** Where a command of the usual words would set something up, and the topic of answers to us: nobody speaks for a Shelly. */
const notForPeople: readonly string[] = ['gatehouse/rpc', ...zwaveCalls('#'), ...homieSettings()];

/** Commands every device, whatever it speaks. Settings, updates and newcomers are for the owner. */
export function commandsEveryDevice(): readonly RoleRule[] {
  return [
    ...says(...commandTopics(), ...otherPlaces),
    ...neverSays(...notForPeople),
    ...despiteThat(says(...zwaveCalls('pollValue/set', 'getNodes/set'))),
  ];
}

/** The firmware library’s own branch of a Homie device, where it is given another configuration. */
function homieSettings(): readonly string[] {
  return places(4).map((place) => `${place}$implementation/#`);
}

/** Starts an update of what is not updated by a command of the usual words, or by the bridge. */
export function updatesEveryDevice(): readonly RoleRule[] {
  return [
    ...despiteThat(says(...zwaveCalls('getAvailableFirmwareUpdates/set', 'firmwareUpdateOTA/set'))),
    ...says(...otherUpdates),
  ];
}

const otherUpdates: readonly string[] = [
  ...tasmota(['Upgrade']),
  '+/maintenance/update',
  '+/+/commands/MQTTtoSYS/firmware_update',
  'gatehouse/v1/device/+/firmware/offer',
];
