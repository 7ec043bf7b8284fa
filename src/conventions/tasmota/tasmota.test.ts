import { describe, expect, test } from 'vitest';

import { hear, message, testExamples, testFlood, testHostile } from '../hearing.testing';
import { config, examples } from './examples.testing';
import { tasmota } from './tasmota';

const announced = { topic: 'tasmota/discovery/8CAAB50000A1/config', payload: config, retained: true };
const online = { topic: 'house/heater/meldung/LWT', payload: 'here', retained: true };
const heater = 'tasmota:8caab50000a1';

describe('Tasmota', () => {
  testExamples(tasmota, examples);

  test('is found by its announcement or its will, then listened to by the very topics of its messages', () => {
    const { reader } = hear(tasmota, [announced]);
    expect(reader.filters().slice(0, 8)).toEqual([
      'tasmota/discovery/+/config',
      'tasmota/discovery/+/sensors',
      '+/+/LWT',
      '+/+/+/LWT',
      'house/heater/meldung/LWT',
      'house/heater/meldung/STATE',
      'house/heater/meldung/SENSOR',
      'house/heater/meldung/INFO1',
    ]);
    const revision = reader.filtersRevision;
    reader.read(message(announced));
    expect(reader.filters().filter((filter) => /[+#]/.test(filter))).toHaveLength(4);
    expect(reader.filtersRevision).toBeGreaterThanOrEqual(revision);
    reader.read(message({ ...announced, payload: '' }));
    expect(reader.filters()).toHaveLength(4);
  });

  test('what another program says is not ours', () => {
    const { decoded, home } = hear(tasmota, [
      { topic: 'home/OMG/LWT', payload: 'online' },
      { topic: 'zigbee2mqtt/Lamp 1', payload: { state: 'ON' } },
      { topic: 'tele/lamp/LWT', payload: 'yes' },
      { topic: 'tele/lamp/NEWS', payload: {} },
      { topic: 'lamp/STATE', payload: { POWER: 'ON' } },
    ]);
    expect(decoded).toEqual([null, null, null, null, null]);
    expect(home.devices.size).toBe(0);
  });

  test.each([
    [{ type: 'switch', on: true }, 'house/heater/befehl/POWER', 'ON'],
    [{ type: 'switch', on: false }, 'house/heater/befehl/POWER', 'OFF'],
    [{ type: 'update' }, 'house/heater/befehl/Upgrade', '1'],
    [{ type: 'refresh' }, 'house/heater/befehl/Status', '0'],
  ] as const)('the heater is told to $type', (command, topic, payload) => {
    expect(hear(tasmota, [announced]).reader.encode(heater, command)).toEqual([{ topic, payload, qos: 1 }]);
  });

  test('a heater is no lock and no camera, and cannot be asked what is newest', () => {
    const { reader } = hear(tasmota, [announced]);
    for (const type of ['lock', 'unlock', 'take-picture', 'check-for-update'] as const)
      expect(reader.encode(heater, { type })).toBeNull();
    expect(reader.encode('tasmota:nobody', { type: 'refresh' })).toBeNull();
  });

  test('who is there is asked once for what nobody retains, who sleeps is not', () => {
    const { reader } = hear(tasmota, [announced, { topic: 'tele/lamp/LWT', payload: 'Offline', retained: true }]);
    expect(reader.introductions?.()).toEqual([]);
    const revision = reader.filtersRevision;
    reader.read(message(online));
    reader.read(message({ topic: 'tele/lamp/LWT', payload: 'Online' }));
    expect(reader.filtersRevision).toBeGreaterThan(revision);
    expect(reader.introductions?.()).toEqual([
      { topic: 'house/heater/befehl/State', payload: '', qos: 0 },
      { topic: 'house/heater/befehl/Status', payload: '6', qos: 0 },
      { topic: 'house/heater/befehl/Status', payload: '1', qos: 0 },
      { topic: 'cmnd/lamp/Status', payload: '0', qos: 0 },
    ]);
    expect(reader.introductions?.()).toEqual([]);
  });

  test('what a Zigbee radio hears is listened to where it is a message of its own', () => {
    expect(hear(tasmota, [announced]).reader.filters()).toContain('house/heater/meldung/ZbReceived');
  });

  test('who comes back is asked with which log-in: it may have been given another', () => {
    const { reader } = hear(tasmota, [announced, online]);
    reader.introductions?.();
    reader.read(message({ ...online, retained: false, payload: 'Offline' }));
    expect(reader.introductions?.()).toEqual([]);
    const revision = reader.filtersRevision;
    reader.read(message({ ...online, retained: false }));
    expect(reader.filtersRevision).toBeGreaterThan(revision);
    expect(reader.introductions?.()).toEqual([{ topic: 'house/heater/befehl/Status', payload: '6', qos: 0 }]);
  });

  test('a Zigbee radio is asked once for the address of each device that it hears, and takes them along when it is removed', () => {
    const { reader, home } = hear(tasmota, [announced, online]);
    reader.introductions?.();
    const heardOf = (short: string) => ({
      topic: 'house/heater/meldung/SENSOR',
      payload: { ZbReceived: { [short]: { Device: short, Water: 0 } } },
    });
    const revision = reader.filtersRevision;
    reader.read(message(heardOf('0x09A0')));
    expect(reader.filtersRevision).toBeGreaterThan(revision);
    expect(reader.introductions?.()).toEqual([{ topic: 'house/heater/befehl/ZbInfo', payload: '0x09a0', qos: 0 }]);
    reader.read(message(heardOf('0x09A0')));
    expect(reader.introductions?.()).toEqual([]);
    expect(home.devices.size).toBe(1);
    const gone = reader.read(message({ ...announced, payload: '' }))?.observations ?? [];
    expect(gone.map(({ device, fact }) => `${device} ${fact.type}`)).toEqual([
      `${heater} removed`,
      `${heater}/0x09a0 removed`,
    ]);
  });

  test('whose board has a Zigbee radio is listened to where each of those that it hears may have a topic', () => {
    const board = { ...announced, payload: { ...config, md: 'Sonoff ZbBridge' } };
    const { reader } = hear(tasmota, [announced]);
    const below = 'house/heater/meldung/+/SENSOR';
    expect(reader.filters()).not.toContain(below);
    reader.read(message(board));
    expect(reader.filters()).toContain(below);
    reader.read(message({ ...announced, payload: '' }));
    expect(reader.filters()).toHaveLength(4);
  });

  test('an announced device whose will the broker kept back is named', () => {
    const { reader } = hear(tasmota, [announced]);
    expect(reader.unheard()).toEqual(['house/heater/meldung/LWT']);
    reader.read(message(online));
    expect(reader.unheard()).toEqual([]);
  });

  test('a broker’s memory of a state is not a sign of life, and of a moment is no event', () => {
    const { decoded } = hear(tasmota, [
      announced,
      { topic: 'house/heater/antwort/RESULT', payload: { POWER: 'An', Button1: { Action: 'SINGLE' } }, retained: true },
    ]);
    expect(decoded[1]?.observations.map(({ fact }) => fact.type)).toEqual(['identity', 'state']);
  });

  test('a word that every object of JavaScript knows is none of Tasmota’s', () => {
    const { decoded, home } = hear(tasmota, [
      announced,
      { topic: 'house/heater/antwort/RESULT', payload: { Switch1: { Action: 'constructor' } } },
      { topic: 'house/heater/meldung/SENSOR', payload: { PressureUnit: 'toString', BME280: { Pressure: 1001 } } },
    ]);
    expect(decoded.flatMap((one) => one?.observations ?? []).filter(({ fact }) => fact.type === 'event')).toEqual([]);
    expect([...home.devices.values()].map(({ state }) => state.pressureHpa)).toEqual([undefined]);
  });

  testFlood(
    tasmota,
    (index) => [
      { topic: `tele/lamp-${index}/LWT`, payload: 'Online' },
      { topic: `radio/lamp-${index}/LWT`, payload: 'Online' },
    ],
    2_000,
  );
});

testHostile(
  tasmota,
  [
    'tasmota/discovery/8CAAB50000A1/config',
    'tasmota/discovery/8CAAB50000A1/sensors',
    'house/heater/meldung/LWT',
    'house/heater/antwort/RESULT',
    'house/heater/befehl/Backlog',
    'tele/lamp/LWT',
    'tele/lamp/SENSOR',
    'x/lamp/INFO1',
    'x/lamp/LWT',
  ],
  [
    JSON.stringify(config),
    'Online',
    '{"FallbackTopic":"do/DVES_1_fb/","GroupTopic":"do/x/"}',
    '{"Info1":{"FallbackTopic":"//","GroupTopic":"+/#"},"Wifi":{"Signal":-5},"Uptime":1}',
    '{"sn":{"A":{"Temperature":1},"ENERGY":{"Power":[1,null]}}}',
    '{"ZbReceived":{"A":{"Device":"0x09A0","ZoneStatus":1,"Contact":1,"IEEEAddr":"0x00158D0001A2B3C4"}},"ZbInfo":{"B":{"Device":"0x09A1","LastSeen":5}}}',
  ],
);
