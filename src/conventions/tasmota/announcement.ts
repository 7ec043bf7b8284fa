import type { Identifier } from '@/core/observation';

import { isObject, textIn, type JsonObject } from '../json';
import { shortIn } from '../loose';
import { macIdentifier } from '../mac';
import { defaultPrefixes, topicsOf, type Prefixes, type Topics } from './topics';

/** What an output switches: Tasmota's relay types 1, 2 and 3 (hatasmota, `RL_*`). */
export type Output = 'relay' | 'light' | 'shutter';

/** `tasmota/discovery/<MAC>/config` (Tasmota 9.2 and later, xdrv_12_discovery), as far as Gatehouse needs it. */
export type Announcement = {
  /** as it stands in the topic, lower case: it need not be a whole address */
  readonly id: string;
  readonly mac: Identifier | null;
  readonly topics: Topics;
  readonly topic: string;
  readonly name: string | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly online: string;
  readonly offline: string;
  /** what it says of an output that is on, and off */
  readonly on: string;
  readonly off: string;
  readonly outputs: readonly Output[];
  /** names of the inputs that are wired as switches, by their number from 1 */
  readonly inputs: ReadonlyMap<number, string | null>;
  readonly isBatteryPowered: boolean;
  readonly sleeps: boolean;
  readonly hasCamera: boolean;
  /** of its first shutter, 0 is open (docs/Blinds-and-Shutters, "ShutterInvert") */
  readonly isShutterInverted: boolean;
};

const outputOf: readonly (Output | null)[] = [null, 'relay', 'light', 'shutter'];

/** null: it does not say where the device speaks. */
export function readAnnouncement(id: string, config: JsonObject): Announcement | null {
  const topic = textIn(config['t']);
  const fullTopic = textIn(config['ft']);
  if (topic === null || fullTopic === null || fullTopic.length > 256 || topic.length > 256) return null;
  const mac = textIn(config['mac']) ?? id;
  const [off, on] = list(config['state']).map(textIn);
  const topics = topicsOf(fullTopic, prefixesIn(config['tp']), {
    topic,
    hostname: textIn(config['hn']) ?? '',
    id: mac,
  });
  if (topics === null) return null;
  return {
    id: id.toLowerCase(),
    mac: macIdentifier(mac) ?? macIdentifier(id),
    topics,
    topic,
    name: shortIn(config['dn']),
    model: shortIn(config['md']),
    version: shortIn(config['sw']),
    online: textIn(config['onln']) ?? 'Online',
    offline: textIn(config['ofln']) ?? 'Offline',
    on: on ?? 'ON',
    off: off ?? 'OFF',
    outputs: list(config['rl'])
      .map((type) => outputOf[Number(type)] ?? null)
      .filter((output) => output !== null),
    inputs: inputsIn(config),
    isBatteryPowered: config['bat'] === 1,
    sleeps: config['dslp'] === 1,
    hasCamera: config['cam'] === 1,
    isShutterInverted: (Number(list(config['sho'])[0]) & 1) === 1,
  };
}

/** `swc` is −1 where no switch is wired to that input. */
function inputsIn(config: JsonObject): ReadonlyMap<number, string | null> {
  const names = list(config['swn']);
  const modes = list(config['swc']).map((mode, index) => ({ mode, number: index + 1 }));
  return new Map(
    modes
      .filter(({ mode }) => typeof mode === 'number' && mode >= 0)
      .map(({ number }) => [number, shortIn(names[number - 1])]),
  );
}

function prefixesIn(value: unknown): Prefixes {
  const [cmnd, stat, tele] = list(value).map(textIn);
  return {
    cmnd: cmnd ?? defaultPrefixes.cmnd,
    stat: stat ?? defaultPrefixes.stat,
    tele: tele ?? defaultPrefixes.tele,
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 32) : [];
}

/** `tasmota/discovery/<MAC>/sensors`: the sensors it has, with their readings at start-up, which may be old. */
export function announcedSensors(value: unknown): JsonObject | null {
  return isObject(value) && isObject(value['sn']) ? value['sn'] : null;
}
