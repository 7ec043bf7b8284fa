import type { Message } from '@/core/message';
import type { Fact, Identifier, Observation, SecretKind, VoiceKey } from '@/core/observation';

import { observe } from '../decoded';
import { isObject, textIn, numberIn } from '../json';
import { isOwnName } from '../bases';
import { discoveryIdentifier } from '../discovery-identifier';
import type { Details } from './details';
import { identityOf, openNode, type Node } from './node';
import { readThermostat } from './thermostat';
import { readValue } from './value';
import { addressOf, addressText, type ValueAddress } from './value-address';

type When = Pick<Message, 'at' | 'retained'>;

/** The nodes of one gateway, by whatever they are called: a topic, or their number. */
export type Nodes = {
  all(): Iterable<Node>;
  ofVoice(voice: VoiceKey): Node | undefined;
  /** the node below whose topic `path` stands, and the rest of the path */
  at(path: string): { readonly node: Node; readonly rest: string } | null;
  /**
   * The node with that topic, or with that number, or both; null: there is no room for another. `time`: when it was called
   * so, for a broker remembers the old names of a node as well.
   */
  learn(topic: string | null, id: number | null, time?: number | null): Node | null;
  ofId(id: number): Node | undefined;
  hub(): Node | null;
  identify(node: Node, when: When): readonly Observation[];
  describe(node: Node, details: Details, when: When): readonly Observation[];
  /** `time`: when the node said so, where that is told */
  readValue(node: Node, address: ValueAddress, value: unknown, when: When, time: number | null): readonly Observation[];
  /** every value in an entry of `getNodes`, whose values are a list or an object */
  readValues(node: Node, values: unknown, when: When): readonly Observation[];
  /** the network's own name, which Home Assistant's discovery tells */
  setHomeId(homeId: string): void;
  readonly revision: number;
};

const mostNodes = 2_000;
const mostUnits = 256;
const mostValues = 2_048;

