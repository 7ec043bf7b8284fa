import { expect, test } from 'vitest';

import { hear, someTime, type Said } from '../hearing.testing';
import { gatehouse } from './gatehouse';

const topic = (what: string) => `gatehouse/v1/device/gate/${what}`;
const about = {
  name: 'Garden gate',
  kind: 'lock',
  capabilities: ['lock', 'pin-codes'],
  codes: { minDigits: 5, maxDigits: 8, without: '0', places: 20, nameBytes: 32, ends: true },
};
const begin: readonly Said[] = [
  { topic: topic('about'), payload: about, retained: true },
  {
    topic: topic('telemetry'),
    payload: {
      codes: [
        { place: 1, use: 'used', name: 'Anna', createdAt: 5 },
        { place: 2, use: 'free' },
      ],
    },
  },
];
const codesOf = (said: readonly Said[]) => [...hear(gatehouse, said).home.devices.values()][0]?.codes;

test('a lock that speaks Gatehouse tells what it takes, and which of its places are used by whom', () => {
  expect(codesOf(begin)).toMatchObject({
    rules: { minDigits: 5, maxDigits: 8, without: '0', notAtStart: '' },
    capacity: 20,
    keepsEnds: true,
    slots: [
      { slot: 1, use: 'used', name: 'Anna', createdAt: 5 },
      { slot: 2, use: 'free', name: null },
    ],
  });
});

test('an event about a place counts when it happens', () => {
  const event = { topic: topic('event'), payload: { event: 'code-removed', place: 1 }, at: someTime + 3 };
  expect(codesOf([...begin, event])?.slots[0]).toMatchObject({ use: 'free', changedAt: someTime + 3 });
  expect(codesOf([...begin, { ...event, retained: true }])?.slots[0]).toMatchObject({ use: 'used', changedAt: null });
});

test('a lock that does not say what it takes is not given codes', () => {
  const { codes: _, ...silent } = about;
  const { reader } = hear(gatehouse, [{ topic: topic('about'), payload: silent, retained: true }]);
  expect(reader.encodeCode?.('gatehouse:gate', { type: 'remove-code', slot: 1 })).toBeNull();
});

test('a code goes as text in the command, and is hidden from whoever looks at the messages', () => {
  const { reader } = hear(gatehouse, begin);
  const set = { type: 'set-code', slot: 2, code: '05812', name: 'Ben', until: null } as const;
  const [command] = reader.encodeCode?.('gatehouse:gate', set) ?? [];
  expect(JSON.parse(command?.payload ?? '')).toMatchObject({ command: 'set-code', place: 2, code: '05812' });
  const payload = new TextEncoder().encode(command?.payload);
  const heard = reader.read({ topic: command?.topic ?? '', payload, retained: false, at: 1 });
  expect(heard?.masked).not.toContain('05812');
});

test('a lock that repeats a code in its no is not quoted with it', () => {
  const reply = { topic: topic('reply'), payload: { id: 'g1', ok: false, reason: 'the code 617284 is taken' } };
  const { home, reader } = hear(gatehouse, [...begin, reply]);
  const [device] = home.devices.values();
  expect(device?.lastEvent?.value.text).toContain('the code ••• is taken');
  const payload = new TextEncoder().encode(JSON.stringify(reply.payload));
  expect(reader.read({ topic: reply.topic, payload, retained: false, at: 1 })?.masked).toContain(
    'the code ••• is taken',
  );
});
