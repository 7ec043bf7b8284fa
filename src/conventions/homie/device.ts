import { limits } from '@/core/limits';
import { maskJson, maskText } from '@/core/mask';
import type { Message } from '@/core/message';
import type { Fact, VoiceKey } from '@/core/observation';

import { numberOf, percentIn, dbmIn } from '../loose';
import { macIdentifier } from '../mac';
import { isObject, parseJson, textIn, textOf } from '../json';
import { secretKindOf } from '../secrets';
import { describeFromAttributes, describeFromDocument, isId, type Description } from './description';
import { capabilitiesOf, kindOf } from './kind';
import { clientIdOf, takesConfiguration } from './login';
import { meaningsOf, type Reading } from './meaning';
import { wordsIn } from './subject';

/** What one message told of a device; `masked` where it held a secret. */
export type Heard = {
  readonly facts: readonly Fact[];
  /** values that came before they meant anything, with the message they came in */
  readonly late?: readonly Late[];
  /** why nothing was read, as a sentence */
  readonly refused?: string;
  readonly masked?: string;
};
export type IdentityFact = Extract<Fact, { type: 'identity' }>;
export type Late = { readonly when: Pick<Message, 'at' | 'retained'>; readonly facts: readonly Fact[] };

/** One Homie device as far as it was described. Its reachability is its tree's: a lost root takes its children along. */
export type HomieDevice = {
  readonly id: string;
  readonly topic: string;
  readonly voice: VoiceKey;
  description(): Description;
  readings(): ReadonlyMap<string, Reading>;
  /** who it is now; `via` is the voice of its root */
  identity(via: VoiceKey | null): IdentityFact;
  /** may be given another log-in by a command */
  takesConfiguration(): boolean;
  /** `path` is what follows the device in the topic */
  read(path: string, message: Message): Heard;
};

const mostAttributes = 1_500;
const mostValues = 512;
const quiet: Heard = { facts: [] };

export type DeviceParts = { readonly base: string; readonly id: string; readonly isVersion5: boolean };

