import { describe, expect, test } from 'vitest';

import { transportOfAddress, transportOfPort, transportWords } from './transport-words';

const told = (address: string) => transportOfAddress(address, 'Zigbee2MQTT');

describe('how a device’s words travel', () => {
  test.each([
    ['mqtts://broker.lan:8883', 'encrypted'],
    ['wss://broker.lan/mqtt', 'encrypted'],
    ['mqtt://192.168.1.10:1883', 'clear'],
    ['mqtt://localhost', 'local'],
    ['mqtt://[::1]:1883', 'local'],
  ])('%s is %s', (address, way) => {
    expect(told(address)?.way).toBe(way);
  });

  test('is unknown where an address says nothing of it', () => {
    for (const address of ['', 'broker.lan', 'unix:///run/mqtt', 'http://x']) expect(told(address)).toBeNull();
    expect(transportOfPort(9001, '')).toBeNull();
  });

  test('never shows a name or a password that stands in the address', () => {
    expect(JSON.stringify(told('mqtt://anna:secret@broker.lan'))).not.toMatch(/secret|anna|broker\.lan/);
  });

  test('in clear is something to do; unknown and behind a bridge are not', () => {
    const transport = { value: told('mqtt://broker.lan')!, at: 0, retained: false, by: 'zigbee2mqtt' } as const; // the table above has it
    expect(transportWords({ transport, via: null })).toMatchObject({ isFinding: true, short: 'In clear' });
    expect(transportWords({ transport: null, via: null })).toMatchObject({ isFinding: false, short: 'Unknown' });
    expect(transportWords({ transport: null, via: 'bridge' })).toMatchObject({ short: 'Through its bridge' });
  });
});
