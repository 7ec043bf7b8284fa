import fc from 'fast-check';
import { expect } from 'vitest';

import { covers } from '@/broker/topic';
import type { Device } from '@/core/device';
import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Message } from '@/core/message';
import type { StateKey } from '@/core/state';

import type { Convention, Reader } from './convention';

/** A message in a test: text as it is on the wire, bytes, or a value that travels as JSON. */
export type Line = { readonly topic: string; readonly payload: unknown; readonly retained?: boolean };

const encoder = new TextEncoder();
const noon = 1_800_000_000_000;

/** stands for a state in which nobody says any more, or ever said, how this is */
export function without(...keys: readonly StateKey[]): unknown {
  return expect.toSatisfy((state: object) => keys.every((key) => !(key in state)), `has no ${keys.join(' and no ')}`);
}

export function messageOf({ topic, payload, retained = false }: Line, at = noon): Message {
  const bytes =
    payload instanceof Uint8Array
      ? payload
      : encoder.encode(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return { topic, payload: bytes, retained, at };
}

/** Says the lines to a new reader one after the other, and folds what it understood. */
export function listen(convention: Convention, lines: readonly Line[]) {
  const reader = convention.open();
  return { reader, ...hear(reader, lines) };
}

export function hear(reader: Reader, lines: readonly Line[], home = openHome()) {
  const decoded = lines.map((line, index) => {
    const message = messageOf(line, noon + index);
    const one = reader.read(message);
    if (one === null || one.observations.length === 0) reader.hold?.(message);
    for (const observation of one?.observations ?? []) fold(home, observation, openChanges());
    return one;
  });
  const named = (name: string): Device | undefined => [...home.devices.values()].find((one) => one.name === name);
  return {
    home,
    decoded,
    named,
    problems: decoded.flatMap((one) => one?.problems ?? []).map(({ reason }) => reason),
    events: decoded.flatMap((one) => one?.observations ?? []).filter(({ fact }) => fact.type === 'event'),
  };
}

/**
 * Hears `lines` as one who connects to a broker that remembers the retained ones: only through the filters that the reader
 * wants, narrow ones first, each retained message as a memory. What is not retained is said twice, as programs do.
 */
function subscribe(convention: Convention, lines: readonly Line[]) {
  const reader = convention.open();
  const home = openHome();
  const kept = new Map(lines.filter(({ retained }) => retained === true).map((line) => [line.topic, line]));
  const live = lines.filter(({ retained }) => retained !== true);
  const subscribed = new Set<string>();
  let widest = 0;
  const settle = () => {
    for (let next = wanted(); next !== undefined; next = wanted()) {
      subscribed.add(next);
      const filter = next;
      const memories = [...kept.values()].filter(({ topic }) => covers(filter, topic));
      widest = Math.max(widest, memories.length);
      hear(reader, memories, home);
    }
  };
  const wanted = () => reader.filters().find((filter) => !subscribed.has(filter));
  settle();
  for (const line of [...live, ...live]) {
    if ([...subscribed].some((filter) => covers(filter, line.topic))) hear(reader, [line], home);
    settle();
  }
  return { reader, home, widest };
}

/** Who listens only to what the reader asks for finds the same devices as who hears everything. */
export function expectFoundByFilters(convention: Convention, lines: readonly Line[]): void {
  const { home, widest } = subscribe(convention, lines);
  const all = listen(convention, lines).home;
  const plain = (device: Device) => ({
    id: device.id,
    name: device.name,
    kind: device.kind,
    reachability: device.reachability,
    battery: device.battery?.value,
    firmware: device.firmware?.value,
    state: Object.fromEntries(Object.entries(device.state).map(([key, { value }]) => [key, value])),
  });
  const sorted = (devices: Iterable<Device>) =>
    [...devices].map(plain).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  expect(all.devices.size).toBeGreaterThan(0);
  expect(sorted(home.devices.values())).toEqual(sorted(all.devices.values()));
  expect(widest).toBeLessThan(900);
}

/** A little story on the wire, and what must stand in the end: of success, and of refusal. */
export type Example = {
  readonly story: string;
  readonly lines: readonly Line[];
  /** parts of the devices that must be there, by their names; `undefined`: no such device */
  readonly devices?: Readonly<Record<string, object | undefined>>;
  readonly problems?: readonly RegExp[];
};

/** a told fact with this value, whatever its evidence */
export function told(value: unknown): { readonly value: unknown } {
  return { value };
}

export function expectExample(convention: Convention, { lines, devices = {}, problems = [] }: Example): void {
  const heard = listen(convention, lines);
  expect(heard.problems).toEqual(problems.map((reason) => expect.stringMatching(reason)));
  for (const [name, part] of Object.entries(devices)) {
    if (part === undefined) expect(heard.named(name)).toBeUndefined();
    else expect(heard.named(name)).toMatchObject(part);
  }
}

const hostile = fc.constantFrom(
  '['.repeat(5_000),
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  '{"__proto__":{"value":1},"constructor":{"prototype":1}}',
  '{"value":{"__proto__":[]},"status":{},"id":"__proto__","name":["x"]}',
  '"\\ud800"',
  '{"value":1e999,"battery":-1,"level":"NaN"}',
  'NaN',
  '-1e400',
  '\u0000',
  '\ud800',
  'x'.repeat(70_000),
  JSON.stringify(Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`key-${n}`, { name: 'y'.repeat(600) }]))),
);

/**
 * Whatever stands on these topics and on any other, in whatever order: nothing throws, no prototype is touched, no name is
 * longer than a page can bear. `lines` are well-formed ones, mixed in so that the reader gets deep.
 */
export function expectNothingBreaks(convention: Convention, lines: readonly Line[]): void {
  const topics = [
    ...new Set(lines.map(({ topic }) => topic)),
    '',
    '/',
    '$state',
    '__proto__/x/$state',
    'a/b/c/d/e/f/g/h',
  ];
  const payloads = fc.oneof(fc.uint8Array({ maxLength: 200 }), hostile, fc.json({ maxDepth: 2 }), fc.constant(''));
  const anyLine = fc.record({ topic: fc.constantFrom(...topics), payload: payloads, retained: fc.boolean() });
  const story = fc.array(fc.oneof(fc.constantFrom(...lines), anyLine, anyLine), { maxLength: 24 });
  fc.assert(
    fc.property(story, (said) => {
      const { reader, home } = listen(convention, [...lines, ...said]);
      for (const device of home.devices.values()) {
        expect(device.name.length).toBeLessThanOrEqual(256);
        for (const voice of device.voices) reader.encode(voice, { type: 'lock' });
      }
      for (const filter of reader.filters()) expect(filter).not.toMatch(/^#|^\+\/#|\u0000/);
      expect(({} as Record<string, unknown>)['value']).toBeUndefined();
    }),
    { numRuns: 80 },
  );
}

/** A flood of topics nobody announced: what the reader wants to hear stays within a bound. */
export function expectBoundedMemory(convention: Convention, lines: readonly Line[], topic: (n: number) => Line): void {
  const { reader } = listen(convention, lines);
  for (let n = 0; n < 20_000; n++) reader.read(messageOf(topic(n)));
  expect(reader.filters().length).toBeLessThanOrEqual(16_000);
}