export function openDevice({ base, id, isVersion5 }: DeviceParts): HomieDevice {
  const topic = `${base}/${id}`;
  const attributes = new Map<string, string>();
  /** the last value of each property, because it may come before what it means */
  const values = new Map<string, { readonly text: string; readonly when: Late['when'] }>();
  /** which meaning each value was told under */
  const told = new Map<string, string>();
  let hasBattery = false;
  let description: Description = describeFromAttributes(attributes);
  let readings: ReadonlyMap<string, Reading> = new Map();

  function read(path: string, message: Message): Heard {
    if (message.payload.byteLength > limits.unknownBytes) return { facts: [], refused: 'An attribute is too long' };
    if (path === '$description') return readDescription(message);
    if (path.startsWith('$alert/')) return readAlert(message);
    if (path.startsWith('$stats/')) return readStatistic(path.slice('$stats/'.length), message);
    if (path === '$fw/version') return readFirmware(path, message);
    if (path.includes('$')) return isVersion5 ? quiet : readAttribute(path, message);
    return readValue(path, message);
  }

  function readDescription(message: Message): Heard {
    if (message.payload.byteLength === 0) return quiet;
    const document = parseJson(textOf(message.payload));
    if (!isObject(document)) return { facts: [], refused: 'A Homie description is not a JSON object' };
    return describe(describeFromDocument(document));
  }

  function readAttribute(path: string, message: Message): Heard {
    const text = textOf(message.payload).slice(0, path.endsWith('$properties') || path === '$nodes' ? 32_768 : 256);
    if (attributes.get(path) === text) return quiet;
    if (attributes.size >= mostAttributes && !attributes.has(path))
      return { facts: [], refused: 'A Homie device has more attributes than Gatehouse reads' };
    attributes.set(path, text);
    if (path === '$implementation' && takesConfiguration(text))
      return { ...describe(describeFromAttributes(attributes)), facts: [loginOf(id)] };
    return describe(describeFromAttributes(attributes));
  }

  /** Takes the description in, and tells the values that have a meaning only now. */
  function describe(next: Description): Heard {
    description = next;
    readings = meaningsOf(next.properties);
    const late = [...values].flatMap(([path, { text, when }]): readonly Late[] => {
      const facts = tellValue(path, text, when);
      return facts.length === 0 ? [] : [{ when, facts }];
    });
    return { facts: [], late };
  }

  function readFirmware(path: string, { payload }: Message): Heard {
    const installed = textIn(textOf(payload))?.slice(0, limits.textLength);
    attributes.set(path, installed ?? '');
    return installed === undefined ? quiet : { facts: [{ type: 'firmware', installed }] };
  }

  /** `signal` is a percentage (legacy-stats extension), which no dBm can be made of. */
  function readStatistic(name: string, { payload }: Message): Heard {
    const value = numberOf(textOf(payload).trim());
    if (name === 'battery' && percentIn(value) !== null) {
      hasBattery = true;
      return { facts: [{ type: 'battery', percent: value }] };
    }
    return name === 'signal' && dbmIn(value) !== null ? { facts: [{ type: 'signal', rssiDbm: value }] } : quiet;
  }

  function readAlert({ payload }: Message): Heard {
    const text = textIn(textOf(payload))?.slice(0, limits.textLength);
    return text === undefined
      ? quiet
      : { facts: [{ type: 'event', event: 'alert', text: `It says: ${maskText(text)}` }] };
  }

  function readValue(path: string, message: Message): Heard {
    const text = textOf(message.payload).slice(0, limits.textLength);
    const secret = secretIn(path, text);
    if (secret !== null) return { facts: [leak(secret, message.topic)], masked: '•••' };
    if (!values.has(path) && values.size >= mostValues)
      return { facts: [], refused: 'A Homie device has more properties than Gatehouse reads' };
    values.set(path, { text, when: { at: message.at, retained: message.retained } });
    told.delete(path);
    return { facts: tellValue(path, text, message) };
  }

  function tellValue(path: string, text: string, { retained }: Late['when']): readonly Fact[] {
    const reading = readings.get(path);
    if (reading === undefined || told.get(path) === reading.signature) return [];
    told.set(path, reading.signature);
    const fact = reading.read(text);
    return fact === null || (fact.type === 'event' && retained) ? [] : [fact];
  }

  function identity(via: VoiceKey | null): IdentityFact {
    const mac = macIdentifier(attributes.get('$mac') ?? null);
    const kind = kindOf(description, readings, ['$fw/name', '$implementation'].flatMap(wordsOfAttribute));
    const capabilities = capabilitiesOf(readings);
    const isBatteryKnown = hasBattery || capabilities.includes('battery');
    return {
      type: 'identity',
      identifiers: [`homie:${topic.toLowerCase()}`, ...(mac === null ? [] : [mac])],
      name: (description.name ?? id).slice(0, limits.textLength),
      nameIsDerived: description.name === null,
      room: null,
      vendor: null,
      model: null,
      kind,
      capabilities: hasBattery && !capabilities.includes('battery') ? [...capabilities, 'battery'] : capabilities,
      power: isBatteryKnown ? 'battery' : null,
      via,
      disabled: false,
    };
  }

  function wordsOfAttribute(name: string): readonly string[] {
    return wordsIn(attributes.get(name) ?? '');
  }

  return {
    id,
    topic,
    voice: `homie:${topic}`,
    description: () => description,
    readings: () => readings,
    identity,
    takesConfiguration: () => takesConfiguration(attributes.get('$implementation')),
    read,
  };
}

/** A property that is named like a secret and holds something; U+0000 is Homie 5's empty text. */
function secretIn(path: string, text: string): string | null {
  if (text === '' || text === '\u0000') return null;
  const name = path.slice(path.lastIndexOf('/') + 1).replaceAll(/[^\w]/g, '_');
  return maskJson({ [name]: text }).found[0] ?? null;
}

/** Neither its username nor its password is in what it publishes. */
function loginOf(id: string): Fact {
  return { type: 'broker-login', username: null, clientId: clientIdOf(id), handOver: 'command' };
}

function leak(key: string, topic: string): Fact {
  return { type: 'secret-exposed', secret: secretKindOf(key), topic };
}

/** `node/property`, and nothing below it: commands and targets are not what a device says. */
export function isValuePath(path: string): boolean {
  const parts = path.split('/');
  return parts.length === 2 && parts.every((part) => isId(part));
}
