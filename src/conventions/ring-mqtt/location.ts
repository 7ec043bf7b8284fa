import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, VoiceKey } from '@/core/observation';

import { nothing, problem, told, heardNow, leaksOf } from '../decoded';
import { unread, longDocument } from '../unread';
import { percentIn } from '../loose';
import { lowerWordOf } from '../plain';
import { isOwnName } from '../bases';
import type { Decoded } from '../convention';
import { payloadOf } from '../payload';
import { pictureText, wholePicture } from '../picture';
import { ringIdentity, type Category, type RingDevice } from './device';
import { entityOf } from './entities';
import { readInfo } from './info';

/** One place of a Ring account: `ring/<location>/`. */
export type Location = {
  readonly prefix: string;
  read(message: Message): Decoded;
  filters(): readonly string[];
  deviceOf(voice: VoiceKey): RingDevice | undefined;
};

const mostDevices = 512;
const mostEntities = 64;
const deviceTopic = /^(alarm|camera|chime|intercom|lighting)\/([^/]+)\/(.+)$/;

export function openLocation(base: string): Location {
  const prefix = `${base}/`;
  const devices = new Map<string, RingDevice>();
  const byVoice = new Map<VoiceKey, RingDevice>();

  function read(message: Message): Decoded {
    const [, category, id = '', what = ''] = deviceTopic.exec(message.topic.slice(prefix.length)) ?? [];
    if (category === undefined || message.payload.byteLength === 0) return unread(message);
    const entity = /^([^/]+)\/state$/.exec(what)?.[1];
    if (what !== 'status' && what !== 'snapshot/image' && entity === undefined) return unread(message);
    const known = devices.get(`${category}/${id}`);
    const device = known ?? learn(category as Category, id); // one of the words of the pattern
    if (device === null) return nothing;
    const first: Fact[] = known === undefined ? [ringIdentity(device)] : [];
    if (what === 'status') return readStatus(device, message, first);
    if (what === 'snapshot/image') return readSnapshot(device, message, first);
    return entity === 'info' ? readHealth(device, message, first) : readEntity(device, entity ?? '', message, first);
  }

  function learn(category: Category, id: string): RingDevice | null {
    if (!isOwnName(id) || devices.size >= mostDevices) return null;
    const topic = `${prefix}${category}/${id}`;
    const voice = `ring-mqtt:${topic}`;
    const parts = { entities: new Set<string>(), capabilities: new Set<never>() };
    const device: RingDevice = { id, topic, voice, category, serial: null, hasBattery: false, ...parts };
    devices.set(`${category}/${id}`, device);
    byVoice.set(voice, device);
    return device;
  }

  function readStatus(device: RingDevice, message: Message, first: readonly Fact[]): Decoded {
    const word = lowerWordOf(message);
    if (word !== 'online' && word !== 'offline')
      return problem(message.topic, 'The status of a device is neither online nor offline');
    return say(device, message, [...first, { type: 'reachability', reachability: word }]);
  }

  /** Holds the address of the camera's stream with user and password, where the owner has set one. */
  function readHealth(device: RingDevice, message: Message, first: readonly Fact[]): Decoded {
    if (message.payload.byteLength > limits.stateBytes)
      return problem(message.topic, 'A state is larger than 64 KiB and was not read', longDocument);
    const { json, masked } = payloadOf(message);
    const info = readInfo(json, message.at);
    if (info === null) return problem(message.topic, 'The health of a device is not a JSON object', masked.text);
    const hasBattery = info.facts.some(({ type }) => type === 'battery');
    const isNews = (hasBattery && !device.hasBattery) || (info.serial !== null && device.serial !== info.serial);
    device.hasBattery ||= hasBattery;
    device.serial = info.serial ?? device.serial;
    if (hasBattery) device.capabilities.add('battery');
    const who = isNews || first.length > 0 ? [ringIdentity(device)] : [];
    return { ...say(device, message, [...who, ...info.facts, ...leaksOf(masked, message.topic)]), masked: masked.text };
  }

  function readEntity(device: RingDevice, name: string, message: Message, first: readonly Fact[]): Decoded {
    const word = lowerWordOf(message);
    if (name === 'battery') {
      const percent = percentIn(word);
      return say(device, message, percent === null ? first : [...first, { type: 'battery', percent }]);
    }
    const entity = entityOf(name);
    const isNew = !device.entities.has(name) && device.entities.size < mostEntities && /^\w{1,64}$/.test(name);
    if (isNew) {
      device.entities.add(name);
      if (entity !== undefined && entity.capability !== null) device.capabilities.add(entity.capability);
    }
    const who = isNew || first.length > 0 ? [ringIdentity(device)] : [];
    const fact = word === null ? null : (entity?.read(word) ?? null);
    const { masked } = entity === undefined ? unread(message) : nothing;
    if (fact === null || (fact.type === 'event' && message.retained)) return { ...say(device, message, who), masked };
    const heard: readonly Fact[] = heardNow(message);
    return say(device, message, [...who, ...heard, fact]);
  }

  function readSnapshot(device: RingDevice, message: Message, first: readonly Fact[]): Decoded {
    const whole = wholePicture(device.voice, message);
    if (whole === null) return problem(message.topic, 'A snapshot is no picture that can be shown', pictureText);
    return { ...say(device, message, [...first, whole.fact]), masked: pictureText, picture: whole.picture };
  }

  return {
    prefix,
    read,
    // nothing here is retained, so a wildcard withholds nothing
    filters: () => ['+/+/status', '+/+/+/state', 'camera/+/snapshot/image'].map((topic) => prefix + topic),
    deviceOf: (voice) => byVoice.get(voice),
  };
}

function say({ voice }: RingDevice, message: Message, facts: readonly Fact[]): Decoded {
  return told('ring-mqtt', voice, message, facts);
}
