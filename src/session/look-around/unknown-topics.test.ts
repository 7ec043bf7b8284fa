import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { likenessOf } from '@/conventions/likeness';
import { messageOf, type Line } from '@/conventions/listen.testing';

import { openUnknownTopics } from './unknown-topics';

function heard(...lines: readonly Line[]) {
  const topics = openUnknownTopics(() => null);
  for (const line of lines) topics.take(messageOf(line));
  return topics;
}
const shown = (...lines: readonly Line[]) => heard(...lines).list(new Set());

describe('a topic that nobody claims', () => {
  test('keeps its last message, and counts what was heard live', () => {
    const lines = [
      { topic: 'a', payload: '1', retained: true },
      { topic: 'a', payload: '22' },
    ];
    expect(shown(...lines)).toMatchObject([{ topic: 'a', form: 'text', text: '22', whole: true, bytes: 2, live: 1 }]);
    expect(shown({ topic: 'a', payload: '1', retained: true })).toMatchObject([{ heardAt: null, live: 0 }]);
  });

  test.each<[string, Line, string]>([
    ['in JSON', { topic: 'a', payload: { deep: [{ password: 'S3cret94' }] } }, 'password'],
    ['in an address', { topic: 'a', payload: 'rtsp://me:S3cret94@10.0.0.5/live' }, 'address-password'],
    ['as the value of a topic called so', { topic: 'door/pin', payload: 'S3cret94' }, 'lock-code'],
    ['below a level called so', { topic: 'lock/userCode/3', payload: { value: 'S3cret94' } }, 'lock-code'],
    ['as a JSON text of a topic called so', { topic: 'net/wifi_key', payload: '"S3cret94"' }, 'wifi-password'],
  ])('a secret %s is hidden before anything is kept', (_where, line, kind) => {
    const topics = heard(line);
    const list = topics.list(new Set([line.topic]));
    expect(JSON.stringify([list, topics.textOf(line.topic)])).not.toContain('S3cret94');
    expect(list[0]?.secrets).toEqual([kind]);
  });

  test.each<[Uint8Array | string, string]>([
    ['', 'empty'],
    ['two\nlines', 'text'],
    [Uint8Array.of(0, 1, 2, 3), 'binary'],
    [Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'picture'],
    ['x'.repeat(300_000), 'long'],
  ])('bytes are told apart: %#', (payload, form) => {
    expect(shown({ topic: 'a', payload })).toMatchObject([{ form }]);
    if (form !== 'text') expect(shown({ topic: 'a', payload })[0]?.text).toBeNull();
  });

  test('a long text is shown by its beginning, unless somebody reads it closely', () => {
    const topics = heard({ topic: 'a', payload: 'y'.repeat(5_000) });
    expect(topics.list(new Set())).toMatchObject([{ whole: false, bytes: 5_000 }]);
    expect(topics.list(new Set(['a']))).toMatchObject([{ whole: true, text: 'y'.repeat(5_000) }]);
    expect(topics.textOf('a')).toHaveLength(5_000);
  });

  test('a flood of topics is counted and not kept', () => {
    const topics = openUnknownTopics(() => null);
    for (let n = 0; n < 5_000; n++) topics.take(messageOf({ topic: `t/${n}`, payload: 'x' }));
    topics.take(messageOf({ topic: 'u'.repeat(2_000), payload: 'x' }));
    expect(topics.list(new Set())).toHaveLength(1_000);
    expect(topics.beyond).toBe(4_001);
  });

  test('nothing on the wire makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.uint8Array(), fc.json(), fc.string()), (topic, payload) => {
        expect(shown({ topic, payload })).toHaveLength(1);
      }),
    );
  });
});

test.each([
  ['tele/pow/SENSOR', 'tasmota'],
  ['homeassistant/sensor/x/config', 'home-assistant'],
  ['shellyplug/events/rpc', 'shelly'],
  ['house/door/$state', 'homie'],
  ['shed/lock', null],
])('%s looks like %s', (topic, convention) => expect(likenessOf(topic)).toBe(convention));
