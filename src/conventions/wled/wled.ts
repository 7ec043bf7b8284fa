import { limits } from '@/core/limits';
import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';
import type { Fact, VoiceKey } from '@/core/observation';
import type { WayIn } from '@/core/log-ins/way-in';

import { commandTopics } from '../command-topics';
import { bridgeless } from '../bridgeless';
import { openCandidates } from '../candidates';
import type { Convention, Decoded, Reader } from '../convention';
import { heardNow, nothing, problem } from '../decoded';
import { isHead } from '../head';
import { textOf } from '../json';
import { onlineWord, openLastWill, type LastWill } from '../last-will';
import { learn, type Learner } from '../learning';
import { numberOf } from '../loose';
import { payloadOf } from '../payload';
import { tell } from '../tell';
import { openWanted } from '../wanted';
import { wledSign } from './sign';

const defaultTopic = /^wled\/[0-9a-f]{6}$/i;
const mostStrips = 1_000;

type Strip = Learner & {
  readonly voice: VoiceKey;
  readonly topic: string;
  name: string | null;
  readonly will: LastWill;
};

/** WLED (kno.wled.ge/interfaces/mqtt): lights, one topic each for brightness `g`, colour `c` and the whole state `v`. */
export const wled: Convention = { name: wledSign.name, open: openReader };

function openReader(): Reader {
  const wanted = openWanted(wledSign.filters);
  const strips = new Map<string, Strip>();
  const byVoice = new Map<VoiceKey, Strip>();
  const candidates = openCandidates(wanted, filtersOf);

  function read(message: Message): Decoded | null {
    const slash = message.topic.lastIndexOf('/');
    const what = message.topic.slice(slash + 1);
    if (what === 'status') return readStatus(message.topic.slice(0, slash), message);
    if (what.length !== 1 || slash <= 0) return null;
    const topic = message.topic.slice(0, slash);
    const strip = strips.get(topic) ?? (candidates.has(topic) && looksLikeOurs(what, message) ? open(topic) : null);
    return strip === null ? null : readState(strip, what, message);
  }

  function readStatus(topic: string, message: Message): Decoded | null {
    const online = onlineWord(message);
    if (online === null) return null;
    const strip = strips.get(topic) ?? (defaultTopic.test(topic) ? open(topic) : null);
    if (strip === null) {
      if (wledSign.isIn(message)) candidates.meet(topic, online, message);
      return null;
    }
    strip.will.hear(online, message);
    return { ...nothing, observations: tell('wled', strip, identityOf, message, online ? heardNow(message) : []) };
  }

  function open(topic: string): Strip | null {
    if (strips.size >= mostStrips || !isHead(topic)) return null;
    const strip: Strip = { isNews: true, voice: `wled:${topic}`, topic, name: null, will: openLastWill() };
    strips.set(topic, strip);
    byVoice.set(strip.voice, strip);
    candidates.take(topic, strip.will);
    wanted.add(filtersOf(topic));
    return strip;
  }

  return {
    ...bridgeless,
    convention: 'wled',
    read,
    filters: wanted.list,
    filtersSince: wanted.since,
    get filtersRevision() {
      return wanted.revision;
    },
    encode(voice, command) {
      const strip = byVoice.get(voice);
      return strip === undefined ? null : encode(strip, command);
    },
    waysIn(voice) {
      const strip = byVoice.get(voice);
      return strip === undefined ? [] : waysInto(strip);
    },
    unheard: () => [],
  };
}

function readState(strip: Strip, what: string, message: Message): Decoded | null {
  if (what !== 'g' && what !== 'c' && what !== 'v') return null;
  if (message.payload.byteLength === 0) return nothing;
  if (message.payload.byteLength > limits.stateBytes)
    return problem(message.topic, 'A state is larger than 64 KiB and was not read');
  const { text, masked } = payloadOf(message);
  const brightness = what === 'v' ? numberOf(element(text, 'ac')) : what === 'g' ? numberOf(text) : null;
  // out of the box each is called WLED
  const name = what === 'v' ? element(text, 'ds') : null;
  if (name !== 'WLED') learn(strip, 'name', name);
  const state: readonly Fact[] =
    brightness === null ? [] : [{ type: 'state', state: { switch: brightness > 0 ? 'on' : 'off' } }];
  const observations = tell('wled', strip, identityOf, message, [...heardNow(message), ...state]);
  return { observations, problems: [], masked: masked.text };
}

/** The text of an element of the state, which is flat XML: `<ac>128</ac>`; null: it is not there. */
function element(xml: string, name: string): string | null {
  const start = xml.indexOf(`<${name}>`);
  const end = start < 0 ? -1 : xml.indexOf('</', start);
  const text = end < 0 ? '' : xml.slice(start + name.length + 2, Math.min(end, start + limits.textLength)).trim();
  return text === '' || text.includes('<') ? null : text;
}

function identityOf({ topic, name }: Strip): Fact {
  return {
    type: 'identity',
    identifiers: [`wled:${topic.toLowerCase()}`],
    name: name ?? topic,
    nameIsDerived: name === null,
    room: null,
    vendor: 'WLED',
    model: null,
    kind: 'light',
    capabilities: ['switch'],
    power: null,
    via: null,
    disabled: false,
  };
}

/** WLED takes commands on its topic itself, and has no way to be asked. */
function encode({ topic }: Strip, command: Command): readonly Outgoing[] | null {
  return command.type === 'switch' ? [{ topic, payload: command.on ? 'ON' : 'OFF', qos: 1 }] : null;
}

/** Every WLED listens to its group too, which is this one unless somebody changed it (kno.wled.ge/interfaces/mqtt). */
const group = 'wled/all';

/** On each of these it is switched, on `col` it takes a colour, and on `api` any command: to start anew too, and again at each start if it is retained. */
function waysInto({ topic }: Strip): readonly WayIn[] {
  const taking = (head: string) => [head, `${head}/col`, `${head}/api`];
  return [
    ...commandTopics(taking(topic)),
    ...taking(group).map(
      (filter) => ({ kind: 'command', filter, through: 'the group that every WLED listens to' }) as const,
    ),
  ];
}

function filtersOf(topic: string): readonly string[] {
  return [`${topic}/g`, `${topic}/c`, `${topic}/v`];
}

/** The whole state is XML, the colour `#FFA000` or with white `#20FFA000`. */
function looksLikeOurs(what: string, { payload }: Message): boolean {
  if (payload.byteLength > limits.stateBytes) return false;
  const text = textOf(payload);
  if (what === 'v') return text.startsWith('<?xml') && text.includes('<vs>');
  return what === 'c' && /^#(?:[0-9A-F]{6}|[0-9A-F]{8})$/i.test(text);
}
