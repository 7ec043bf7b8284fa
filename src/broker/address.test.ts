import { describe, expect, test } from 'vitest';

import { readAddress, shownAddress, webAddress, type Address } from './address';

describe('the address of a broker', () => {
  test.each([
    ['ws://192.168.1.10:9001', 'ws', '192.168.1.10', 9001, '/'],
    ['wss://home.example/mqtt', 'wss', 'home.example', 443, '/mqtt'],
    ['ws://broker', 'ws', 'broker', 80, '/'],
    [' ws://[::1]:9001/mqtt?x=1 ', 'ws', '[::1]', 9001, '/mqtt?x=1'],
  ])('%s is understood', (text, protocol, hostname, port, path) => {
    expect(readAddress(text)).toEqual({ protocol, hostname, port, path });
  });

  test.each([
    ['', 'looks like'],
    ['192.168.1.10:9001', 'looks like'],
    ['ws://', 'looks like'],
    ['ws://host:99999', 'looks like'],
    ['mqtt://192.168.1.10:1883', 'must begin with ws'],
    ['http://192.168.1.10', 'must begin with ws'],
    ['javascript:alert(1)', 'must begin with ws'],
    ['ws://host/#x', 'must not contain a #'],
    ['ws://owner:hunter2@host', 'must not contain a username or a password'],
    ['ws://owner@host', 'must not contain a username or a password'],
  ])('%s is refused with a reason', (text, reason) => {
    expect(readAddress(text)).toEqual({ kind: 'bad-address', reason: expect.stringContaining(reason) });
  });

  test.each([
    ['ws://owner:hunter2@host:9001/mqtt', 'ws://host:9001/mqtt'],
    ['ws://owner:hun/ter2@host', null],
    ['ws:owner:hunter2@host', null],
    ['owner:hunter2@host', null],
    ['ws://a@b:hunter2@host', null],
    ['ws://owner:hunter2@', null],
  ])('%s is never shown with the password in it', (text, shown) => {
    expect(shownAddress(text)).not.toContain('hunter2');
    expect(shownAddress(text)).not.toContain('ter2');
    if (shown !== null) expect(shownAddress(text)).toBe(shown);
  });

  test('keeps an @ in its path', () => {
    expect(shownAddress('ws://host/a@b')).toBe('ws://host/a@b');
  });

  test('is the same place for a web server', () => {
    expect(webAddress(readAddress('wss://home.example/mqtt?x=1') as Address)).toBe('https://home.example:443/mqtt?x=1');
    expect(webAddress(readAddress('ws://[::1]:9001') as Address)).toBe('http://[::1]:9001/');
  });
});
