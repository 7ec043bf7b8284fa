import { limits } from '@/core/limits';
import { maskedText } from '@/core/mask';
import type { Message, Outgoing } from '@/core/message';
import type { Fact, Observation } from '@/core/observation';

import { nothing, problem, heardNow, leaksOf } from '../decoded';
import { unread, longDocument } from '../unread';
import { isObject, numberIn } from '../json';
import type { Decoded } from '../convention';
import { payloadOf } from '../payload';
import { readAnswer, readEvent } from './answers';
import { codesTopicOf } from './codes';
import { heardAt, nodeIdIn, reachabilityOf, readDetails } from './details';
import type { Node } from './node';
import { codeHeldBy, openNodes, rememberUnit, tell, type Nodes } from './nodes';
import { valuePayloadOf } from './payload';
import { addressOf, readAddress, type ValueAddress } from './value-address';

/** One Z-Wave JS UI below one prefix. */
export type Gateway = {
  readonly prefix: string;
  readonly nodes: Nodes;
  read(message: Message): Decoded;
  filters(): readonly string[];
  readonly filtersRevision: number;
  /** where calls are made; null while its client has not been heard */
  api(call: string): string | null;
  /** asks for all nodes, once, where some are known by no more than a topic; null: nothing to ask */
  introduction(): Outgoing | null;
  /** the network's own name became known: everyone says again who they are */
  setHomeId(homeId: string, message: Message): readonly Observation[];
};

/** `below`: the topic of its node then; what stands below an old name is what the node said long ago */
type ValueTopic = { readonly node: Node; readonly address: ValueAddress; readonly below: string | null };

const mostTopics = 50_000;

export function openGateway(base: string): Gateway {
  const prefix = `${base}/`;
  const nodes = openNodes(base);
  /** the hot path: one look-up from a topic to its value */
  const topics = new Map<string, ValueTopic>();
  let client: string | null = null;
  let isUp: boolean | null = null;
  let isAsked = false;

  function read(message: Message): Decoded {
    const known = topics.get(message.topic);
    if (known !== undefined) return known.below === known.node.topic ? readValueOf(known, message) : unread(message);
    const path = message.topic.slice(prefix.length);
    if (path.startsWith('_CLIENTS/')) return readClient(path.split('/'), message);
    if (path.startsWith('_EVENTS_/')) return readEvent(nodes, path.split('/'), message);
    if (path === 'driver/status') return readUp(message);
    if (path.endsWith('/set') || path.endsWith('/get')) return hidden(path, message);
    if (path.endsWith('/status')) return readStatus(path.slice(0, -'/status'.length), message);
    const found = nodes.at(path);
    if (found === null) return unread(message);
    return readOf(found.node, found.rest, message);
  }

  function readClient([, name = '', what, call, set]: readonly string[], message: Message): Decoded {
    if (!/^[\w.-]{1,128}$/.test(name)) return unread(message);
    if (what === 'status') {
      client ??= name;
      return readUp(message);
    }
    if (what !== 'api') return unread(message);
    // calls and their answers repeat every argument, codes included
    if (set !== undefined) return { ...nothing, masked: '(a call to the gateway)' };
    return readAnswer(nodes, call ?? '', message);
  }

  /** The client's will, and whether the driver reaches the stick: without either nothing is known of any node. */
  function readUp(message: Message): Decoded {
    const { value } = valuePayloadOf(message);
    if (typeof value !== 'boolean') return unread(message);
    if (isUp === value) return nothing;
    isUp = value;
    return { ...nothing, observations: upOf(message) };
  }

  function upOf(message: Message): readonly Observation[] {
    const hub = nodes.hub();
    if (hub !== null) {
      const own = isUp === false ? 'offline' : (hub.details?.reachability ?? 'online');
      return tell(hub, message, [{ type: 'reachability', reachability: own }]);
    }
    if (isUp !== false) return [];
    return [...nodes.all()].flatMap((node) => tell(node, message, [{ type: 'reachability', reachability: 'unknown' }]));
  }

  function readStatus(topic: string, message: Message): Decoded {
    const { json } = payloadOf(message);
    const isObjectPayload = isObject(json);
    const value = isObjectPayload ? json['value'] : json;
    const said = reachabilityOf(isObjectPayload ? json['status'] : undefined, value);
    if (said === null || topic.split('/').length > 2 || topic.startsWith('_')) return unread(message);
    const id = (isObjectPayload ? nodeIdIn(json['nodeId']) : null) ?? idInTopic(topic);
    const node = nodes.learn(topic, id, isObjectPayload ? numberIn(json['time']) : null);
    if (node !== null && node.topic !== topic) return nothing;
    if (node === null) return nothing;
    const reachability = node === nodes.hub() && isUp === false ? 'offline' : said;
    const facts: Fact[] = [{ type: 'reachability', reachability }];
    return { ...nothing, observations: [...nodes.identify(node, message), ...tell(node, message, facts)] };
  }

  function readOf(node: Node, rest: string, message: Message): Decoded {
    if (rest === 'nodeinfo') return readNodeInfo(node, message);
    if (rest === 'lastActive') {
      const heard = heardAt(valuePayloadOf(message).value, message.at);
      return heard === null ? nothing : { ...nothing, observations: tell(node, message, [heard]) };
    }
    const address = readAddress(rest);
    if (address === null) return unread(message);
    if (topics.size < mostTopics) topics.set(message.topic, { node, address, below: node.topic });
    learnSetter(node, address, rest);
    return readValueOf({ node, address, below: node.topic }, message);
  }

  function readNodeInfo(node: Node, message: Message): Decoded {
    const { topic, payload } = message;
    if (payload.byteLength === 0) return nothing;
    if (payload.byteLength > limits.unknownBytes) return problem(topic, 'A node is larger than 256 KiB', longDocument);
    const { json, masked } = payloadOf(message);
    const details = readDetails(json, message.at);
    if (details === null) return problem(topic, 'The details of a node could not be read', masked.text);
    const owner = nodes.learn(node.topic, details.id) ?? node;
    const facts = [...details.facts, ...leaksOf(masked, topic)];
    if (details.reachability !== null && !(details.isController && isUp === false))
      facts.push({ type: 'reachability', reachability: details.reachability });
    const observations = [...nodes.describe(owner, details, message), ...tell(owner, message, facts)];
    return { observations, problems: [], masked: masked.text };
  }

  function readValueOf({ node, address }: ValueTopic, message: Message): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    if (message.payload.byteLength > limits.stateBytes)
      return problem(message.topic, 'A value is larger than 64 KiB and was not read', longDocument);
    const { value, whole, time } = valuePayloadOf(message);
    if (whole !== null && addressOf(whole) !== null) rememberUnit(node, address, whole['unit']);
    const facts: Fact[] = [...heardNow(message)];
    const secret = codeHeldBy(address, value);
    if (secret !== null) facts.push({ type: 'secret-exposed', secret, topic: message.topic });
    const said = nodes.readValue(node, address, value, message, time);
    const masked = secret !== null ? maskedText : payloadOf(message).masked.text;
    return { observations: [...said, ...tell(node, message, facts)], problems: [], masked };
  }

  return {
    prefix,
    nodes,
    read,
    filters: () => [
      ...['+/status', '+/+/status', '_EVENTS_/+/node/+'].map((topic) => prefix + topic),
      ...calls.map((call) => `${prefix}_CLIENTS/+/api/${call}`),
      ...[...nodes.all()].flatMap(({ topic }) => (topic === null ? [] : filtersOf(prefix + topic))),
    ],
    get filtersRevision() {
      return nodes.revision;
    },
    api: (call) => (client === null ? null : `${prefix}_CLIENTS/${client}/api/${call}`),
    // 23 kB a node: only where "Publish node details" is off
    introduction() {
      if (client === null || isAsked || [...nodes.all()].every(({ details }) => details !== null)) return null;
      isAsked = true;
      return { topic: `${prefix}_CLIENTS/${client}/api/getNodes/set`, payload: '{"args":[]}', qos: 1 };
    },
    setHomeId(homeId, message) {
      nodes.setHomeId(homeId);
      return [...nodes.all()].flatMap((node) => nodes.identify(node, message));
    },
  };
}

