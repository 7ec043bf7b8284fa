import { limits } from '@/core/limits';
import type { Command } from '@/core/command';
import type { LoginChange, LoginQuestion, NewLogin } from '@/core/log-ins/login-change';
import type { Message, Outgoing } from '@/core/message';
import type { Fact, Observation, VoiceKey } from '@/core/observation';

import type { Decoded } from '../../convention';
import { heardNow, leaksOf, problem, quiet } from '../../decoded';
import { isObject, textIn } from '../../json';
import { payloadOf, type Payload } from '../../payload';
import type { Wanted } from '../../wanted';
import { tell } from '../../tell';
import { answerTopic, onlineIn, source } from '../sign';
import { isComponentName, readComponents } from './components';
import { gen2Identity, learnId, type Gen2Device } from './device';
import { eventsIn, fallsAsleep, readNotification } from './events';
import { readRestart } from './firmware';
import { askLogin, changeLogin } from './login';
import { openPrefixes } from './prefixes';
import { encodeGen2, prefixIn, questionAboutParts, questionsTo, readAnswer } from './rpc';

/** An ear for Shellies of the second generation and later (shelly-api-docs gen2, "Mqtt"), on any prefix. */
export type Gen2 = {
  read(message: Message): Decoded | null;
  encode(voice: VoiceKey, command: Command): readonly Outgoing[] | null;
  introductions(): readonly Outgoing[];
  changeLogin(voice: VoiceKey, login: NewLogin, transaction: string): LoginChange | null;
  askLogin(voice: VoiceKey, transaction: string): LoginQuestion | null;
  /** null: no device of this generation */
  prefixOf(voice: VoiceKey): string | null;
};

