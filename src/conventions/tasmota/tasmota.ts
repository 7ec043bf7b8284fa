import { limits } from '@/core/limits';
import type { Message, Outgoing } from '@/core/message';

import { bridgeless } from '../bridgeless';
import type { Convention, Decoded, Reader } from '../convention';
import { nothing, problem, quiet } from '../decoded';
import { isObject } from '../json';
import { gain } from '../learning';
import { payloadOf } from '../payload';
import { openPending } from '../pending';
import { tell } from '../tell';
import { openWanted } from '../wanted';
import { encodeCommand } from './commands';
import { identityOf, type TasmotaDevice } from './device';
import { readDiscovery } from './discovery';
import { openLinked } from './linked';
import { askLogin, changeLogin, questionAboutLogin } from './login';
import { speechOf, waysIn } from './ways-in';
import { maskCommand } from './mask-command';
import { openRegister } from './register';
import { radioMessage, readMessage } from './read-message';
import { announcedIn, endsAsOurs, isMessageName, tasmotaSign } from './sign';
import { openStrangers } from './strangers';
import { filtersOf, guessTopics } from './topics';

/**
 * Tasmota (tasmota.github.io/docs/MQTT): with its discovery on any FullTopic and prefixes, without it on the default
 * prefixes in any place.
 */
export const tasmota: Convention = { name: tasmotaSign.name, open: openReader };

