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
  ['http://10.0.0.9@example.org/t.bin', /two ways/],
  ['http://192.168.1.2#@example.org/t.bin', /two ways/],
  ['http://192.168.1.2?@example.org/t.bin', /two ways/],
  ['http://192.168.1.2\\@example.org/t.bin', /two ways/],
  ['http://a@example.org:80@192.168.1.2/t.bin', /two ways/],
  ['https://a@example.org:80@192.168.1.2/t.bin', /two ways/],
  ['http:192.168.1.2/t.bin', /two ways/],
  ['http://192.168.1.2\t/t.bin', /two ways/],
  ['http://192.168.1.2/\u00fc.bin', /two ways/],
  ['http://n\u00e4s/t.bin', /two ways/],
  ['http://012.0.0.1/t.bin', /two ways/], // 10.0.0.1 to a browser
  ['http://0x0a000001/t.bin', /two ways/],
  ['http://167772161/t.bin', /two ways/],
  ['http://nas./t.bin', /without https/],
  ['http://com/t.bin', /without https/],
  ['http://DE:8080/t.bin', /without https/],
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

test('nothing makes it throw', () => {
  fc.assert(fc.property(fc.string(), (url) => void reasonAgainstSource({ url })));
});
