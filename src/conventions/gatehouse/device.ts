import { readCompactJws } from '@/core/compact-jws';
import { limits } from '@/core/limits';
import type { CodeKeeping } from '@/core/codes/lock-code';
import { maskJson } from '@/core/mask';
import type { Message } from '@/core/message';
import type { Capability, Fact, Observation, Reachability, VoiceKey } from '@/core/observation';

import { isRefused, noProof, type MessageProof } from '@/core/message-proof';

import type { Decoded } from '../convention';
import { leaksOf } from '../decoded';
import { isObject, numberIn, parseJson, textOf, type JsonObject } from '../json';
import { maskPayload } from '../secrets';
import { readAbout, type About } from './about';
import type { Assembly } from './assembly';
import { readCodeEvent, readPlaces } from './codes';
import { momentIn } from './device-clock';
import { readDeviceKey } from './device-key';
import { readEvent, readReply, stateAfter, withoutCode } from './event';
import { readFirmwareState } from './firmware';
import { readImage } from './image';
import { readTelemetry } from './telemetry';
import { heardTopics, topicOf, voiceOf, type HeardTopic } from './topics';

/** One device that speaks the profile, and what has to be remembered between its messages. */
export type Device = {
  readonly id: string;
  readonly voice: VoiceKey;
  readonly announcement: string;
  readonly filters: readonly string[];
  readonly capabilities: readonly Capability[];
  readonly keepsCodes: boolean;
  readonly statusHeard: boolean;
  /** a message on one of its topics */
  read(message: Message): Decoded;
};

type Read = { readonly facts: readonly Fact[]; readonly masked?: string } | { readonly problem: string };

const nothing: Decoded = { observations: [], problems: [], masked: null };

export function openDevice(id: string, assembly: Assembly): Device {
  const voice = voiceOf(id);
  const announcement = topicOf(id, 'about');
  const whatOf = new Map(heardTopics.map((what) => [topicOf(id, what), what]));
  let about: About | null = null;
  let takesSealedOffers = false;
  let statusHeard = false;
  let viewers = 0;

  function read(message: Message): Decoded {
    const { topic, payload } = message;
    const what = whatOf.get(topic) ?? 'about';
    if (payload.byteLength === 0) return what === 'about' ? leave(message) : emptied(what, message);
    if (what === 'image') return readImage(voice, assembly, message);
    if (payload.byteLength > limits.stateBytes)
      return problemOf(topic, 'A message is larger than 64 KiB and was not read');
    const jws = readCompactJws(payload);
    const text = textOf(jws?.payload ?? payload);
    const value = parseJson(text);
    const proof = message.proof ?? (jws === null ? null : noProof);
    const masked = maskPayload(text, value);
    const shown = masked.text ?? (jws === null ? null : text);
    if (proof !== null && isRefused(proof)) return refusedBy(message, proof, shown);
    const result: Read = isObject(value)
      ? readObject(what, value, message)
      : { problem: 'A message is not a JSON object' };
    if ('problem' in result) return { ...problemOf(topic, result.problem), masked: shown };
    const leaks = leaksOf(masked, topic);
    return {
      observations: observe(message, [...result.facts, ...leaks, ...proven(proof)]),
      problems: [],
      masked: result.masked ?? shown,
    };
  }

  /** Somebody said it, but not the device, or not now: that is all that it tells. */
  function refusedBy(message: Message, proof: MessageProof, masked: string | null): Decoded {
    const isNews = proof.standing !== 'repeated' || proof.reason !== null;
    return { ...nothing, observations: isNews ? observe(message, proven(proof)) : [], masked };
  }

  function readObject(what: HeardTopic | 'about', value: JsonObject, message: Message): Read {
    switch (what) {
      case 'about':
        about = readAbout(id, value);
        return {
          facts: [
            about.identity,
            ...heard(value, message),
            ...firmwareOf(about),
            ...loginOf(about),
            ...transportOf(about),
            ...codesOf(about),
          ],
        };
      case 'status':
        return readStatus(value, message);
      case 'telemetry':
        return {
          facts: [
            ...heard(value, message),
            ...watched(readTelemetry(value)),
            ...found(readPlaces(value['codes'], keeping())),
          ],
        };
      case 'event': {
        const event = readEvent(value);
        if (event === null) return { problem: 'An event has no name' };
        if (message.retained) return { facts: [...heard(value, message), event] };
        const place = readCodeEvent(value, keeping(), message.at);
        const state = stateAfter(event, viewers);
        const left = watched(state === null ? [] : [{ type: 'state', state }]);
        return { facts: [...heard(value, message), event, ...left, ...found(place)] };
      }
      case 'reply': {
        const said = keeping() === null ? value : withoutCode(value);
        const facts = [...heard(value, message), readReply(said)].filter((fact) => fact !== null);
        return said === value ? { facts } : { facts, masked: JSON.stringify(maskJson(said).masked) };
      }
      case 'firmware/state':
        return { facts: [...heard(value, message), ...readFirmwareState(value)] };
      case 'credential/key':
        return readKey(value, message);
      case 'image':
        return { problem: 'A picture is no JSON' };
    }
  }

  /** Remembers how many watch. */
  function watched(facts: readonly Fact[]): readonly Fact[] {
    for (const fact of facts) if (fact.type === 'state') viewers = fact.state.viewers ?? viewers;
    return facts;
  }

  function keeping(): CodeKeeping | null {
    return about?.codes ?? null;
  }

  /** The broker says "offline" in the device's name when it loses it: that is not a word of the device itself. */
  function readStatus(value: JsonObject, message: Message): Read {
    const said = reachabilityIn(value['status']);
    if (said === null) return { problem: 'A status is neither online, asleep nor offline' };
    statusHeard = true;
    const spoke = said === 'offline' ? [] : heard(value, message);
    return { facts: [...spoke, { type: 'reachability', reachability: said }] };
  }

  function readKey(value: JsonObject, message: Message): Read {
    const key = readDeviceKey(value);
    if (key === null) return { problem: 'The key of a device is no public key on P-256' };
    takesSealedOffers = key === 'public';
    const facts = [...heard(value, message), ...loginOf(about)];
    if (key === 'public') return { facts };
    const leak: Fact = { type: 'secret-exposed', secret: 'private-key', topic: message.topic };
    return { facts: [...facts, leak], masked: '(a private key)' };
  }

  function loginOf(said: About | null): readonly Fact[] {
    if (said === null || (said.login === null && !takesSealedOffers)) return [];
    const { username = null, clientId = null, certificate = null, certificateEndsAt = null } = said.login ?? {};
    const handOver = takesSealedOffers ? 'sealed' : null;
    const held = {
      ...(certificate !== null && { certificate }),
      ...(certificateEndsAt !== null && { certificateEndsAt }),
    };
    return [{ type: 'broker-login', username, clientId, handOver, ...held }];
  }

  /** An emptied topic takes back what stood there. */
  function emptied(what: HeardTopic, message: Message): Decoded {
    if (what === 'status') {
      return { ...nothing, observations: observe(message, [{ type: 'reachability', reachability: 'unknown' }]) };
    }
    if (what !== 'credential/key' || !takesSealedOffers) return nothing;
    takesSealedOffers = false;
    return { ...nothing, observations: observe(message, loginOf(about)) };
  }

  function leave(message: Message): Decoded {
    assembly.forget(voice);
    return about === null ? nothing : { ...nothing, observations: observe(message, [{ type: 'removed' }]) };
  }

  function observe({ at, retained }: Message, facts: readonly Fact[]): readonly Observation[] {
    return facts.map((fact) => ({ device: voice, convention: 'gatehouse', at, retained, fact }));
  }

  return {
    id,
    voice,
    announcement,
    filters: [...whatOf.keys()],
    get keepsCodes() {
      return keeping() !== null;
    },
    get capabilities() {
      return about?.identity.capabilities ?? [];
    },
    get statusHeard() {
      return statusHeard;
    },
    read,
  };
}

