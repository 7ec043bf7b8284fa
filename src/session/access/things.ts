import { covers, isFilter, isTopic } from '@/broker/topic';
import type { Command } from '@/core/command';
import type { Device } from '@/core/device';
import type { DeviceKind } from '@/core/observation';
import type { Speech, WayIn } from '@/core/log-ins/way-in';

import type { Pipeline } from '../hearing/pipeline';

/** What guards a home comes first. */
const kinds: readonly DeviceKind[] = [
  'lock',
  'alarm',
  'cover',
  'siren',
  'camera',
  'doorbell',
  'climate',
  'plug',
  'light',
];
const guarding: ReadonlySet<DeviceKind> = new Set(['lock', 'alarm', 'cover', 'siren']);

const commands: readonly Command[] = [
  { type: 'lock' },
  { type: 'unlock' },
  { type: 'switch', on: true },
  { type: 'switch', on: false },
  { type: 'siren', sounding: true },
  { type: 'take-picture' },
  { type: 'privacy', on: true },
];

/** A thing that can be made to act, and how. */
export type Thing = { readonly device: Device; readonly guards: boolean; readonly ways: readonly WayIn[] };

export function thingsOf({ home, readers }: Pick<Pipeline, 'home' | 'readers'>, most: number): readonly Thing[] {
  return [...home.devices.values()]
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || one.name.localeCompare(other.name))
    .slice(0, most)
    .map((device) => ({ device, guards: guarding.has(device.kind), ways: waysInto(device, readers) }))
    .filter(({ ways }) => ways.length > 0);
}

/** Every way of every convention that speaks for the device, once; names from the wire may make a topic nobody can use. */
export function waysInto({ voices }: Device, readers: Pipeline['readers']): readonly WayIn[] {
  const told = voices.flatMap((voice) => readers.flatMap((reader) => reader.waysIn?.(voice) ?? []));
  const topics = voices.flatMap((voice) =>
    readers.flatMap((reader) => commands.flatMap((command) => reader.encode(voice, command) ?? [])),
  );
  const ways = new Map<string, WayIn>();
  for (const way of told) if (isFilter(way.filter) && !ways.has(way.filter)) ways.set(way.filter, way);
  for (const { topic: filter } of topics) {
    if (isTopic(filter) && ![...ways.keys()].some((known) => covers(known, filter)))
      ways.set(filter, { kind: 'command', filter, through: 'its own command topic' });
  }
  return [...ways.values()];
}

/** What the programs behind these voices need; empty: no convention of theirs says. */
export function speechesOf({ voices }: Device, readers: Pipeline['readers']): readonly Speech[] {
  return voices.flatMap((voice) =>
    readers.flatMap((reader) => {
      const speech = reader.speech?.(voice) ?? null;
      if (speech === null) return [];
      return [{ ...speech, says: speech.says.filter(isFilter), hears: speech.hears.filter(isFilter) }];
    }),
  );
}
