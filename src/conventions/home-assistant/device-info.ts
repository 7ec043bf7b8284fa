import { limits } from '@/core/limits';
import type { Fact, Identifier } from '@/core/observation';

import { numberIn, textIn, type JsonObject } from '../json';
import { isUnset, macIdentifier } from '../mac';
import type { EntityConfig } from './config';
import { firmwareIn } from './update';

/** Who a device is, as one of its entities tells it. */
export type DeviceInfo = {
  /** what makes two entities one device: any of its `identifiers` and `connections`, lower case */
  readonly tokens: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly room: string | null;
  readonly firmware: Fact | null;
  /** what it names as the device it speaks through: an identifier, with some publishers a name */
  readonly via: string | null;
};

const mostTokens = 32;

/** `place` stands for the device of an entity that names none. */
export function readDeviceInfo({ device, origin, options }: EntityConfig, place: string): DeviceInfo {
  const ids = listed(device['identifiers'])
    .map(word)
    .filter((id) => id !== '');
  const connections = readConnections(device['connections']);
  const tokens = [...ids, ...connections.map(([type, value]) => `${type}:${value}`)].slice(0, mostTokens);
  const isProgram = ids.some((id) => id.startsWith('zigbee2mqtt_bridge_0x'));
  const own = tokens.length === 0;
  return {
    tokens: own ? [word(place)] : tokens,
    identifiers: [...new Set(hardIdentifiers(own ? [word(place)] : ids, connections, device))].slice(0, mostTokens),
    name: short(device['name']) ?? (own ? short(options['name']) : null),
    // the identifier is that of the radio stick; vendor, model and version are those of the program
    vendor: isProgram ? null : short(device['manufacturer']),
    model: isProgram ? null : (short(device['model_id']) ?? short(device['model'])),
    room: short(device['suggested_area']),
    firmware: isProgram ? null : firmwareIn(device, origin),
    via: short(device['via_device']),
  };
}

function readConnections(value: unknown): readonly (readonly [type: string, value: string])[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostTokens).flatMap((pair: unknown) => {
    const [type, address] = Array.isArray(pair) ? pair.map(word) : [];
    if (type === undefined || address === undefined || (isByMac(type) && isUnset(address))) return [];
    return [[type, macIdentifier(address)?.slice('mac:'.length) ?? address] as const];
  });
}

/**
 * Discovery's own identifiers, and what in them is an address of the hardware, by which other conventions know the device
 * too: `zigbee2mqtt_0x00124b…` is the IEEE address, twelve hexadecimal digits are a MAC. An IP address is none: it is lent.
 * First stands what each entity of the device names, so that the first one is the same in every session.
 */
function hardIdentifiers(
  ids: readonly string[],
  connections: readonly (readonly [type: string, value: string])[],
  device: JsonObject,
): readonly Identifier[] {
  const serial = word(device['serial_number']);
  return [
    ...ids.flatMap((id) => prefixed('ieee', /^(?:zigbee2mqtt_(?:bridge_)?)?(0x[\da-f]{16})$/.exec(id)?.[1])),
    ...ids.flatMap((id) => (/[a-f]/.test(id) ? known(macIdentifier(id)) : [])),
    ...ids.map((id) => `ha:${id}`),
    ...connections.flatMap(([type, address]) => {
      if (type === 'zigbee') return prefixed('ieee', /^0x[\da-f]{16}$/.exec(address)?.[0]);
      return isByMac(type) ? [...known(macIdentifier(address)), `ha:${type}:${address}`] : [];
    }),
    ...(/^(?=.*\d)[\w-]{6,40}$/.test(serial) && !isUnset(serial) ? [`serial:${serial}`] : []),
  ];
}

function isByMac(connection: string): boolean {
  return connection === 'mac' || connection === 'bluetooth';
}

function known(identifier: Identifier | null): readonly Identifier[] {
  return identifier === null ? [] : [identifier];
}

function prefixed(scheme: string, value: string | undefined): readonly Identifier[] {
  return value === undefined ? [] : [`${scheme}:${value}`];
}

/** Identifiers come as a list, or as one text; some are numbers. */
function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, mostTokens) : [value];
}

function word(value: unknown): string {
  const text = textIn(value) ?? numberIn(value)?.toString() ?? '';
  return text.trim().toLowerCase().slice(0, limits.textLength);
}

function short(value: unknown): string | null {
  return textIn(value)?.trim().slice(0, limits.textLength) ?? null;
}