/** A device that logged in with a certificate has shown that it speaks TLS: nowhere else is there one. */
function transportOf({ encrypted, login }: About): readonly Fact[] {
  if (encrypted === null) return [];
  const evidence =
    encrypted && login?.certificate ? 'It says that it logs in with its certificate.' : 'The device says so itself.';
  return [{ type: 'transport', transport: { way: encrypted ? 'encrypted' : 'clear', evidence } }];
}

function codesOf({ codes }: About): readonly Fact[] {
  return codes === null ? [] : [{ type: 'lock-codes', keeping: codes, slots: [], isWhole: false }];
}

function proven(proof: MessageProof | null): readonly Fact[] {
  return proof === null ? [] : [{ type: 'proof', proof }];
}

function found(fact: Fact | null): readonly Fact[] {
  return fact === null ? [] : [fact];
}

function firmwareOf({ firmware, supportEnds }: About): readonly Fact[] {
  if (firmware === null && supportEnds === null) return [];
  return [
    {
      type: 'firmware',
      ...(firmware !== null && { installed: firmware }),
      ...(supportEnds !== null && { supportEnds }),
    },
  ];
}

function reachabilityIn(value: unknown): Reachability | null {
  return value === 'online' || value === 'offline' || value === 'asleep' ? value : null;
}

/** A live message says that the device speaks now; a remembered one only where it tells its own time (`at`). */
function heard(value: JsonObject, { at, retained }: Message): readonly Fact[] {
  const spoke = momentIn(numberIn(value['at']), at) ?? (retained ? null : at);
  return spoke === null ? [] : [{ type: 'heard', at: spoke }];
}

function problemOf(topic: string, reason: string): Decoded {
  return { observations: [], problems: [{ topic: topic.slice(0, limits.textLength), reason }], masked: null };
}
