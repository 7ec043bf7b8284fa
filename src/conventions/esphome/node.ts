import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Capability, DeviceKind, Fact, Identifier, Observation, VoiceKey } from '@/core/observation';
import type { LockState } from '@/core/state';

import { observe } from '../decoded';
import { isObject, textIn, type JsonObject } from '../json';
import { openLastWill, type LastWill } from '../last-will';
import { learn, type Learner } from '../learning';
import { shortIn } from '../loose';
import { macIdentifier } from '../mac';
import { tell } from '../tell';

type When = Pick<Message, 'at' | 'retained'>;
/** Whether an output is on, and how that is known. */
export type Output = { readonly state: 'on' | 'off'; readonly when: When };

/** One ESPHome device with all that was learned of it. */
export type Node = Learner & {
  readonly voice: VoiceKey;
  /** of its topics; by default its name */
  readonly prefix: string;
  mac: Identifier | null;
  name: string | null;
  vendor: string | null;
  model: string | null;
  /** its entities by component, each with its object id */
  readonly entities: Map<string, Set<string>>;
  readonly locks: Map<string, LockState | 'unknown'>;
  readonly outputs: Map<string, Output>;
  toldOutput: Output | null;
  readonly will: LastWill;
};

/** `mac`: its address, where that was told before it spoke */
export function openNode(prefix: string, mac: Identifier | null): Node {
  return {
    isNews: true,
    voice: `esphome:${prefix}`,
    prefix,
    mac,
    name: null,
    vendor: null,
    model: null,
    entities: new Map(),
    locks: new Map(),
    outputs: new Map(),
    toldOutput: null,
    will: openLastWill(),
  };
}

/**
 * `esphome/discover/<name>`, retained by default (esphome/components/mqtt/mqtt_client.cpp, `send_device_info_`). A project
 * is `maker.model` with a version of its own.
 */
export function readAnnouncement(node: Node, announced: JsonObject): readonly Fact[] {
  const [vendor, ...model] = (textIn(announced['project_name']) ?? '').split('.');
  learn(node, 'mac', macIdentifier(announced['mac']));
  learn(node, 'name', shortIn(announced['friendly_name']) ?? shortIn(announced['name']));
  learn(node, 'vendor', shortIn(vendor) ?? 'ESPHome');
  learn(node, 'model', shortIn(model.join('.')) ?? shortIn(announced['board']));
  const installed = shortIn(announced['project_version']) ?? shortIn(announced['version']);
  return installed === null || node.entities.has('update') ? [] : [{ type: 'firmware', installed }];
}

export function tellNode(node: Node, when: When, facts: readonly Fact[]): readonly Observation[] {
  const told = tell('esphome', node, identityOf, when, facts);
  return when.retained ? told : [...told, ...outputNews(node)];
}

/**
 * What a broker remembers comes one by one: how many outputs there are is only known when the device itself speaks. Of
 * several, none is its state.
 */
function outputNews(node: Node): readonly Observation[] {
  const [output] = node.outputs.values();
  if (node.outputs.size !== 1 || output === undefined || output === node.toldOutput) return [];
  node.toldOutput = output;
  return observe('esphome', node.voice, output.when, [{ type: 'state', state: { switch: output.state } }]);
}

function identityOf(node: Node): Fact {
  const { mac, name, prefix } = node;
  const own: Identifier = `esphome:${prefix.toLowerCase()}`;
  return {
    type: 'identity',
    identifiers: mac === null ? [own] : [mac, own],
    name: (name ?? prefix).slice(0, limits.textLength),
    nameIsDerived: name === null,
    room: null,
    vendor: node.vendor ?? 'ESPHome',
    model: node.model,
    kind: kindOf(node),
    capabilities: capabilitiesOf(node),
    power: null,
    via: null,
    disabled: false,
  };
}

const kinds: readonly (readonly [component: string, kind: DeviceKind])[] = [
  ['lock', 'lock'],
  ['alarm_control_panel', 'alarm'],
  ['light', 'light'],
  ['cover', 'cover'],
  ['climate', 'climate'],
  ['switch', 'other'],
  ['sensor', 'sensor'],
  ['binary_sensor', 'sensor'],
];

/** What it is follows from its components; what a sensor of it senses only its discovery tells. */
function kindOf({ entities }: Node): DeviceKind {
  return kinds.find(([component]) => entities.has(component))?.[1] ?? 'other';
}

/** The one entity of a component; null: there are none, or several. */
export function onlyEntity({ entities }: Node, component: string): string | null {
  const [id, ...more] = entities.get(component) ?? [];
  return id === undefined || more.length > 0 ? null : id;
}

function capabilitiesOf(node: Node): readonly Capability[] {
  const found: Capability[] = [];
  if (onlyEntity(node, 'lock') !== null) found.push('lock');
  if (node.entities.has('alarm_control_panel')) found.push('alarm-panel');
  if (node.outputs.size === 1) found.push('switch');
  if (onlyEntity(node, 'update') !== null) found.push('firmware-update');
  return found;
}

export function isAnnouncement(value: unknown): value is JsonObject {
  return isObject(value) && textIn(value['name']) !== null;
}
