import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';
import type { Fact } from '@/core/observation';

import { nothing, problem, observe, heardNow } from '../decoded';
import { unreadOf } from '../unread';
import { openPlainReader } from '../plain-reader';
import { lowerWordOf } from '../plain';
import type { Convention, Decoded, Reader } from '../convention';
import { nukiIdentity, readNukiTopic, type NukiLock } from './lock';

/** Each lock keeps one such topic, its last will. */
const discovery = '+/+/connected';
const announcement = /^([^/]+\/([0-9A-F]{4,8}))\/connected$/i;
const mostLocks = 256;

/** Nuki's own MQTT API (developer.nuki.io, "MQTT API"): Smart Lock 3 Pro and later, without any bridge. */
export const nuki: Convention = { name: 'nuki', open: openReader };

function openReader(): Reader {
  /** by the topic they all stand below */
  const locks = new Map<string, NukiLock>();
  const byVoice = new Map<string, NukiLock>();

  function read(message: Message): Decoded | null {
    const { topic } = message;
    const end = topic.lastIndexOf('/');
    const lock = locks.size === 0 ? undefined : locks.get(topic.slice(0, end));
    if (lock !== undefined) return readLock(lock, topic.slice(end + 1), message);
    return topic.endsWith('/connected') ? readAnnouncement(message) : null;
  }

  function readAnnouncement(message: Message): Decoded | null {
    const [, topic, number] = announcement.exec(message.topic) ?? [];
    const word = lowerWordOf(message);
    if (topic === undefined || number === undefined || (word !== 'true' && word !== 'false')) return null;
    if (locks.size >= mostLocks) return problem(message.topic, 'There are more locks than Gatehouse listens to');
    const lock: NukiLock = { topic, number, voice: `nuki:${topic}`, givenName: null, hasDoorSensor: false };
    locks.set(topic, lock);
    byVoice.set(lock.voice, lock);
    return readLock(lock, 'connected', message, [nukiIdentity(lock)]);
  }

  function readLock(lock: NukiLock, what: string, message: Message, first: readonly Fact[] = []): Decoded {
    if (what === 'connected') return readConnected(lock, message, first);
    const facts = readNukiTopic(lock, what, message);
    if (facts === null) return unreadOf('nuki', lock.voice, message);
    const heard: readonly Fact[] = heardNow(message);
    return { ...nothing, observations: observe('nuki', lock.voice, message, [...first, ...heard, ...facts]) };
  }

  function readConnected(lock: NukiLock, message: Message, first: readonly Fact[]): Decoded {
    const word = lowerWordOf(message);
    if (word !== 'true' && word !== 'false')
      return problem(message.topic, 'A lock says neither that it is connected nor that it is not');
    const facts: Fact[] = [...first, { type: 'reachability', reachability: word === 'true' ? 'online' : 'offline' }];
    if (word === 'true' && !message.retained) facts.push({ type: 'heard', at: message.at });
    return { ...nothing, observations: observe('nuki', lock.voice, message, facts) };
  }

  function encode(voice: string, command: Command): readonly Outgoing[] | null {
    const lock = byVoice.get(voice);
    if (lock === undefined || (command.type !== 'lock' && command.type !== 'unlock')) return null;
    return [{ topic: `${lock.topic}/lockAction`, payload: command.type === 'lock' ? '2' : '1', qos: 1 }];
  }

  return openPlainReader(
    {
      convention: 'nuki',
      read,
      filters: () => [discovery, ...[...locks.keys()].map((topic) => `${topic}/+`)],
      encode,
    },
    () => locks.size,
  );
}
