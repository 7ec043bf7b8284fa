import { describe, expect, test } from 'vitest';

import type { MessageView } from '@/core/shown-message';

import { createInspection } from './inspection';
import { createRecentMessages } from './recent-messages';

const everything: MessageView = { device: null, text: '', only: 'all', onlyChanges: false };

/** A page that looks at the messages of a home. */
function open() {
  const recent = createRecentMessages(() => 3);
  const inspection = createInspection(recent);
  return {
    recent,
    inspection,
    hear(
      text: string | Uint8Array,
      more: { device?: string | null; topic?: string; retained?: boolean; masked?: string } = {},
    ) {
      const { device = 'lamp', topic = 'home/lamp', retained = false, masked = null } = more;
      const payload = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      inspection.heard(recent.keep(device, { topic, payload, retained, at: 0 }, { masked }));
    },
    /** what the page is given next: the texts of the messages */
    see() {
      const news = inspection.take();
      return news?.messages.map(({ content }) => (content.kind === 'text' ? content.text : content.kind)) ?? null;
    },
  };
}

describe('messages as they come', () => {
  test('are shown from the last ones on, each once', () => {
    const { inspection, hear, see } = open();
    hear('1');
    expect(see()).toBeNull();
    inspection.look(everything, false);
    hear('2');
    expect(see()).toEqual(['1', '2']);
    expect(see()).toBeNull();
    hear('3');
    expect(see()).toEqual(['3']);
    inspection.look(null, false);
    hear('4');
    expect(see()).toBeNull();
  });

  test('are shown again to a page that went and came back', () => {
    const { inspection, hear, see } = open();
    inspection.look(everything, false);
    hear('1');
    expect(see()).toEqual(['1']);
    inspection.look(null, false);
    inspection.look(everything, false);
    expect(inspection.take()).toMatchObject({ isFresh: true, messages: [{ id: 1 }] });
  });

  test('come with what differs from the one before on their topic, shown or not', () => {
    const { inspection, hear } = open();
    hear('{"battery":64}');
    inspection.look({ ...everything, text: '63' }, false);
    hear('{"battery":63}');
    expect(inspection.take()?.messages).toMatchObject([
      { difference: { kind: 'fields', fields: [{ path: 'battery', before: '64', after: '63' }] } },
    ]);
  });

  test('that are told by what they are, as the pieces of a picture, are compared with nothing', () => {
    const { inspection, hear } = open();
    inspection.look(everything, false);
    for (const piece of [1, 2]) hear('bytes', { masked: `(piece ${piece} of 2 of a picture)` });
    expect(inspection.take()?.messages.map(({ difference }) => difference.kind)).toEqual(['first', 'other']);
  });

  test.each<[string, Partial<MessageView>, string[]]>([
    ['one device', { device: 'door' }, ['open', 'closed', 'closed']],
    ['what the broker remembered', { only: 'retained' }, ['open']],
    ['what is live', { only: 'live' }, ['off', 'closed', 'closed']],
    ['what changed', { onlyChanges: true }, ['open', 'off', 'closed']],
    ['a part of a topic', { text: ' LAMP ' }, ['off']],
    ['a part of a payload', { text: 'clos' }, ['closed', 'closed']],
  ])('can be narrowed to %s', (_, narrowed, expected) => {
    const { inspection, hear, see } = open();
    const tell = () => {
      hear('open', { device: 'door', topic: 'home/door', retained: true });
      hear('off');
      hear('closed', { device: 'door', topic: 'home/door' });
      hear('closed', { device: 'door', topic: 'home/door' });
    };
    tell();
    inspection.look({ ...everything, ...narrowed }, false);
    expect(see()).toEqual(expected);
  });

  test('of several devices stand in the list of each, and in that of the home once', () => {
    const { inspection, recent } = open();
    const message = { topic: 'nvr/stats', payload: new Uint8Array([0x31]), retained: false, at: 0 };
    const lookAt = (device: string | null) => {
      inspection.look({ ...everything, device }, false);
      return inspection.take()?.messages.length;
    };
    expect(lookAt('patio')).toBe(0);
    inspection.heard(recent.keep('nvr', message, null, ['drive', 'patio']));
    expect(inspection.take()?.messages).toMatchObject([{ topic: 'nvr/stats', device: 'nvr' }]);
    expect(['nvr', 'drive', 'lamp', null].map(lookAt)).toEqual([1, 1, 0, 1]);
  });

  test('in a flood are the newest 200 at a time, and the page is told how many are left out', () => {
    const { inspection, hear } = open();
    inspection.look(everything, false);
    inspection.take();
    for (let n = 1; n <= 1_012; n++) hear(String(n));
    const { messages = [] } = inspection.take() ?? {};
    expect(messages).toHaveLength(200);
    expect(messages[0]).toMatchObject({ content: { text: '813' }, leftOut: 812 });
    expect(messages.slice(1).every(({ leftOut }) => leftOut === 0)).toBe(true);
    hear('more');
    expect(inspection.take()?.messages).toMatchObject([{ leftOut: 0 }]);
  });

  test.each([
    ['', { kind: 'empty' }],
    ['\0\x01', { kind: 'binary' }],
    [Uint8Array.from([0xc3, 0x28]), { kind: 'binary' }],
    [`${'x'.repeat(4095)}ü`, { kind: 'text', text: 'x'.repeat(4095), isCut: true }],
    ['Tür', { kind: 'text', text: 'Tür', isCut: false }],
  ])('%j is shown as what it is', (payload, content) => {
    const { inspection, hear } = open();
    hear(payload);
    hear('Tür');
    inspection.look(everything, false);
    expect(inspection.take()?.messages.map((one) => one.content)).toEqual([
      content,
      { kind: 'text', text: 'Tür', isCut: false },
    ]);
  });
});

