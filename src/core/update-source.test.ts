import fc from 'fast-check';
import { expect, test } from 'vitest';

import { reasonAgainstSource } from './update-source';

test.each([
  'https://ota.example.org/tasmota.bin.gz',
  'https://203.0.113.7/tasmota.bin.gz',
  'http://127.0.0.1/t.bin',
  'http://localhost:8080/t.bin',
  'http://10.0.0.9/t.bin',
  'http://172.16.0.1/t.bin',
  'http://172.31.255.1/t.bin',
  'http://192.168.7.2/t.bin',
  'http://169.254.3.4/t.bin',
  'http://[::1]/t.bin',
  'http://[fe80::1]/t.bin',
  'http://[fd12:3456::1]/t.bin',
  'http://nas/t.bin',
  'http://nas.local/t.bin',
  'http://nas.LAN./t.bin',
  'http://nas.home.arpa/t.bin',
])('firmware may be fetched from %s', (url) => {
  expect(reasonAgainstSource({ url })).toBeNull();
});

test.each([
  ['http://ota.tasmota.com/tasmota/release/tasmota.bin.gz', /without https/],
  ['http://203.0.113.7/t.bin', /without https/],
  ['http://172.32.0.1/t.bin', /without https/],
  ['http://192.169.0.1/t.bin', /without https/],
  ['http://10.0.0.9.example.org/t.bin', /without https/],
  ['http://nas.local.example.org/t.bin', /without https/],
  ['http://10.0.0.9@example.org/t.bin', /without https/],
  ['http://[::ffff:192.168.1.1]/t.bin', /without https/],
  ['http://[2001:db8::1]/t.bin', /without https/],
  ['http://fdrive.example/t.bin', /without https/],
  ['ftp://192.168.1.1/t.bin', /nobody checks/],
  ['javascript://x', /nobody checks/],
  ['http://', /no web address/],
  ['tasmota.bin', /no web address/],
])('and not from %s', (url, reason) => {
  expect(reasonAgainstSource({ url })).toMatch(reason);
});

test('what reads like a number is taken as the browser would take it', () => {
  expect(reasonAgainstSource({ url: 'http://0x0a000001/t.bin' })).toBeNull(); // 10.0.0.1
  expect(reasonAgainstSource({ url: 'http://3405803783/t.bin' })).not.toBeNull(); // 203.0.113.7
});

test('nothing makes it throw', () => {
  fc.assert(fc.property(fc.string(), (url) => void reasonAgainstSource({ url })));
});
