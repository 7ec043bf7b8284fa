import { describe, expect, test } from 'vitest';

import { brokerHost, checkAddress } from './broker-address';

const overHttp = { https: false };
const overHttps = { https: true };

function refusal(typed: string, page = overHttp) {
  const check = checkAddress(typed, page);
  if (check.outcome !== 'refused') throw new Error(`“${typed}” was taken`);
  return check;
}

describe('an address that can be used', () => {
  test.each([
    ['ws://localhost:9001', 'ws://localhost:9001', false],
    ['  ws://127.0.0.1:9001/mqtt ', 'ws://127.0.0.1:9001/mqtt', false],
    ['ws://192.168.1.10:9001', 'ws://192.168.1.10:9001', true],
    ['WS://Home.Lan:9001/', 'ws://home.lan:9001', true],
    ['wss://home.lan:8084/mqtt', 'wss://home.lan:8084/mqtt', false],
    ['ws://[::1]:9001#x', 'ws://[::1]:9001', false],
    ['wss://home.lan/mqtt?token=1', 'wss://home.lan/mqtt?token=1', false],
    ['ws:/192.168.1.10:9001', 'ws://192.168.1.10:9001', true],
    ['ws//192.168.1.10:9001', 'ws://192.168.1.10:9001', true],
    ['ws:192.168.1.10:9001', 'ws://192.168.1.10:9001', true],
    ['wss:\\\\home.lan:8084/mqtt', 'wss://home.lan:8084/mqtt', false],
    ['ws://::1', 'ws://[::1]', false],
  ])('%s becomes %s', (typed, url, unencrypted) => {
    expect(checkAddress(typed, overHttp)).toEqual({ outcome: 'usable', url, unencrypted });
  });
});

describe('an address that needs help', () => {
  test('says what one looks like when nothing was typed', () => {
    expect(refusal(' ').reason).toContain('ws://192.168.1.10:9001');
  });

  test.each([
    ['192.168.1.10', 'ws://192.168.1.10:9001'],
    ['192.168.1.10:9001', 'ws://192.168.1.10:9001'],
    ['homeassistant.local:1884', 'ws://homeassistant.local:1884'],
    ['ws:9001/mqtt', 'ws://ws:9001/mqtt'],
    ['wss.lan:9001', 'ws://wss.lan:9001'],
    ['192.168.1.10:1883', 'ws://192.168.1.10:9001'],
    ['mqtt://192.168.1.10:1883', 'ws://192.168.1.10:9001'],
    ['mqtts://192.168.1.10:8883', 'wss://192.168.1.10:8084'],
    ['mqtt://owner:secret@192.168.1.10', 'ws://192.168.1.10:9001'],
    ['http://192.168.1.10:9001/mqtt', 'ws://192.168.1.10:9001/mqtt'],
    ['http://homeassistant.local:8123/lovelace/0?edit=1', 'ws://homeassistant.local:1884'],
    ['https://homeassistant.local:8123', 'wss://homeassistant.local:8884'],
    ['homeassistant.local:8123', 'ws://homeassistant.local:1884'],
    ['2001:db8::5', 'ws://[2001:db8::5]:9001'],
    ['mqtt://fe80::1', 'ws://[fe80::1]:9001'],
    ['[2001:db8::5]:1883', 'ws://[2001:db8::5]:9001'],
  ])('offers for %s the address %s', (typed, suggestion) => {
    expect(refusal(typed).suggestion).toBe(suggestion);
  });

  test('is told what a page over https may not do, and which address works', () => {
    const { reason, suggestion, insist } = refusal('ws://home.lan:8083/mqtt', overHttps);
    expect(reason).toContain('browsers then block ws://');
    expect(suggestion).toBe('wss://home.lan:8084/mqtt');
    expect(insist).toBeNull();
  });

  test('on this machine is not blocked for a page over https', () => {
    expect(checkAddress('ws://localhost:9001', overHttps).outcome).toBe('usable');
  });

  test('guesses an encrypted address for a page over https', () => {
    expect(refusal('home.lan', overHttps).suggestion).toBe('wss://home.lan:8084');
  });

  test('with the port for devices is explained, and may be insisted on', () => {
    const { reason, suggestion, insist } = refusal('ws://192.168.1.10:1883');
    expect(reason).toContain('the port for devices');
    expect(suggestion).toBe('ws://192.168.1.10:9001');
    expect(insist).toEqual({ url: 'ws://192.168.1.10:1883', unencrypted: true });
  });

  test('never keeps a password that stood in it', () => {
    expect(JSON.stringify(refusal('ws://owner:hunter2@home.lan:9001'))).not.toContain('hunter2');
  });

  test.each(['ws://', 'ws://:9001', 'ws://home lan', '///', 'ws://home:99999'])('%s is no address', (typed) => {
    expect(refusal(typed).reason).toContain('This is not an address');
  });
});

test('a broker is shown by its host, whatever was typed', () => {
  expect(brokerHost('ws://home.lan:9001/mqtt')).toBe('home.lan:9001');
  expect(brokerHost('nonsense')).toBe('nonsense');
});
