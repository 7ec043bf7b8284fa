import { expect, test } from 'vitest';

import { isLoopback, travelsInClear } from './loopback';

test.each([
  ['localhost', true],
  ['gate.localhost', true],
  ['127.8.9.1', true],
  ['[::1]', true],
  ['localhost.example.org', false],
  ['127.0.0.1.example.org', false],
  ['192.168.1.1', false],
])('%s stays on this machine: %s', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});

test.each([
  ['ws://192.168.1.10:9001', true],
  ['ws://localhost:9001/mqtt', false],
  ['wss://home.example/mqtt', false],
  ['no address', false],
])('what is said to %s can be read on the way: %s', (url, clear) => {
  expect(travelsInClear(url)).toBe(clear);
});