export function openNodes(base: string): Nodes {
  const byTopic = new Map<string, Node>();
  const byId = new Map<number, Node>();
  const byVoice = new Map<VoiceKey, Node>();
  let hub: Node | null = null;
  let homeId: string | null = null;
  let revision = 0;

  function learn(topic: string | null, id: number | null, time: number | null = null): Node | null {
    if (topic !== null && !topic.split('/').every(isOwnName)) return null;
    const known = (id === null ? undefined : byId.get(id)) ?? (topic === null ? undefined : byTopic.get(topic));
    if (known === undefined && byVoice.size >= mostNodes) return null;
    const node = known ?? openNode(`zwave-js-ui:${base}/${id ?? topic ?? ''}`);
    byVoice.set(node.voice, node);
    if (id !== null && node.id === null) {
      node.id = id;
      byId.set(id, node);
    }
    if (topic !== null && node.topic !== topic && (time === null || time >= node.namedAt)) moveTo(node, topic);
    if (topic === node.topic && time !== null) node.namedAt = Math.max(node.namedAt, time);
    return node;
  }

  /** Named topics change with the node's name: what was remembered stays with its number. */
  function moveTo(node: Node, topic: string): void {
    if (node.topic !== null) byTopic.delete(node.topic);
    node.topic = topic;
    node.setters.clear();
    byTopic.set(topic, node);
    revision += 1;
  }

  function at(path: string) {
    const first = path.indexOf('/');
    if (first < 0) return null;
    const named = byTopic.get(path.slice(0, first));
    if (named !== undefined) return { node: named, rest: path.slice(first + 1) };
    const second = path.indexOf('/', first + 1);
    const placed = second < 0 ? undefined : byTopic.get(path.slice(0, second));
    return placed === undefined ? null : { node: placed, rest: path.slice(second + 1) };
  }

  function identifiersOf({ id, topic, voice }: Node): readonly Identifier[] {
    if (id === null) return [`zwave-topic:${base}/${topic ?? voice}`.toLowerCase()];
    const own: Identifier = `zwave-node:${base === 'zwave' ? id : `${base}/${id}`}`.toLowerCase();
    return homeId === null ? [own] : [own, discoveryIdentifier(`zwavejs2mqtt_${homeId}_node${id}`)];
  }

  function identify(node: Node, when: When): readonly Observation[] {
    return tell(node, when, [identityOf(node, identifiersOf(node), hub === node ? null : (hub?.voice ?? null))]);
  }

  function describe(node: Node, details: Details, when: When): readonly Observation[] {
    node.details = details;
    if (!details.isController || hub === node) return identify(node, when);
    hub = node;
    // from now on all others speak through it
    return [node, ...[...byVoice.values()].filter((one) => one !== node)].flatMap((one) => identify(one, when));
  }

  function readOne(
    node: Node,
    address: ValueAddress,
    value: unknown,
    when: When,
    time: number | null,
  ): readonly Observation[] {
    const unit = node.units.get(addressText(address)) ?? null;
    const { capability, facts } =
      readThermostat(node.thermostat, address, value, unit) ?? readValue(address, value, unit);
    const happened = facts.filter((fact) => isNews(node, fact, when, time));
    if (capability === null || node.capabilities.has(capability)) return tell(node, when, happened);
    node.capabilities.add(capability);
    return [...identify(node, when), ...tell(node, when, happened)];
  }

  function readValues(node: Node, values: unknown, when: When): readonly Observation[] {
    const list: readonly unknown[] = Array.isArray(values) ? values : isObject(values) ? Object.values(values) : [];
    return list.slice(0, mostValues).flatMap((entry) => {
      const address = isObject(entry) ? addressOf(entry) : null;
      if (!isObject(entry) || address === null) return [];
      rememberUnit(node, address, entry['unit']);
      return readOne(node, address, entry['value'], when, numberIn(entry['lastUpdate']));
    });
  }

  return {
    all: () => byVoice.values(),
    ofVoice: (voice) => byVoice.get(voice),
    at,
    learn,
    ofId: (id) => byId.get(id),
    hub: () => hub,
    identify,
    describe,
    readValue: readOne,
    readValues,
    setHomeId(told) {
      homeId = told;
    },
    get revision() {
      return revision;
    },
  };
}

/**
 * A memory is no event. And a bolt is told of twice, as a mode and as a jam, in memories that come in any order: the later
 * one is true, and a jam without a time is not believed against a mode.
 */
function isNews(node: Node, fact: Fact, { at, retained }: When, time: number | null): boolean {
  if (fact.type === 'event') return !retained;
  const isOfBolt =
    (fact.type === 'untold' && fact.key === 'lock') || (fact.type === 'state' && fact.state.lock !== undefined);
  if (!isOfBolt) return true;
  const then = time ?? (retained ? 0 : at);
  const isJammed = fact.type === 'state' && fact.state.lock === 'jammed';
  const isDoubtful = time === null && retained && isJammed && node.boltAt >= 0;
  if (then < node.boltAt || isDoubtful) return false;
  node.boltAt = then;
  return true;
}

export function rememberUnit(node: Node, address: ValueAddress, unit: unknown): void {
  const text = textIn(unit);
  if (text !== null && text.length < 16 && node.units.size < mostUnits) node.units.set(addressText(address), text);
}

export function tell(node: Node, when: When, facts: readonly Fact[]): readonly Observation[] {
  return observe('zwave-js-ui', node.voice, when, facts);
}

/**
 * Whose code a value object or a topic holds: a lock's, or what somebody types at a keypad (Entry Control, `eventData`). null: it
 * holds none, or an empty one.
 */
export function codeHeldBy({ commandClass, property }: ValueAddress, value: unknown): SecretKind | null {
  if (commandClass === 'entry control') return value === null || property.startsWith('keycache') ? null : 'keypad-code';
  if (commandClass !== 'user code' || property !== 'usercode') return null;
  return (textIn(value) ?? numberIn(value)) === null ? null : 'lock-code';
}