describe('while they are paused', () => {
  test('what comes is counted and not sent, and caught up with when the page goes on', () => {
    const { inspection, hear } = open();
    inspection.look(everything, false);
    hear('1');
    inspection.take();
    inspection.look(everything, true);
    for (const text of ['2', '3']) hear(text);
    expect(inspection.isWaiting).toBe(false);
    expect(inspection.take()).toBeNull();
    inspection.tick();
    expect(inspection.isWaiting).toBe(true);
    expect(inspection.take()).toMatchObject({ isFresh: false, messages: [], waiting: 2 });
    inspection.tick();
    expect(inspection.isWaiting).toBe(false);
    inspection.look(everything, false);
    expect(inspection.take()).toMatchObject({
      waiting: 0,
      messages: [{ content: { text: '2' } }, { content: { text: '3' } }],
    });
  });

  test('a hundred thousand cost what 200 do', () => {
    const { inspection, hear } = open();
    inspection.look(everything, false);
    inspection.take();
    inspection.look(everything, true);
    for (let n = 0; n < 100_000; n++) hear('1');
    inspection.tick();
    expect(inspection.take()).toMatchObject({ messages: [], waiting: 100_000 });
    inspection.look(everything, false);
    const { messages = [] } = inspection.take() ?? {};
    expect(messages).toHaveLength(200);
    expect(messages[0]?.leftOut).toBe(99_800);
  });

  test('another view shows the moment of the pause, and counts anew', () => {
    const { inspection, hear, see } = open();
    inspection.look(everything, false);
    hear('before');
    see();
    inspection.look(everything, true);
    hear('after');
    hear('elsewhere', { topic: 'home/door' });
    inspection.look({ ...everything, text: 'lamp' }, true);
    expect(inspection.take()).toMatchObject({ isFresh: true, waiting: 1, messages: [{ content: { text: 'before' } }] });
    inspection.look({ ...everything, text: 'lamp' }, false);
    expect(see()).toEqual(['after']);
  });
});
