import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { openChanges, openHome, type Home } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Message } from '@/core/message';
import type { Problem } from '@/core/observation';

import type { Convention, Decoded, Reader } from './convention';

/** A message in a few words: JSON is made of what is no text. */
export type Said = {
  readonly topic: string;
  readonly payload: unknown;
  readonly retained?: boolean;
  readonly at?: number;
};

/** Small messages in a convention's shapes, and what must be heard in them: success and refusal. */
export type Example = {
  readonly story: string;
  readonly messages: readonly Said[];
  /** by an identifier of the device, the part of it that must stand in the end; null: no such device */
  readonly devices?: Readonly<Record<string, object | null>>;
  readonly problems?: readonly RegExp[];
};

/** the value of a told fact, whatever its evidence */
export function fact(value: unknown): { readonly value: unknown } {
  return { value };
}

export const someTime = 1_800_000_000_000;
const encoder = new TextEncoder();

export function message({ topic, payload, retained = false, at = someTime }: Said): Message {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return { topic, payload: encoder.encode(text), retained, at };
}

export type Heard = {
  readonly reader: Reader;
  readonly home: Home;
  readonly decoded: readonly (Decoded | null)[];
  readonly problems: readonly Problem[];
};

/** What a new reader and an empty home make of `messages`, as the session would. */
function listen(convention: Convention, messages: readonly Message[]): Heard {
  const reader = convention.open();
  const home = openHome();
  const decoded = messages.map((one) => {
    const heard = reader.read(one);
    for (const observation of heard?.observations ?? []) fold(home, observation, openChanges());
    if ((heard?.observations.length ?? 0) === 0) reader.hold?.(one);
    return heard;
  });
  return { reader, home, decoded, problems: decoded.flatMap((one) => one?.problems ?? []) };
}

export function hear(convention: Convention, said: readonly Said[]): Heard {
  return listen(convention, said.map(message));
}

function deviceOf({ home }: Heard, identifier: string) {
  return home.devices.get(home.byIdentifier.get(identifier) ?? '');
}

/** Each example is a test; a secret written `s3cret` in any of them must be nowhere in the end. */
export function testExamples(convention: Convention, examples: readonly Example[]): void {
  test.each(examples)('$story', ({ messages, devices = {}, problems = [] }) => {
    const heard = hear(convention, messages);
    for (const [identifier, expected] of Object.entries(devices)) {
      if (expected === null) expect(deviceOf(heard, identifier)).toBeUndefined();
      else expect(deviceOf(heard, identifier)).toMatchObject(expected);
    }
    expect(heard.problems.map(({ reason }) => reason)).toEqual(problems.map((reason) => expect.stringMatching(reason)));
    for (const [index, { payload }] of messages.entries()) {
      if (JSON.stringify(payload).includes('s3cret')) expect(heard.decoded[index]?.masked).not.toBeNull();
      expect(heard.decoded[index]?.masked ?? '').not.toContain('s3cret');
    }
    expect(JSON.stringify([[...heard.home.devices.values()], heard.problems])).not.toContain('s3cret');
  });
}

const hostileTexts = [
  '['.repeat(5_000),
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  '{"__proto__":{"online":1},"constructor":{"prototype":1}}',
  '"\\ud800"',
  '{"id":1e999,"battery":-1,"state":{},"value":[[[null]]],"NaN":null}',
  'NaN',
  '\u0000\uffff',
  'x'.repeat(100_000),
];

/**
 * Whatever is on the wire, in any order: no throw, no name without bound, no prototype touched. `topics` are of the
 * convention's forms, hostile ones are added; `texts` are payloads that it takes.
 */
export function testHostile(convention: Convention, topics: readonly string[], texts: readonly string[]): void {
  describe('whatever is on the wire', () => {
    const anyTopic = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...topics) },
      fc.constantFrom('', '/', '//', '__proto__', 'a/__proto__/b', '+/#', '$SYS/x', `${'x/'.repeat(300)}y`),
      fc.tuple(fc.constantFrom(...topics), fc.string({ unit: 'binary' })).map(([topic, end]) => `${topic}/${end}`),
    );
    const anyPayload = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(...hostileTexts, ...texts).map((text) => encoder.encode(text)),
      fc.json().map((text) => encoder.encode(text)),
      mangled(texts).map((text) => encoder.encode(text)),
    );
    const anyMessage = fc.record({
      topic: anyTopic,
      payload: anyPayload,
      retained: fc.boolean(),
      at: fc.nat(),
    });

    test('nothing makes the reader throw, and no prototype is touched', { timeout: 60_000 }, () => {
      fc.assert(
        fc.property(fc.array(anyMessage, { maxLength: 16 }), (story) => {
          const { home, reader } = listen(convention, story);
          for (const { name, voices } of home.devices.values()) {
            expect(name.length).toBeLessThanOrEqual(256);
            for (const voice of voices) reader.encode(voice, { type: 'refresh' });
          }
          for (const filter of reader.filters()) expect(filter).not.toMatch(/^[#$]/);
          expect(reader.introductions?.().length ?? 0).toBeLessThan(100);
          expect(Object.keys(Object.prototype)).toEqual([]);
        }),
        { numRuns: 300 },
      );
    });
  });
}

/** what the convention takes, with one value in it replaced by something of another kind */
function mangled(texts: readonly string[]) {
  const values = fc.constantFrom<unknown>(null, [], {}, '', 'x', -1, 1e300, true, [null], { a: [] });
  const documents = texts.filter((text) => text.startsWith('{'));
  if (documents.length === 0) return values.map((value) => JSON.stringify(value));
  return fc.tuple(fc.constantFrom(...documents), fc.nat(), values).map(([text, at, value]) => {
    let seen = 0;
    const leaves = countOf(JSON.parse(text));
    return JSON.stringify(JSON.parse(text), (_, item: unknown) => (seen++ === at % leaves ? value : item));
  });
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countOf(item), 1);
}

/** A flood of devices that somebody invents stays within a bound, with what is subscribed for them. */
export function testFlood(convention: Convention, invent: (index: number) => readonly Said[], most: number): void {
  test('a flood of invented devices stays within a bound', { timeout: 60_000 }, () => {
    const messages = Array.from({ length: 4_000 }, (_, index) => invent(index)).flat();
    const { home, reader, problems } = hear(convention, messages);
    expect(home.devices.size).toBeLessThanOrEqual(most);
    expect(reader.filters().length).toBeLessThanOrEqual(most * 40);
    expect(new Set(problems.map(({ reason }) => reason)).size).toBeLessThanOrEqual(4);
  });
}
