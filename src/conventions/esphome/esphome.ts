import { limits } from '@/core/limits';
import type { Message, Outgoing } from '@/core/message';
import type { VoiceKey } from '@/core/observation';

import { bridgeless } from '../bridgeless';
import { openCandidates } from '../candidates';
import type { Convention, Decoded, Reader } from '../convention';
import { heardNow, leaksOf, nothing, problem, quiet } from '../decoded';
import { isHead } from '../head';
import { onlineWord } from '../last-will';
import { learn } from '../learning';
import { payloadOf } from '../payload';
import { openWanted } from '../wanted';
import { encodeCommand, waysInto } from './commands';
import { isComponent, isOfButtons, noteEntity, readEntity } from './entities';
import { openLinked } from './linked';
import { isAnnouncement, openNode, readAnnouncement, tellNode, type Node } from './node';
import { announced, esphomeSign, isStranger } from './sign';

const mostNodes = 1_000;
const mostPlaces = 64_000;

/**
 * ESPHome's own MQTT (esphome.io/components/mqtt). What a sensor senses is not in it but in its Home Assistant discovery, so
 * only locks, alarm panels, outputs, updates and events are read here.
 */
export const esphome: Convention = { name: esphomeSign.name, open: openReader };

type Place = { readonly node: Node; readonly component: string; readonly id: string };

function openReader(): Reader {
  const wanted = openWanted(esphomeSign.filters);
  const nodes = new Map<string, Node>();
  const byVoice = new Map<VoiceKey, Node>();
  const candidates = openCandidates(wanted, filtersOf);
  const linked = openLinked();
  /** the hot path: one look-up from a topic to its device */
  const places = new Map<string, Place>();
  let question: Outgoing | null = null;

  function read(message: Message): Decoded | null {
    const { topic } = message;
    if (topic.endsWith('/state')) {
      const place = places.get(topic) ?? placeOf(topic);
      return place === null ? null : readState(place, message);
    }
    if (topic.endsWith('/status')) return readStatus(topic.slice(0, -'/status'.length), message);
    if (topic.startsWith(announced)) return readDiscovery(topic.slice(announced.length), message);
    return topic.endsWith('/config') ? readLink(message) : null;
  }

  /** `<prefix>/<component>/<id>/state`, where the prefix was met. */
  function placeOf(topic: string): Place | null {
    const levels = topic.split('/');
    const [sort = '', id = ''] = levels.slice(-3, -1);
    const component = sort === 'lock' && isOfButtons(id) ? 'select' : sort;
    if (levels.length < 4 || levels.length > 8 || !isComponent(component)) return null;
    const prefix = levels.slice(0, -3).join('/');
    const node = nodes.get(prefix) ?? (candidates.has(prefix) ? open(prefix) : null);
    if (node === null || !noteEntity(node, component, id)) return null;
    const place = { node, component, id };
    if (places.size < mostPlaces) places.set(topic, place);
    return place;
  }

  function open(prefix: string): Node | null {
    if (nodes.size >= mostNodes || !isHead(prefix)) return null;
    const node = openNode(prefix, linked.macOf(prefix));
    nodes.set(prefix, node);
    byVoice.set(node.voice, node);
    candidates.take(prefix, node.will);
    wanted.add(filtersOf(prefix));
    return node;
  }

  function readState({ node, component, id }: Place, message: Message): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    if (message.payload.byteLength > limits.stateBytes)
      return problem(message.topic, 'A state is larger than 64 KiB and was not read');
    if (node.mac === null) askOnce();
    const payload = payloadOf(message);
    const facts = [...heardNow(message), ...readEntity(node, component, id, payload, message)];
    return {
      observations: tellNode(node, message, [...facts, ...leaksOf(payload.masked, message.topic)]),
      problems: [],
      masked: payload.masked.text,
    };
  }

  function readStatus(prefix: string, message: Message): Decoded | null {
    const online = onlineWord(message);
    const node = nodes.get(prefix);
    if (online === null) return null;
    if (node === undefined) {
      if (isStranger(prefix)) candidates.meet(prefix, online, message);
      return null;
    }
    node.will.hear(online, message);
    // the broker speaks the will, the device itself only that it is there
    return { ...nothing, observations: tellNode(node, message, online ? heardNow(message) : []) };
  }

  function readDiscovery(name: string, message: Message): Decoded | null {
    if (message.payload.byteLength === 0 || name.includes('/')) return nothing;
    if (message.payload.byteLength > limits.stateBytes) return problem(message.topic, 'An announcement is too large');
    const { json, masked } = payloadOf(message);
    if (!isAnnouncement(json)) return problem(message.topic, 'An announcement does not say who it is', masked.text);
    const node = nodes.get(name) ?? open(name);
    if (node === null) return problem(message.topic, 'More devices than a home has: this one is not listened to');
    const facts = [...heardNow(message), ...readAnnouncement(node, json)];
    return { ...quiet(masked.text), observations: tellNode(node, message, facts) };
  }

  /** Home Assistant's discovery says who it is that speaks there; what else it says is read elsewhere. */
  function readLink(message: Message): Decoded | null {
    const prefix = linked.hear(message);
    const node = prefix === null ? undefined : nodes.get(prefix);
    if (node === undefined || node.mac !== null) return null;
    learn(node, 'mac', linked.macOf(node.prefix));
    return { ...quiet(payloadOf(message).masked.text), observations: tellNode(node, message, []) };
  }

  /** Whoever hears this says who it is (mqtt_client.cpp subscribes to it unless `discover_ip` is off). */
  function askOnce(): void {
    if (question !== null) return;
    question = { topic: 'esphome/discover', payload: '', qos: 0 };
    wanted.touch();
  }

  let isAsked = false;
  return {
    ...bridgeless,
    convention: 'esphome',
    read,
    filters: wanted.list,
    filtersSince: wanted.since,
    get filtersRevision() {
      return wanted.revision;
    },
    introductions() {
      if (question === null || isAsked) return [];
      isAsked = true;
      return [question];
    },
    encode(voice, command) {
      const node = byVoice.get(voice);
      return node === undefined ? null : encodeCommand(node, command);
    },
    waysIn(voice) {
      const node = byVoice.get(voice);
      return node === undefined ? [] : waysInto(node);
    },
    unheard: () => [],
  };
}

function filtersOf(prefix: string): readonly string[] {
  return [`${prefix}/+/+/state`];
}
