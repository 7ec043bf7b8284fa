import type { NewRole } from '../authority/authority';
import { says } from './rules';

/** What a watcher may do about updates, besides looking out: nothing, what moves nothing, or all of them. */
export const updateRights = ['none', 'narrow', 'wide'] as const;
export type UpdateRight = (typeof updateRights)[number];

/** The plan, which says who carries it out, and the places where an update is started and nothing else can be. */
const narrow = [
  'gatehouse/v1/updates',
  // Zigbee2MQTT; not `…/downgrade`
  ...['check', 'update', 'schedule', 'unschedule', 'update/abort'].map(
    (what) => `+/bridge/request/device/ota_update/${what}`,
  ),
  // Z-Wave JS UI: the call stands in the topic
  ...['getAvailableFirmwareUpdates', 'firmwareUpdateOTA'].map((call) => `+/_CLIENTS/+/api/${call}/set`),
  // Tasmota on its usual topics: what it is to fetch, and the question where from. `OtaUrl` would let it name another address
  ...['cmnd/+', '+/cmnd'].flatMap((head) => [`${head}/Upgrade`, `${head}/Status`]),
  // Shelly Gen1 has no relay there; ESPHome's update entity, Nuki Hub
  'shellies/+/command',
  '+/update/+/command',
  '+/maintenance/update',
] as const;

/** Shelly Gen2+ and Gatehouse's profile take an update where they take every command, and a broker does not look into it. */
const beside = ['+/rpc', 'gatehouse/v1/device/+/command'] as const;

/** Held besides the role of the watcher, which stays as it is. */
const roles: Readonly<Record<Exclude<UpdateRight, 'none'>, NewRole>> = {
  narrow: { name: 'gatehouse:watcher-updates', acls: says(...narrow) },
  wide: { name: 'gatehouse:watcher-updates-all', acls: says(...narrow, ...beside) },
};

/** null: no role is needed for that. */
export function updateRole(right: UpdateRight): NewRole | null {
  return right === 'none' ? null : roles[right];
}

/** What these roles of an account come to. */
export function updateRightOf(held: readonly string[]): UpdateRight {
  if (held.includes(roles.wide.name)) return 'wide';
  return held.includes(roles.narrow.name) ? 'narrow' : 'none';
}

export function isUpdateRole(name: string): boolean {
  return updateRightOf([name]) !== 'none';
}

/** As a person chooses it. The sentence says what it means for the house. */
export const updateRightChoices: readonly {
  readonly value: UpdateRight;
  readonly label: string;
  readonly sentence: string;
}[] = [
  { value: 'none', label: 'No updates', sentence: 'It commands nothing.' },
  {
    value: 'narrow',
    label: 'May carry out most updates',
    sentence:
      'Of Zigbee2MQTT, Z-Wave JS UI, Tasmota, ESPHome, Nuki Hub and older Shelly devices. It gives no other commands: it unlocks and switches nothing. But whoever has this log-in could start an update by day, or of another file.',
  },
  {
    value: 'wide',
    label: 'May carry out all updates',
    sentence:
      'Also of newer Shelly devices and of Gatehouse’s own. These take an update where they take every command: whoever has this log-in could open a garage door or a lock of theirs.',
  },
];
