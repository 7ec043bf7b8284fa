import { describe, expect, test } from 'vitest';

import { hear, message, testExamples, testFlood, testHostile } from '../hearing.testing';
import { esphome } from './esphome';
import { announcement, examples } from './examples.testing';

const announced = { topic: 'esphome/discover/garage', payload: announcement, retained: true };
const said = (entity: string, payload: unknown) => ({ topic: `garage/${entity}/state`, payload });

describe('ESPHome', () => {
  testExamples(esphome, examples);

  test('is found by its announcement or its will, then listened to by the states of its entities', () => {
    const { reader, decoded } = hear(esphome, [
      announced,
      { topic: 'attic/status', payload: 'offline', retained: true },
      { topic: 'printer/status', payload: 'idle' },
      { topic: 'garage/debug', payload: 'wifi key s3cret' },
      { topic: 'zigbee2mqtt/bridge/state', payload: 'online' },
    ]);
    expect(reader.filters()).toEqual([
      'esphome/discover/+',
      '+/status',
      '+/+/status',
      'garage/+/+/state',
      'attic/+/+/state',
    ]);
    expect(decoded.slice(1)).toEqual([null, null, null, null]);
  });

  test('who did not say who it is is asked, all at once and once', () => {
    const { reader } = hear(esphome, [announced, { topic: 'attic/status', payload: 'online' }]);
    expect(reader.introductions?.()).toEqual([]);
    const revision = reader.filtersRevision;
    reader.read(message({ topic: 'attic/sensor/co2/state', payload: '600' }));
    expect(reader.filtersRevision).toBeGreaterThan(revision);
    expect(reader.introductions?.()).toEqual([{ topic: 'esphome/discover', payload: '', qos: 0 }]);
    expect(reader.introductions?.()).toEqual([]);
  });

  test.each([
    [{ type: 'lock' }, 'garage/lock/front/command', 'LOCK'],
    [{ type: 'unlock' }, 'garage/lock/front/command', 'UNLOCK'],
    [{ type: 'switch', on: true }, 'garage/light/lamp/command', '{"state":"ON"}'],
    [{ type: 'update' }, 'garage/update/firmware/command', 'INSTALL'],
  ] as const)('the garage is told to $type', (command, topic, payload) => {
    const { reader } = hear(esphome, [
      announced,
      said('lock/front', 'LOCKED'),
      said('light/lamp', { state: 'OFF' }),
      said('update/firmware', { installed_version: '1' }),
    ]);
    expect(reader.encode('esphome:garage', command)).toEqual([{ topic, payload, qos: 1 }]);
  });

  test('a switch is told in one word, two of them are not told together, and a sensor takes no commands', () => {
    const one = hear(esphome, [announced, said('switch/pump', 'OFF')]).reader;
    expect(one.encode('esphome:garage', { type: 'switch', on: false })?.[0]?.payload).toBe('OFF');
    const two = hear(esphome, [announced, said('switch/pump', 'OFF'), said('switch/fan', 'OFF')]).reader;
    for (const command of [{ type: 'switch', on: true }, { type: 'lock' }, { type: 'update' }] as const)
      expect(two.encode('esphome:garage', command)).toBeNull();
    expect(two.encode('esphome:garage', { type: 'refresh' })).toEqual([
      { topic: 'esphome/ping/garage', payload: '', qos: 0 },
    ]);
  });

  testFlood(
    esphome,
    (index) => [
      { topic: `esphome/discover/x${index}`, payload: { name: `x${index}` } },
      { topic: `y${index}/status`, payload: 'online' },
      { topic: `x1/sensor/s${index}/state`, payload: '1' },
    ],
    1_000,
  );
});

testHostile(
  esphome,
  [
    'esphome/discover/garage',
    'garage/status',
    'garage/lock/front/state',
    'garage/light/lamp/state',
    'garage/event/bell/state',
    'garage/update/firmware/state',
    'attic/status',
    'attic/sensor/__proto__/state',
  ],
  [
    JSON.stringify(announcement),
    'online',
    'offline',
    'LOCKED',
    '{"state":"ON"}',
    '{"event_type":"press"}',
    '{"installed_version":"1","latest_version":"2"}',
  ],
);
