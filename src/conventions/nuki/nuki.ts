import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';
import type { Fact } from '@/core/observation';

import { nothing, problem, observe, heardNow } from '../decoded';
import { unreadOf } from '../unread';
import { openPlainReader } from '../plain-reader';
import { lowerWordOf } from '../plain';
import type { Convention, Decoded, Reader } from '../convention';
import { nukiIdentity, readNukiTopic, waysIntoNuki, type NukiLock } from './lock';
import { lockAnnouncedBy, nukiSign } from './sign';

const mostLocks = 256;

/** Nuki's own MQTT API (developer.nuki.io, "MQTT API"): Smart Lock 3 Pro and later, without any bridge. */
export const nuki: Convention = { name: nukiSign.name, open: openReader };

function openReader(): Reader {
  /** by the topic they all stand below */
  const locks = new Map<string, NukiLock>();
  const byVoice = new Map<string, NukiLock>();

  function read(message: Message): Decoded | null {
    const { topic } = message;
    const end = topic.lastIndexOf('/');
    const lock = locks.size === 0 ? undefined : locks.get(topic.slice(0, end));
    if (lock !== undefined) return readLock(lock, topic.slice(end + 1), message);
    return readAnnouncement(message);
  }

  function readAnnouncement(message: Message): Decoded | null {
    const announced = lockAnnouncedBy(message.topic);
    const word = announced === null ? null : lowerWordOf(message);
    if (announced === null || (word !== 'true' && word !== 'false')) return null;
    if (locks.size >= mostLocks) return problem(message.topic, 'There are more locks than Gatehouse listens to');
    const { topic, number } = announced;
    const lock: NukiLock = {
      topic,
      number,
      voice: `nuki:${topic}`,
      givenName: null,
      hasDoorSensor: false,
      isTamperedWith: false,
    };
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
      filters: () => [...nukiSign.filters, ...[...locks.keys()].map((topic) => `${topic}/+`)],
      encode,
      waysIn(voice) {
        const lock = byVoice.get(voice);
        return lock === undefined ? [] : waysIntoNuki(lock);
      },
    },
    () => locks.size,
  );
}
