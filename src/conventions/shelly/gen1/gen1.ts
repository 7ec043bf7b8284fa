import { limits } from '@/core/limits';
import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';
import type { VoiceKey } from '@/core/observation';

import type { Decoded } from '../../convention';
import { nothing, problem, quiet } from '../../decoded';
import { isObject, textIn } from '../../json';
import { payloadOf } from '../../payload';
import type { Wanted } from '../../wanted';
import { openGen1Device, outputOf, type Gen1Device } from './device';
import { readPart } from './read-part';
import { gen1Filters, readGen1Topic } from './topics';

const prefix = 'shellies/';
const mostDevices = 1_000;
const mostTopics = 64;

/** An ear for Shellies of the first generation: everything below `shellies/` (shelly-api-docs gen1, "MQTT"). */
export type Gen1 = {
  read(message: Message): Decoded | null;
  encode(voice: VoiceKey, command: Command): readonly Outgoing[] | null;
  introductions(): readonly Outgoing[];
};

type Place = { readonly device: Gen1Device; readonly part: string };

export function openGen1(wanted: Wanted): Gen1 {
  const byTopicId = new Map<string, Gen1Device>();
  const byVoice = new Map<VoiceKey, Gen1Device>();
  /** the hot path: one look-up from a topic to the device and the part of it */
  const places = new Map<string, Place>();
  const toAsk = new Set<Gen1Device>();

  function read(message: Message): Decoded | null {
    const { topic } = message;
    if (!topic.startsWith(prefix)) return null;
    const place = places.get(topic);
    if (place !== undefined) return readOf(place, message);
    if (topic === 'shellies/announce') return readAnnouncement(message);
    const found = readGen1Topic(topic);
    if (found === null || message.payload.byteLength === 0) return readOther(message);
    const { id, part } = found;
    const isSaid = !/(?:^|\/)(?:command|set)$/.test(part);
    const device = byTopicId.get(id) ?? (isSaid ? open(id) : undefined);
    if (device === undefined) return readOther(message);
    if (device === null) return problem(topic, 'More devices than a home has: this one is not listened to');
    if (places.size < byTopicId.size * mostTopics) places.set(topic, { device, part });
    return readOf({ device, part }, message);
  }

  function readOf({ device, part }: Place, message: Message): Decoded {
    const wasThere = isThere(device);
    const decoded = readPart(device, part, message);
    if (!wasThere && isThere(device) && device.parts === null) {
      toAsk.add(device);
      wanted.touch();
    }
    return decoded;
  }

  function open(id: string): Gen1Device | null {
    if (byTopicId.size >= mostDevices) return null;
    const device = openGen1Device(id);
    byTopicId.set(id, device);
    byVoice.set(device.voice, device);
    wanted.add(gen1Filters(id));
    return device;
  }

  /** All announce themselves on one topic, each with its own id. */
  function readAnnouncement(message: Message): Decoded {
    if (message.payload.byteLength > limits.stateBytes) return problem(message.topic, 'An announcement is too large');
    const { json } = payloadOf(message);
    const id = isObject(json) ? textIn(json['id']) : null;
    const topic = id === null ? null : readGen1Topic(`${prefix}${id}/announce`);
    if (topic === null || topic.id !== id) return problem(message.topic, 'An announcement names no device');
    const device = byTopicId.get(topic.id) ?? open(topic.id);
    if (device === null) return problem(message.topic, 'More devices than a home has: this one is not listened to');
    return readPart(device, 'announce', message);
  }

  function readOther(message: Message): Decoded {
    if (message.payload.byteLength > limits.stateBytes) return nothing;
    return quiet(payloadOf(message).masked.text);
  }

  function encode(voice: VoiceKey, command: Command): readonly Outgoing[] | null {
    const device = byVoice.get(voice);
    if (device === undefined) return null;
    const send = (part: string, payload: string): Outgoing => ({
      topic: `${prefix}${device.topicId}/${part}`,
      payload,
      qos: 1,
    });
    switch (command.type) {
      case 'switch': {
        const output = outputOf(device);
        return output === null ? null : [send(`${output}/command`, command.on ? 'on' : 'off')];
      }
      case 'update':
        return [send('command', 'update_fw')];
      case 'refresh':
        return [send('command', 'announce'), send('command', 'update')];
      case 'lock':
      case 'unlock':
      case 'siren':
      case 'check-for-update':
      case 'take-picture':
      case 'privacy':
        return null;
    }
  }

  return {
    read,
    encode,
    introductions() {
      const asked = [...toAsk];
      toAsk.clear();
      return asked.flatMap(({ voice }) => encode(voice, { type: 'refresh' }) ?? []);
    },
  };
}

function isThere({ will }: Gen1Device): boolean {
  return will.isOnline === true;
}
