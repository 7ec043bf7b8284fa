import { describe, expect, test } from 'vitest';

import { hear, testExamples, testFlood, testHostile } from '../hearing.testing';
import { examples, opened, system } from './examples.testing';
import { openmqttgateway } from './openmqttgateway';

const online = { topic: 'home/OMG/LWT', payload: 'online', retained: true };
const started = { topic: 'home/OMG/SYStoMQTT', payload: system };
const released = { topic: 'home/OMG/RLStoMQTT', payload: { latest_version: 'v1.8.1' }, retained: true };
const voice = 'openmqttgateway:home/OMG';

describe('OpenMQTTGateway', () => {
  testExamples(openmqttgateway, examples);

  test('is found by its will, then listened to by the very topics of its messages', () => {
    const { reader } = hear(openmqttgateway, [online, started]);
    expect(reader.filters()).toEqual([
      '+/+/LWT',
      '+/+/+/LWT',
      'home/OMG/SYStoMQTT',
      'home/OMG/BTtoMQTT/+',
      'home/OMG/RLStoMQTT',
      'home/OMG/version',
    ]);
  });

  test('what another program says is not ours', () => {
    const { decoded, home } = hear(openmqttgateway, [
      { topic: 'tele/lamp/LWT', payload: 'Online' },
      { topic: 'tele/lamp/commands/x', payload: '{}' },
      { topic: 'house/app/version', payload: '1' },
      { topic: 'house/app/SYStoMQTT', payload: system },
      { topic: 'other/box/LWT', payload: 'online' },
      { topic: 'other/box/433toMQTT', payload: { value: 1 } },
    ]);
    expect(decoded).toEqual([null, null, null, null, null, null]);
    expect(home.devices.size).toBe(0);
  });

  test('it can be told to update where it knows of a newer release, and to say how it is', () => {
    const { reader } = hear(openmqttgateway, [online, started]);
    const topic = 'home/OMG/commands/MQTTtoSYS';
    expect(reader.encode(voice, { type: 'update' })).toBeNull();
    expect(reader.encode(voice, { type: 'refresh' })).toEqual([
      { topic: `${topic}/config`, payload: '{"cmd":"status"}', qos: 1 },
    ]);
    const informed = hear(openmqttgateway, [online, started, released]).reader;
    expect(informed.encode(voice, { type: 'update' })).toEqual([
      { topic: `${topic}/firmware_update`, payload: '{"version":"latest"}', qos: 1 },
    ]);
    expect(informed.encode(voice, { type: 'switch', on: true })).toBeNull();
  });

  testFlood(
    openmqttgateway,
    (index) => [
      online,
      { topic: 'home/OMG/BTtoMQTT/x', payload: { ...opened, id: index.toString(16).padStart(12, '0') } },
      { topic: `home/x${index}/LWT`, payload: 'online' },
      { topic: `home/x${index}/SYStoMQTT`, payload: system },
    ],
    1_064,
  );
});

testHostile(
  openmqttgateway,
  [
    'home/OMG/LWT',
    'home/OMG/SYStoMQTT',
    'home/OMG/RLStoMQTT',
    'home/OMG/version',
    'home/OMG/BTtoMQTT/0A1B2C3D4E60',
    'home/OMG/433toMQTT',
    'home/OMG/commands/MQTTtoSYS/config',
  ],
  ['online', 'offline', JSON.stringify(system), JSON.stringify(opened), '{"latest_version":"v2"}', '0.9'],
);
