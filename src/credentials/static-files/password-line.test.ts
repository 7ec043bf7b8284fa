import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { knock } from '@/embedded-broker/guest.testing';

import { newPassword } from '../hand-over/new-password';
import { aclLines, isFileName, passwordLine } from './password-line';

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function isLetIn({ wsUrl }: Mosquitto, username: string, password: string): Promise<boolean> {
  const guest = knock(wsUrl, { username, password, protocolVersion: 5 });
  const letIn = await Promise.race([guest.next('connect').then(() => true), guest.next('error').then(() => false)]);
  await guest.client.endAsync(true);
  return letIn;
}

test(
  'a line made in the browser lets the device into a real Mosquitto beside the old one, until that line goes',
  { timeout: 60_000 },
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gatehouse-static-'));
    ends.push(() => rmSync(dir, { recursive: true, force: true }));
    const mosquitto = await startMosquitto({ dir, users: { gate: 'old-password' } });
    ends.push(() => mosquitto.stop());
    const file = join(dir, 'passwords');
    const before = readFileSync(file, 'utf8');
    const password = newPassword('by-hand', randomBytes);
    const line = await passwordLine('gate.a', password, randomBytes);
    writeFileSync(file, `${before}${line}\n`);
    await mosquitto.restart();
    expect(await isLetIn(mosquitto, 'gate', 'old-password')).toBe(true);
    expect(await isLetIn(mosquitto, 'gate.a', password)).toBe(true);
    expect(await isLetIn(mosquitto, 'gate.a', `${password}x`)).toBe(false);
    writeFileSync(file, `${line}\n`);
    await mosquitto.restart();
    expect(await isLetIn(mosquitto, 'gate', 'old-password')).toBe(false);
    expect(await isLetIn(mosquitto, 'gate.a', password)).toBe(true);
  },
);

test('the same password twice does not look the same, and is not in the line', async () => {
  const [one, other] = [
    await passwordLine('gate', 'hush-hush', randomBytes),
    await passwordLine('gate', 'hush-hush', randomBytes),
  ];
  expect(one).not.toBe(other);
  expect(one).toMatch(/^gate:\$7\$101\$[\w+/]{16}\$[\w+/]{86}==$/);
  expect(one).not.toContain('hush');
});

test.each(['', 'a:b', 'a\nuser b', 'x'.repeat(129)])(
  'a name that would be something else in a file is none: %j',
  async (name) => {
    expect(isFileName(name)).toBe(false);
    await expect(passwordLine(name, 'hush-hush', randomBytes)).rejects.toThrow('cannot hold');
  },
);

test('the rights are said to be copied, because nobody else knows them', () => {
  expect(aclLines('gate.a', 'gate').join('\n')).toContain('user gate.a');
});

test('a rule for everybody that goes by the name is said to be written out with the old one', () => {
  expect(aclLines('gate.a', 'gate').join('\n')).toMatch(/“pattern … %u …” .* “topic … gate …”/);
});
