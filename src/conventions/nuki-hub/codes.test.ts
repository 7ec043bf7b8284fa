import { describe, expect, test } from 'vitest';

import { hear, someTime, type Said } from '../hearing.testing';
import { nukiHub } from './nuki-hub';

const entries = [
  {
    codeId: 3,
    enabled: 1,
    name: 'Cleaner',
    dateCreated: '2025-05-01 10:00:00',
    timeLimited: 1,
    allowedUntil: '2026-12-31 23:59:59',
  },
  { codeId: 4, enabled: 0, name: 'Old guest', dateCreated: '2023-07-14 18:20:00' },
];
const begin: readonly Said[] = [
  { topic: 'nuki/maintenance/mqttConnectionState', payload: 'online', retained: true },
  { topic: 'nuki/lock/keypad/json', payload: entries, retained: true },
];
const lock = 'nuki-hub:nuki/lock';

describe('the codes of a Nuki lock', () => {
  test('each has its number, its name, its age and its end, as the lock keeps them', () => {
    const { home } = hear(nukiHub, begin);
    const slots = home.devices.get(home.byVoice.get(lock) ?? '')?.codes?.slots ?? [];
    expect(slots).toMatchObject([
      {
        slot: 3,
        use: 'used',
        name: 'Cleaner',
        createdAt: Date.UTC(2025, 4, 1, 10),
        until: Date.UTC(2026, 11, 31, 23, 59, 59),
      },
      { slot: 4, use: 'disabled', name: 'Old guest', until: null },
    ]);
  });

  test('one that is not listed any more is gone', () => {
    const { home } = hear(nukiHub, [...begin, { topic: 'nuki/lock/keypad/json', payload: [entries[1]] }]);
    const slots = home.devices.get(home.byVoice.get(lock) ?? '')?.codes?.slots ?? [];
    expect(slots.map(({ slot }) => slot)).toEqual([4]);
  });

  test('it is told a code with a name and an end, and gives it a number itself', () => {
    const { reader } = hear(nukiHub, begin);
    const set = {
      type: 'set-code',
      slot: null,
      code: '589472',
      name: 'Anna',
      until: Date.UTC(2027, 0, 1, 12),
    } as const;
    const [add] = reader.encodeCode?.(lock, set) ?? [];
    expect(add?.topic).toBe('nuki/lock/keypad/actionJson');
    expect(JSON.parse(add?.payload ?? '')).toEqual({
      action: 'add',
      code: '589472',
      name: 'Anna',
      enabled: 1,
      timeLimited: 1,
      allowedUntil: '2027-01-01 12:00:00',
    });
    expect(reader.encodeCode?.(lock, { type: 'remove-code', slot: 3 })?.[0]?.payload).toBe(
      '{"action":"delete","codeId":3}',
    );
  });

  test('a refusal is told in words when it happens, and not when the broker only remembers it', () => {
    const result = (retained: boolean): Said => ({
      topic: 'nuki/lock/keypad/commandResultJson',
      payload: 'noValidCodeSet',
      retained,
      at: someTime + 1,
    });
    const eventAfter = (said: Said) => {
      const { home } = hear(nukiHub, [...begin, said]);
      return home.devices.get(home.byVoice.get(lock) ?? '')?.lastEvent?.value.text;
    };
    expect(eventAfter(result(false))).toBe('Did not do what it was asked: that is no code it takes');
    expect(eventAfter(result(true))).toBeUndefined();
  });
});