function openReader(): Reader {
  const wanted = openWanted(tasmotaSign.filters);
  const register = openRegister(wanted);
  const pending = openPending();
  const strangers = openStrangers(wanted);
  const linked = openLinked();
  const asked = new WeakSet<TasmotaDevice>();
  /** who has come online again, and may use another log-in now */
  const back = new Set<TasmotaDevice>();

  function read(message: Message): Decoded | null {
    const { topic } = message;
    if (topic.endsWith('/config') && announcedIn(topic) === null) return readLink(message);
    if (register.isEmpty && !endsAsOurs(topic) && !topic.startsWith('tasmota/discovery/')) return null;
    const slash = topic.lastIndexOf('/');
    const head = topic.slice(0, slash);
    const own = register.at(head);
    const place = own ?? radioAbove(head, message);
    if (place === undefined)
      return head.startsWith('tasmota/discovery/') ? readAnnounced(message) : readUnknown(message);
    const name = topic.slice(slash + 1);
    if (!isMessageName(name) && (name !== radioMessage || place.isCommand))
      return place.isCommand ? readCommand(name, message) : null;
    if (own !== undefined) place.device.heardOn.add(head);
    const { nameless } = place.device;
    const before = nameless.size;
    const decoded = readMessage(place.device, name, message);
    if (name === 'LWT') hearWill(place.device, message);
    if (nameless.size > before) wanted.touch();
    return decoded;
  }

  /** Whose Zigbee radio tells of one device below the radio's own topic. */
  function radioAbove(head: string, message: Message): ReturnType<typeof register.at> {
    const above = message.topic.endsWith('/SENSOR') ? register.at(head.slice(0, head.lastIndexOf('/'))) : undefined;
    return above !== undefined && !above.isCommand && tellsOfZigbee(message) ? above : undefined;
  }

  function hearWill(device: TasmotaDevice, { retained }: Message): void {
    if (!asked.has(device)) wanted.touch();
    else if (!retained && device.will.isOnline === true && !device.will.sleeps) {
      back.add(device);
      wanted.touch();
    }
  }

  /** Who announces itself is listened to from its first word, which may have come before. */
  function readAnnounced(message: Message): Decoded | null {
    const decoded = readDiscovery(register, message);
    const id = announcedIn(message.topic)?.id;
    const device = id === undefined ? undefined : register.withId(id);
    if (decoded === null || device === undefined) return decoded;
    return withEarlier(decoded, device, [message.topic.replace(/config$/, 'sensors')]);
  }

  function withEarlier(decoded: Decoded, device: TasmotaDevice, topics: readonly string[]): Decoded {
    const earlier = pending.takeOf([...topics, ...filtersOf(device.topics)]).map((message) => read(message));
    if (earlier.length === 0) return decoded;
    return { ...decoded, observations: [decoded, ...earlier].flatMap((one) => one?.observations ?? []) };
  }

  /** A device without discovery is one from its first message in the default form. */
  function readUnknown(message: Message): Decoded | null {
    const { topic } = message;
    const slash = topic.lastIndexOf('/');
    const [head, name] = [topic.slice(0, slash), topic.slice(slash + 1)];
    if (!isMessageName(name) || !looksLikeOurs(name, message)) return null;
    const guess = guessTopics(head) ?? strangers.recognise(head, name, message);
    if (guess === null) return null;
    const device = register.open(`tasmota:${guess.topics.tele}`, guess.topics, guess.name);
    if (device === null) return problem(topic, 'More devices than a home has: this one is not listened to');
    device.heardOn.add(head);
    strangers.take(head, device.will);
    identify(device);
    wanted.touch();
    return withEarlier(readMessage(device, name, message), device, []);
  }

  /** Home Assistant's discovery says who it is that speaks on a topic; what else it says is read elsewhere. */
  function readLink(message: Message): Decoded | null {
    const heads = linked.hear(message);
    const device = heads?.map((head) => register.at(head)?.device).find((one) => one !== undefined);
    if (device === undefined) return null;
    identify(device);
    if (!device.isNews) return null;
    const observations = tell('tasmota', device, identityOf, message, []);
    return { ...nothing, observations, masked: payloadOf(message).masked.text };
  }

  function identify(device: TasmotaDevice): void {
    const { tele, stat, cmnd } = device.topics;
    for (const head of [tele, stat, cmnd])
      for (const identifier of head === null ? [] : linked.of(head)) gain(device, device.linked, identifier);
  }

  function readCommand(name: string, message: Message): Decoded {
    if (message.payload.byteLength > limits.unknownBytes) return quiet('(a long command)');
    return quiet(maskCommand(name, payloadOf(message)));
  }

  /** Without discovery everything is asked for; else the states, which nobody retains. Who sleeps is let sleep. */
  function introductions(): readonly Outgoing[] {
    const questions: Outgoing[] = [];
    for (const device of register.all()) {
      const { cmnd } = device.topics;
      if (asked.has(device) || cmnd === null || device.will.isOnline !== true) continue;
      asked.add(device);
      const unannounced = device.announcement === null;
      questions.push({ topic: `${cmnd}/${unannounced ? 'Status' : 'State'}`, payload: unannounced ? '0' : '', qos: 0 });
      if (!unannounced) questions.push(questionAboutLogin(cmnd), { topic: `${cmnd}/Status`, payload: '1', qos: 0 });
    }
    // what its Zigbee radio remembers of whom it hears: nobody is woken for that (docs/Zigbee, "ZbInfo")
    for (const { topics, nameless } of register.all()) {
      for (const short of topics.cmnd === null ? [] : nameless)
        questions.push({ topic: `${topics.cmnd}/ZbInfo`, payload: short, qos: 0 });
      nameless.clear();
    }
    for (const { topics } of back) if (topics.cmnd !== null) questions.push(questionAboutLogin(topics.cmnd));
    back.clear();
    return questions;
  }

  return {
    ...bridgeless,
    convention: 'tasmota',
    read,
    hold(message) {
      if (announcedIn(message.topic) !== null || mayBeHeld(message)) pending.hold(message);
    },
    filters: wanted.list,
    filtersSince: wanted.since,
    get filtersRevision() {
      return wanted.revision;
    },
    introductions,
    encode(voice, command) {
      const device = register.withVoice(voice);
      return device === undefined ? null : encodeCommand(device, command);
    },
    changeLogin(voice, login) {
      const cmnd = register.withVoice(voice)?.topics.cmnd ?? null;
      return cmnd === null ? null : changeLogin(cmnd, login);
    },
    askLogin(voice) {
      const { cmnd = null, stat = null } = register.withVoice(voice)?.topics ?? {};
      return cmnd === null || stat === null ? null : askLogin(cmnd, stat);
    },
    waysIn(voice) {
      const device = register.withVoice(voice);
      return device === undefined ? [] : waysIn(device.topics);
    },
    speech(voice) {
      const device = register.withVoice(voice);
      return device === undefined ? null : speechOf(device.topics, device.heardOn);
    },
    unheard: () =>
      [...register.all()]
        .filter(({ announcement, will }) => announcement !== null && will.isOnline === null)
        .map(({ topics }) => `${topics.tele}/LWT`),
  };
}

function mayBeHeld({ topic }: Message): boolean {
  return endsAsOurs(topic) && isMessageName(topic.slice(topic.lastIndexOf('/') + 1));
}

/** Other programs have an `LWT` or a `STATE` below `tele` too: only what reads like Tasmota's makes a device. */
function looksLikeOurs(name: string, message: Message): boolean {
  if (message.payload.byteLength === 0 || message.payload.byteLength > limits.stateBytes) return false;
  const { text, json } = payloadOf(message);
  if (name === 'LWT') return /^(?:online|offline)$/i.test(text.trim());
  // a Zigbee radio may tell of each device below a topic of its own, which is no Tasmota
  if (tellsOfZigbee(message)) return false;
  return isObject(json) || (name.startsWith('POWER') && /^(?:ON|OFF)$/.test(text));
}

function tellsOfZigbee(message: Message): boolean {
  if (message.payload.byteLength > limits.stateBytes) return false;
  const { json } = payloadOf(message);
  return isObject(json) && 'ZbReceived' in json;
}
