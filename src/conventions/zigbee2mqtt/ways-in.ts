import type { Speech, WayIn } from '@/core/log-ins/way-in';

import { isObject, textIn } from '../json';
import { friendlyNameOf, type ZigbeeDevice } from './device';

const ownTopic = 'its own command topic';
const administration = 'the administration topics of Zigbee2MQTT';
const programs = 'the programs that Zigbee2MQTT takes over MQTT';

/**
 * Everything on which Zigbee2MQTT takes orders for a device (lib/extension/publish.ts, bridge.ts, groups.ts): by its name
 * or its radio address, for one of its parts, for a group it is in. Its administration can rename it to a name that may be
 * commanded, put it into a group, or send the bridge to another broker; an extension or a converter is code that it runs.
 */
export function waysIn(base: string, device: ZigbeeDevice, groups: readonly string[]): readonly WayIn[] {
  const of = (kind: WayIn['kind'], through: string, topics: readonly string[]) =>
    topics.map((topic): WayIn => ({ kind, filter: `${base}/${topic}`, through }));
  const request = 'bridge/request';
  return [
    ...of('command', ownTopic, [`${device.name}/set/#`, `${device.name}/+/set/#`, `${device.ieee}/set/#`]),
    ...groups.flatMap((group) => of('command', `the group “${group}”, which it is in`, [`${group}/set/#`])),
    ...of('code', programs, [`${request}/extension/save`, `${request}/converter/save`]),
    ...of('administration', administration, [
      `${request}/device/rename`,
      `${request}/device/options`,
      `${request}/group/members/add`,
      `${request}/options`,
      `${request}/action`,
    ]),
  ];
}

/** The bridge speaks below its base and announces its devices to Home Assistant; it hears commands, and Home Assistant's start. */
export function speechOf(base: string): Speech {
  return { says: [`${base}/#`, 'homeassistant/#'], hears: [`${base}/#`, 'homeassistant/status'] };
}

const mostGroups = 1_000;

/** `bridge/groups`: the radio address of each member → the names of its groups. */
export function readGroups(value: unknown): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  if (!Array.isArray(value)) return groups;
  for (const group of value.slice(0, mostGroups)) {
    const name = isObject(group) ? friendlyNameOf(group) : null;
    const members = isObject(group) && Array.isArray(group['members']) ? group['members'] : [];
    for (const member of members.slice(0, mostGroups)) {
      const ieee = isObject(member) ? (textIn(member['ieee_address'])?.toLowerCase() ?? null) : null;
      if (name === null || ieee === null) continue;
      const names = groups.get(ieee) ?? [];
      groups.set(ieee, [...names, name]);
    }
  }
  return groups;
}
