import { limits } from '@/core/limits';
import { maskedText } from '@/core/mask';
import type { Message } from '@/core/message';
import type { Fact, Observation } from '@/core/observation';

import { nothing, problem } from '../decoded';
import { unread, longDocument } from '../unread';
import { percentIn, dbmIn } from '../loose';
import { isObject, parseJson, textIn, textOf, type JsonObject } from '../json';
import type { Decoded } from '../convention';
import { payloadOf } from '../payload';
import { latestOf, nodeIdIn, readDetails, updatesIn } from './details';
import { codeHeldBy, tell, type Nodes } from './nodes';
import { addressOf } from './value-address';

/** An answer to a call, made by whomever; it repeats the arguments, so nothing of it is shown. */
export function readAnswer(nodes: Nodes, call: string, message: Message): Decoded {
  if (message.payload.byteLength > limits.inventoryBytes)
    return problem(message.topic, 'An answer of the gateway is larger than 16 MiB', longDocument);
  const answer = parseJson(textOf(message.payload));
  const shown: Decoded = { ...nothing, masked: longDocument };
  if (!isObject(answer)) return shown;
  switch (call) {
    case 'getNodes':
      return { ...shown, observations: readNodes(nodes, answer, message) };
    case 'getAvailableFirmwareUpdates':
      return { ...shown, observations: readUpdates(nodes, answer, message) };
    case 'firmwareUpdateOTA':
      return { ...shown, observations: readOutcome(nodes, answer, message) };
    default:
      return shown;
  }
}

const mostNodes = 2_000;

/** All that the gateway knows; it remembers rather than that the nodes speak now. */
function readNodes(nodes: Nodes, { result }: JsonObject, message: Message): readonly Observation[] {
  if (!Array.isArray(result)) return [];
  const remembered = { at: message.at, retained: true };
  return result.slice(0, mostNodes).flatMap((entry: unknown) => {
    const details = readDetails(entry, message.at);
    const node = details === null ? null : nodes.learn(null, details.id);
    if (details === null || node === null || !isObject(entry)) return [];
    const facts: Fact[] = [...details.facts];
    if (details.reachability !== null) facts.push({ type: 'reachability', reachability: details.reachability });
    if (exposesCode(entry['values'])) facts.push({ type: 'secret-exposed', secret: 'lock-code', topic: message.topic });
    return [
      ...nodes.describe(node, details, remembered),
      ...nodes.readValues(node, entry['values'], remembered),
      ...tell(node, remembered, facts),
    ];
  });
}

function exposesCode(values: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(values) ? values : isObject(values) ? Object.values(values) : [];
  return list.some((entry) => {
    const address = isObject(entry) ? addressOf(entry) : null;
    return isObject(entry) && address !== null && codeHeldBy(address, entry['value']) === 'lock-code';
  });
}

/** What the maker's update service has for a node; kept, because the gateway wants the whole entry back. */
function readUpdates(nodes: Nodes, answer: JsonObject, message: Message): readonly Observation[] {
  const node = nodeOfCall(nodes, answer);
  const updates = answer['success'] === true ? updatesIn(answer['result']) : null;
  if (node === undefined || updates === null) return [];
  const latest = latestOf(updates);
  node.updates = updates.filter((update) => update['version'] === latest).slice(0, 1);
  const fact: Fact = { type: 'firmware', latest, updateAvailable: updates.length > 0 };
  return [...nodes.identify(node, message), ...tell(node, message, [fact])];
}

function readOutcome(nodes: Nodes, answer: JsonObject, message: Message): readonly Observation[] {
  const node = nodeOfCall(nodes, answer);
  if (node === undefined || message.retained) return [];
  const { result } = answer;
  const isDone = answer['success'] === true && isObject(result) && result['success'] === true;
  const reason = isDone ? null : (textIn(answer['message'])?.slice(0, limits.textLength) ?? null);
  if (isDone) node.updates = [];
  return tell(node, message, [
    { type: 'firmware', updating: null },
    { type: 'update-outcome', outcome: isDone ? 'succeeded' : 'failed', reason, percent: isDone ? 100 : null },
  ]);
}

function nodeOfCall(nodes: Nodes, { args }: JsonObject) {
  const id = Array.isArray(args) ? nodeIdIn(args[0]) : null;
  return id === null ? undefined : nodes.ofId(id);
}

/** a value or a notification of User Code or Entry Control, by number or by name: what somebody types at a keypad, and codes of locks */
const ofCodes = /"(?:commandClass|ccId)":\s*(?:99|111)\b|"eventData"|"userCode"|,\s*111\s*,/;

/** `_EVENTS_/<client>/node/<event>`: `{data: [{id}, …]}`, where the gateway is set to publish events. */
export function readEvent(nodes: Nodes, [, , source, event]: readonly string[], message: Message): Decoded {
  if (source !== 'node' || message.payload.byteLength > limits.unknownBytes) return unread(message);
  const { text, json, masked } = payloadOf(message);
  const shown = ofCodes.test(text) ? maskedText : masked.text;
  const data: unknown = isObject(json) ? json['data'] : null;
  if (!Array.isArray(data) || !isObject(data[0]) || !isObject(data[1]))
    return shown === maskedText ? { ...nothing, masked: shown } : unread(message);
  const id = nodeIdIn(data[0]['id']);
  const node = id === null ? undefined : nodes.ofId(id);
  const fact = node === undefined ? null : eventFact(event ?? '', data[1]);
  if (node === undefined || fact === null) return { ...nothing, masked: shown };
  return { observations: tell(node, message, [fact]), problems: [], masked: shown };
}

function eventFact(event: string, data: JsonObject): Fact | null {
  if (event === 'statistics_updated') {
    const rssiDbm = dbmIn(data['rssi']);
    return rssiDbm === null ? null : { type: 'signal', rssiDbm };
  }
  if (!event.startsWith('firmware_update_progress')) return null;
  return { type: 'firmware', updating: { percent: percentIn(data['progress']), remainingSeconds: null } };
}
