import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openHomeTls, trustLines } from './home-tls';

const now = Date.now();
const dayMs = 86_400_000;
let directory: string;
beforeEach(() => (directory = join(mkdtempSync(join(tmpdir(), 'gatehouse-tls-')), 'tls')));
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

test(
  'the first start makes a certificate for this machine, and the next one uses it again',
  { timeout: 30_000 },
  async () => {
    const first = await openHomeTls(directory, now);
    const certificate = new X509Certificate(first.cert);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.verify(new X509Certificate(first.ca).publicKey)).toBe(true);
    expect(await openHomeTls(directory, now + dayMs)).toEqual({ ...first, isNew: false });
  },
);

test('it is made anew before it ends, and where a part of it is missing', { timeout: 30_000 }, async () => {
  const first = await openHomeTls(directory, now);
  expect((await openHomeTls(directory, now + 380 * dayMs)).cert).not.toBe(first.cert);
  unlinkSync(join(directory, 'server.key'));
  expect((await openHomeTls(directory, now)).isNew).toBe(true);
});

test(
  'nobody else on the machine reads the key, and that of the authority is nowhere',
  { timeout: 30_000 },
  async () => {
    await openHomeTls(directory, now);
    expect(readdirSync(directory).toSorted()).toEqual(['home-ca.crt', 'server.crt', 'server.key']);
    expect(statSync(join(directory, 'server.key')).mode & 0o777).toBe(0o600);
  },
);

test('the terminal says how to trust it', { timeout: 30_000 }, async () => {
  const tls = await openHomeTls(directory, now);
  expect(trustLines(tls).join('\n')).toContain(join(directory, 'home-ca.crt'));
  expect(trustLines(tls).join('\n')).not.toContain('PRIVATE');
});
