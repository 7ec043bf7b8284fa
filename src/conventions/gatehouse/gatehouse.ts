import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { VoiceKey } from '@/core/observation';

import type { Convention, Decoded, Reader } from '../convention';
import { parseJson, textOf } from '../json';
import { openPending } from '../pending';
import { maskPayload } from '../secrets';
import { openAssembly } from './assembly';
import { encodeCode } from './codes';
import { encodeCommand } from './commands';
import { speechOf, waysIn } from './ways-in';
import { openDevice, type Device } from './device';
import { gatehouseSign } from './sign';
import { heardTopics, readTopic, topicOf } from './topics';

const nothing: Decoded = { observations: [], problems: [], masked: null };

/** Gatehouse's own device profile, version 1 (README.md): devices that announce themselves, each by its own id. */
export const gatehouse: Convention = { name: gatehouseSign.name, open: openReader };

function openReader(): Reader {
  const devices = new Map<VoiceKey, Device>();
  /** the hot path: one look-up from a topic to its device */
  const topics = new Map<string, Device>();
  const assembly = openAssembly();
  const pending = openPending();
  let filters: readonly string[] | null = null;
  let revision = 0;
  let commands = 0;

  function read(message: Message): Decoded | null {
    const device = topics.get(message.topic);
    if (device !== undefined) {
      const decoded = device.read(message);
      if (message.payload.byteLength === 0 && message.topic === device.announcement) forget(device);
      return decoded;
    }
    const named = readTopic(message.topic);
    if (named === null) return null;
    const { id, what } = named;
    if (id === null) return problem(message, 'A device has an id that is no name: letters, digits, dot, dash');
    if (what === 'about') return announce(id, message);
    if (heardTopics.some((topic) => topic === what)) pending.hold(message);
    return { ...nothing, masked: maskedForeign(message) };
  }

  /** The first word of a device; what it said before that is read now. */
  function announce(id: string, message: Message): Decoded {
    const device = openDevice(id, assembly);
    const first = device.read(message);
    if (first.observations.length === 0) return first;
    if (devices.size >= limits.devices)
      return problem(message, `More than ${limits.devices} devices: this one is left out`);
    devices.set(device.voice, device);
    topics.set(message.topic, device);
    for (const topic of device.filters) topics.set(topic, device);
    changed();
    const held = pending.take((topic) => topics.get(topic) === device).map((one) => device.read(one));
    const picture = held.find((one) => one.picture !== undefined)?.picture;
    return {
      ...first,
      observations: [first, ...held].flatMap(({ observations }) => observations),
      problems: [first, ...held].flatMap(({ problems }) => problems),
      ...(picture !== undefined && { picture }),
    };
  }

  function changed(): void {
    filters = null;
    revision += 1;
  }

  /** An emptied announcement: whoever took it back wants the device gone. */
  function forget(device: Device): void {
    devices.delete(device.voice);
    for (const topic of [device.announcement, ...device.filters]) topics.delete(topic);
    changed();
  }

  return {
    convention: 'gatehouse',
    read,
    filters() {
      return (filters ??= [...gatehouseSign.filters, ...[...devices.values()].flatMap((device) => device.filters)]);
    },
    get filtersRevision() {
      return revision;
    },
    encode(voice, command) {
      const device = devices.get(voice);
      return device === undefined ? null : encodeCommand(device.id, device.capabilities, command, `g${++commands}`);
    },
    encodeCode(voice, command) {
      const device = devices.get(voice);
      return device?.keepsCodes === true ? encodeCode(device.id, command, `g${++commands}`) : null;
    },
    askHealth: () => null,
    isHealthy: () => false,
    waysIn(voice) {
      const device = devices.get(voice);
      return device === undefined ? [] : waysIn(device.id, device.capabilities);
    },
    speech(voice) {
      const device = devices.get(voice);
      return device === undefined ? null : speechOf(device.id);
    },
    unheard: () => [...devices.values()].filter((device) => !device.statusHeard).map(({ id }) => topicOf(id, 'status')),
  };
}

/** Commands to devices and what else stands below a device's topic and is not its own word. */
function maskedForeign({ payload }: Message): string | null {
  if (payload.byteLength > limits.unknownBytes) return '(a long message)';
  const text = textOf(payload);
  return maskPayload(text, parseJson(text)).text;
}

function problem({ topic }: Message, reason: string): Decoded {
  return { ...nothing, problems: [{ topic: topic.slice(0, limits.textLength), reason }] };
}
