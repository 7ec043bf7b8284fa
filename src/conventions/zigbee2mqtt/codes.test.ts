import { describe, expect, test } from 'vitest';

import type { CodeSlot } from '@/core/codes/lock-code';

import { hear, someTime, type Heard, type Said } from '../hearing.testing';
import { bridgeDevices } from './examples.testing';
import { zigbee2mqtt } from './zigbee2mqtt';

const begin: readonly Said[] = [
  { topic: 'z/bridge/state', payload: { state: 'online' } },
  { topic: 'z/bridge/devices', payload: bridgeDevices },
];
const topic = 'z/Haus/Tür';
const door = 'zigbee2mqtt:z/0x00124b00000000aa';
const state = (payload: object, at = someTime): Said => ({ topic, payload, at });

function slotsOf({ home }: Heard): readonly Partial<CodeSlot>[] {
  const slots = home.devices.get('ieee:0x00124b00000000aa')?.codes?.slots ?? [];
  return slots.map(({ slot, use, changedAt }) => ({ slot, use, ...(changedAt !== null && { changedAt }) }));
}

describe('the codes of a lock behind Zigbee2MQTT', () => {
  test('that it keeps codes is known before any of its places is', () => {
    const heard = hear(zigbee2mqtt, begin);
    expect(heard.home.devices.get('ieee:0x00124b00000000aa')?.codes).toMatchObject({ places: 'chosen', slots: [] });
  });

  test('what it answers is used, free, switched off, or no place at all', () => {
    const users = {
      1: { status: 'enabled' },
      2: { status: 'available' },
      3: { status: 'disabled' },
      40: { status: 'not_supported' },
      x: { status: 'enabled' },
    };
    expect(slotsOf(hear(zigbee2mqtt, [...begin, state({ users })]))).toEqual([
      { slot: 1, use: 'used' },
      { slot: 2, use: 'free' },
      { slot: 3, use: 'disabled' },
      { slot: 40, use: 'absent' },
    ]);
  });

  test('a code that it publishes because of expose_pin is hidden at once, and reported', () => {
    const heard = hear(zigbee2mqtt, [...begin, state({ users: { 3: { status: 'enabled', pin_code: '0912' } } })]);
    expect(heard.decoded.at(-1)?.masked).not.toContain('0912');
    expect(JSON.stringify([...heard.home.devices.values()])).not.toContain('0912');
    expect(heard.home.devices.get('ieee:0x00124b00000000aa')?.leaks).toHaveLength(1);
    expect(slotsOf(heard)).toEqual([{ slot: 3, use: 'used' }]);
  });

  test('what it says that happened counts at once, and the stale status that goes on being repeated does not', () => {
    const stale = { users: { 3: { status: 'available' } } };
    const added = { ...stale, action: 'pin_code_added', action_user: 3, action_source_name: 'rf' };
    const heard = hear(zigbee2mqtt, [...begin, state(stale), state(added, someTime + 5), state(stale, someTime + 9)]);
    expect(slotsOf(heard)).toEqual([{ slot: 3, use: 'used', changedAt: someTime + 5 }]);
  });

  test('the same status counts again when it was asked for', () => {
    const heard = hear(zigbee2mqtt, [...begin, state({ users: { 3: { status: 'available' } } })]);
    expect(heard.reader.encodeCode?.(door, { type: 'read-code', slot: 3 })).toEqual([
      { topic: `${topic}/get`, payload: '{"pin_code":{"user":3}}', qos: 1 },
    ]);
    const payload = new TextEncoder().encode('{"users":{"3":{"status":"available"}}}');
    const answer = heard.reader.read({ topic, payload, retained: false, at: someTime + 7 });
    expect(answer?.observations.map(({ fact }) => fact)).toContainEqual(
      expect.objectContaining({ type: 'lock-codes', slots: [{ slot: 3, use: 'free' }] }),
    );
  });

  test('a code is sent as text with its leading zeros, and taken out by sending none', () => {
    const { reader } = hear(zigbee2mqtt, begin);
    const set = { type: 'set-code', slot: 3, code: '0912', name: 'Anna', until: null } as const;
    expect(reader.encodeCode?.(door, set)?.[0]?.payload).toBe(
      '{"pin_code":{"user":3,"user_type":"unrestricted","user_enabled":true,"pin_code":"0912"}}',
    );
    expect(reader.encodeCode?.(door, { type: 'remove-code', slot: 3 })?.[0]?.payload).toBe(
      '{"pin_code":{"user":3,"pin_code":null}}',
    );
  });

  test('what is no lock takes no codes', () => {
    const { reader } = hear(zigbee2mqtt, begin);
    const bridge = 'zigbee2mqtt:z/0x0000124b0000000001';
    expect(reader.encodeCode?.(bridge, { type: 'remove-code', slot: 3 })).toBeNull();
  });
});