export function openGen2(wanted: Wanted): Gen2 {
  const prefixes = openPrefixes(wanted);
  const toAsk = new Set<Gen2Device>();
  /** who is to be asked for its Bluetooth sensors, from which one on */
  const toList = new Map<Gen2Device, number>();

  function read(message: Message): Decoded | null {
    const { topic } = message;
    if (topic.endsWith('/online')) return readOnline(topic.slice(0, -'/online'.length), message);
    if (topic.endsWith('/events/rpc')) return readEvents(topic.slice(0, -'/events/rpc'.length), message);
    if (topic === answerTopic) return readAnswerMessage(message);
    const at = topic.lastIndexOf('/status/');
    if (at > 0) return readStatus(topic.slice(0, at), topic.slice(at + '/status/'.length), message);
    return topic.endsWith('/rpc') ? readRequest(topic.slice(0, -'/rpc'.length), message) : null;
  }

  function readOnline(prefix: string, message: Message): Decoded | null {
    const online = onlineIn(message);
    if (online === null) {
      const isOurs = prefixes.device(prefix) !== undefined && message.payload.byteLength > 0;
      return isOurs ? problem(message.topic, 'A device says neither that it is online nor that it is not') : null;
    }
    const device = prefixes.device(prefix) ?? prefixes.meet(prefix, online, message);
    if (device === null) return null;
    device.will.hear(online, message);
    // who was restarted may run another version now
    const isBack = !message.retained && !device.will.sleeps;
    if (online && (device.version === null || isBack)) askSoon(device);
    return told(device, message, online ? [...heardNow(message), ...readRestart(device)] : []);
  }

  function readStatus(prefix: string, component: string, message: Message): Decoded | null {
    if (message.payload.byteLength === 0 || !isComponentName(component)) return null;
    const known = prefixes.device(prefix);
    const payload = smallPayload(message);
    if (payload === null) return known === undefined ? null : tooLarge(message);
    if (!isObject(payload.json)) {
      const reason = 'A status is not a JSON object';
      return known === undefined ? null : problem(message.topic, reason, payload.masked.text);
    }
    const device = known ?? prefixes.recognise(prefix);
    if (device === null) return null;
    if (known === undefined) askSoon(device);
    const statuses = { [component]: payload.json };
    const facts = readComponents(device, statuses);
    const behind = device.blu.readStatuses(statuses, message);
    return withThoseBehind(device, told(device, message, [...heardNow(message), ...facts], payload), behind);
  }

  function readEvents(prefix: string, message: Message): Decoded | null {
    const known = prefixes.device(prefix);
    const payload = smallPayload(message);
    if (payload === null) return known === undefined ? null : tooLarge(message);
    const { json } = payload;
    const params = isObject(json) ? json['params'] : null;
    const src = isObject(json) ? textIn(json['src']) : null;
    if (!isObject(json) || !isObject(params) || src === null) {
      return known === undefined ? null : problem(message.topic, 'A notification does not say what it is about');
    }
    const device = known ?? prefixes.open(prefix);
    if (device === null) return problem(message.topic, 'More devices than a home has: this one is not listened to');
    if (!identify(device, src))
      return problem(message.topic, 'Two devices speak on the same prefix: give each its own');
    const facts = readNotification(device, json['method'], params);
    if (fallsAsleep(params)) device.will.fallAsleep(message);
    const decoded = told(device, message, [...heardNow(message), ...(message.retained ? [] : facts)], payload);
    const behind = [...device.blu.readStatuses(params, message), ...device.blu.readEvents(eventsIn(params), message)];
    return withThoseBehind(device, decoded, behind);
  }

  /** All answer on one topic; the id of the device stands in the answer, its prefix only in one of them. */
  function readAnswerMessage(message: Message): Decoded {
    const payload = smallPayload(message);
    if (payload === null) return tooLarge(message);
    const src = isObject(payload.json) ? textIn(payload.json['src']) : null;
    if (!isObject(payload.json) || src === null) return quiet(payload.masked.text);
    // the id alone may be that of the prefix that it had before, whose last will is still kept
    const prefix = prefixIn(payload.json);
    const device =
      (prefix === null ? undefined : prefixes.device(prefix)) ?? prefixes.withId(src) ?? prefixes.device(src);
    if (device === undefined) return quiet(payload.masked.text);
    if (!identify(device, src)) return quiet(payload.masked.text);
    const facts = readAnswer(device, payload.json);
    const decoded = told(device, message, [...heardNow(message), ...facts], payload);
    return withThoseBehind(device, decoded, readBehind(device, payload.json['result'], message));
  }

  function readBehind({ blu }: Gen2Device, result: unknown, message: Message): readonly Observation[] {
    if (!isObject(result)) return [];
    return 'components' in result ? blu.readList(result, message) : blu.readStatuses(result, message);
  }

  function withThoseBehind(device: Gen2Device, decoded: Decoded, behind: readonly Observation[]): Decoded {
    const offset = device.blu.takeQuestion();
    if (offset !== null) {
      toList.set(device, offset);
      wanted.touch();
    }
    return behind.length === 0 ? decoded : { ...decoded, observations: [...decoded.observations, ...behind] };
  }

  /** What others ask a device may hold a secret: `MQTT.SetConfig` does. */
  function readRequest(prefix: string, message: Message): Decoded | null {
    if (prefixes.device(prefix) === undefined) return null;
    const payload = smallPayload(message);
    return payload === null ? tooLarge(message) : quiet(payload.masked.text);
  }

  /** Once its id is known everything else can be asked of it. */
  function identify(device: Gen2Device, id: string): boolean {
    const { id: before, idIsTold } = device;
    const former = idIsTold ? undefined : prefixes.withId(id);
    if (!learnId(device, id)) return false;
    // what the broker keeps below the prefix that it had before is not its will any more
    if (former !== undefined && former !== device && former.will.isOnline === false) device.will.tellAgain();
    prefixes.remember(device);
    if (before === null && device.will.isOnline !== false) askSoon(device);
    return true;
  }

  function askSoon(device: Gen2Device): void {
    toAsk.add(device);
    wanted.touch();
  }

  function told(device: Gen2Device, message: Message, facts: readonly Fact[], payload: Payload | null = null): Decoded {
    const leaks = payload === null ? [] : leaksOf(payload.masked, message.topic);
    const observations = tell('shelly', device, gen2Identity, message, [...facts, ...leaks]);
    return { observations, problems: [], masked: payload?.masked.text ?? null };
  }

  return {
    read,
    encode(voice, command) {
      const device = prefixes.reached(voice);
      return device === undefined ? null : encodeGen2(device, command);
    },
    changeLogin(voice, login, transaction) {
      const device = prefixes.reached(voice);
      return device === undefined ? null : changeLogin(device.prefix, source, login, transaction);
    },
    askLogin(voice, transaction) {
      const device = prefixes.reached(voice);
      return device === undefined ? null : askLogin(device.prefix, source, transaction);
    },
    prefixOf: (voice) => prefixes.withVoice(voice)?.prefix ?? null,
    introductions() {
      const asked = [...toAsk];
      toAsk.clear();
      const lists = [...toList].map(([device, offset]) => questionAboutParts(device, offset));
      toList.clear();
      return [...asked.flatMap(questionsTo), ...lists];
    },
  };
}

function smallPayload(message: Message): Payload | null {
  return message.payload.byteLength > limits.stateBytes ? null : payloadOf(message);
}

function tooLarge({ topic }: Message): Decoded {
  return problem(topic, 'A message is larger than 64 KiB and was not read');
}