const calls = ['getNodes', 'getAvailableFirmwareUpdates', 'firmwareUpdateOTA'];

/** Details first; then the values, which have three or four levels in both forms of topic. */
function filtersOf(topic: string): readonly string[] {
  return [`${topic}/nodeinfo`, `${topic}/lastActive`, `${topic}/+/+/+`, `${topic}/+/+/+/+`];
}

/** Unnamed nodes are `nodeID_12` in topics by name, and `12` in topics by id. */
function idInTopic(topic: string): number | null {
  const digits = /(?:^|\/)(?:nodeID_)?(\d{1,4})$/.exec(topic)?.[1];
  return digits === undefined ? null : nodeIdIn(Number(digits));
}

/** Where a value is read, its target is set: by the same form of topic (docs/guide/mqtt.md, "Set values"). */
function learnSetter(node: Node, address: ValueAddress, rest: string): void {
  const { commandClass, property } = address;
  const target = rest.slice(0, rest.lastIndexOf('/') + 1);
  if (commandClass === 'door lock' && property === 'currentmode')
    node.setters.set('lock', `${node.topic}/${target}targetMode`);
  if (commandClass === 'binary switch' && property === 'currentvalue')
    node.setters.set('switch', `${node.topic}/${target}targetValue`);
  if (commandClass === 'sound switch' && property === 'toneid') node.setters.set('siren', `${node.topic}/${rest}`);
  const codes = codesTopicOf(node, address, rest);
  if (codes !== null) node.setters.set('codes', codes);
}

/** A command to a node: a user code that is set stands there in clear. */
function hidden(path: string, message: Message): Decoded {
  if (/user.?code|\/99\//i.test(path)) return { ...nothing, masked: maskedText };
  return unread(message);
}
