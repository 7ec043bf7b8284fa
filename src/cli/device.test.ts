import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { knock, type Guest } from '@/embedded-broker/guest.testing';

import { embedded, mosquitto, type Accounts } from './reference-device/brokers.testing';
import { newDeviceKey, publicHalf } from './reference-device/device-key';
import type { Offer } from './reference-device/hand-over';
import { seal } from './reference-device/seal.testing';

const root = join(import.meta.dirname, '../..');
const topicOf = (what: string) => `gatehouse/v1/device/cam/${what}`;

let undo: (() => unknown)[] = [];
let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'gatehouse-device-state-'));
  undo = [() => rmSync(state, { recursive: true, force: true })];
});
afterEach(async () => {
  for (const close of undo.toReversed()) await close();
});

/** The device as a process, and the lines it prints. */
function start(url: string, { password = '', args = [] as readonly string[] } = {}) {
  const own = ['--broker', url, '--id', 'cam', '--username', 'cam.a', '--state', state];
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/device.ts', ...own, ...args], {
    cwd: root,
    env: { ...process.env, GATEHOUSE_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  undo.push(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface(child.stdout)[Symbol.asyncIterator]();
  const exit = once(child, 'exit');
  return {
    lines,
    stderr: child.stderr,
    /** until it prints a line like this */
    async says(wanted: RegExp): Promise<void> {
      for (;;) {
        const { value, done } = await reader.next();
        if (done === true) throw new Error(`it ended before it said ${String(wanted)}:\n${lines.join('\n')}`);
        lines.push(value);
        if (wanted.test(value)) return;
      }
    },
    async kill(signal: NodeJS.Signals): Promise<unknown> {
      child.kill(signal);
      return exit;
    },
    exit,
  };
}

/** Whoever rotates: hears keys and proofs, and may publish offers. */
async function rotator(url: string): Promise<Guest> {
  const guest = knock(url, { username: 'admin', password: 'admin', protocolVersion: 5, reconnectPeriod: 50 });
  undo.push(() => guest.client.endAsync(true));
  await guest.next('connect');
  await guest.client.subscribeAsync('gatehouse/v1/device/#');
  return guest;
}

const offerOf = (change: Partial<Offer> = {}): Offer => ({
  slot: 'b',
  username: 'cam.b',
  password: 'secret-two',
  rotation: 'r-1',
  sequence: 1,
  ...change,
});

type PublicKey = Parameters<typeof seal>[2];

async function keyOf(guest: Guest): Promise<PublicKey> {
  return JSON.parse((await guest.heard(topicOf('credential/key'))).text) as PublicKey;
}

async function publish(guest: Guest, what: string, payload: string, retain = true): Promise<void> {
  await guest.client.publishAsync(topicOf(what), payload, { qos: 1, retain });
}

async function heardProof(guest: Guest, slot: string): Promise<unknown> {
  return JSON.parse((await guest.heard(topicOf(`credential/proof/${slot}`))).text);
}

const kept = () => readFileSync(join(state, 'device.json'), 'utf8');
const one = { 'cam.a': 'secret-one' };
const both = { ...one, 'cam.b': 'secret-two' };

describe.each([
  ['the embedded broker', embedded],
  ['Mosquitto', mosquitto],
] as const)('the reference device on %s', (_, openBroker) => {
  async function open(accounts: Accounts) {
    const broker = await openBroker(accounts);
    undo.push(() => broker.stop());
    return { broker, guest: await rotator(broker.url) };
  }

  test('says who it is, and takes a picture when it is asked', { timeout: 30_000 }, async () => {
    const { broker, guest } = await open(one);
    const device = start(broker.url, { password: 'secret-one', args: ['--name', 'Porch camera'] });
    await device.says(/^Pairing code: [0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await device.says(/^Ready: Porch camera$/);
    expect(JSON.parse((await guest.heard(topicOf('about'))).text)).toMatchObject({
      name: 'Porch camera',
      kind: 'camera',
      login: { username: 'cam.a', clientId: 'cam' },
    });
    await publish(guest, 'command', '{"id":"p","command":"take-picture"}', false);
    expect((await guest.heard(topicOf('reply'))).text).toContain('"ok":true');
    await publish(guest, 'command', 'nonsense', false);
    expect((await guest.heard(topicOf('reply'))).text).toContain('"ok":false');
    expect(await device.kill('SIGTERM')).toEqual([0, null]);
    while ((await guest.heard(topicOf('status'))).text !== '{"status":"offline"}');
    expect(device.lines.join('\n')).not.toContain('secret');
  });

  test('takes a new password, proves it, and keeps both until the next offer', { timeout: 30_000 }, async () => {
    const { broker, guest } = await open(both);
    const device = start(broker.url, { password: 'secret-one' });
    await device.says(/^Ready/);
    const sealed = await seal(offerOf(), topicOf('credential/offer'), await keyOf(guest));
    await publish(guest, 'credential/offer', sealed);
    expect(await heardProof(guest, 'b')).toEqual({ rotation: 'r-1' });
    expect(kept()).toContain('secret-one');
    await publish(guest, 'credential/offer', '');
    await device.says(/^Settled on cam\.b$/);
    expect(JSON.parse(kept())).toMatchObject({ holding: { settledOn: 'next' } });
    expect(kept()).toContain('secret-one');
    expect(kept()).toContain('secret-two');
    expect(device.lines.join('\n')).not.toContain('secret');
  });

  test('refuses every offer that is not a new one for itself', { timeout: 30_000 }, async () => {
    const { broker, guest } = await open(both);
    const device = start(broker.url, { password: 'secret-one' });
    await device.says(/^Ready/);
    const key = await keyOf(guest);
    const here = topicOf('credential/offer');
    const offer = (sealed: string) => publish(guest, 'credential/offer', sealed, false);
    const first = await seal(offerOf(), here, key);
    await offer(first);
    await device.says(/^Connected as cam\.b$/);
    await publish(guest, 'credential/offer', '');
    await device.says(/^Settled on cam\.b$/);
    await offer(first);
    await device.says(/heard before, or is older/);
    await offer(await seal(offerOf({ sequence: 9 }), topicOf('other'), key));
    await device.says(/sealed for another device/);
    await offer(await seal(offerOf({ sequence: 9, password: 'secret-three' }), here, key));
    await device.says(/names the account that is in use/);
    await offer(await seal(offerOf({ sequence: 9 }), here, publicHalf(newDeviceKey())));
    await device.says(/cannot be opened/);
    await offer('{"v":1}');
    await device.says(/is no offer/);
    expect(kept()).toContain('"lastSequence":1');
    expect(device.lines.join('\n')).not.toContain('secret');
  });

  test('that was off when a password was offered takes it when it is back', { timeout: 40_000 }, async () => {
    const { broker, guest } = await open(both);
    const device = start(broker.url, { password: 'secret-one' });
    await device.says(/^Ready/);
    await device.kill('SIGKILL');
    await publish(guest, 'credential/offer', await seal(offerOf(), topicOf('credential/offer'), await keyOf(guest)));
    await start(broker.url).says(/^Connected as cam\.b$/);
    expect(await heardProof(guest, 'b')).toEqual({ rotation: 'r-1' });
  });

  test('whose power is cut when it has taken a password goes on with it', { timeout: 40_000 }, async () => {
    const { broker, guest } = await open(one); // the new account is not there yet: it cannot prove anything
    const device = start(broker.url, { password: 'secret-one' });
    await device.says(/^Ready/);
    await publish(guest, 'credential/offer', await seal(offerOf(), topicOf('credential/offer'), await keyOf(guest)));
    await device.says(/^Took a new password/);
    await device.kill('SIGKILL');
    expect(kept()).toContain('secret-two');
    await broker.restartWith(both);
    const again = start(broker.url); // without the first password: it knows its own
    await again.says(/^Connected as cam\.b$/);
    expect(await heardProof(guest, 'b')).toEqual({ rotation: 'r-1' });
    await again.says(/^Ready/);
    expect(again.lines[0]).toBe('It knows its passwords already: cam.a, cam.b');
  });

  test(
    'that was begun with a wrong password says why the right one is not used, and how to begin anew',
    { timeout: 60_000 },
    async () => {
      const { broker } = await open(one);
      const wrong = start(broker.url, { password: 'secret-wrong' });
      await wrong.says(/^The broker refuses cam\.a/);
      await wrong.kill('SIGTERM');
      const right = start(broker.url, { password: 'secret-one' });
      await right.says(/^GATEHOUSE_PASSWORD is for a first start, and is not used\. To begin anew, remove /);
      expect(right.lines.at(-1)).toContain(state);
      await right.kill('SIGTERM');
      rmSync(state, { recursive: true });
      await start(broker.url, { password: 'secret-one' }).says(/^Ready/);
    },
  );

  test('that is rolled back falls back to the password that works', { timeout: 40_000 }, async () => {
    const { broker, guest } = await open(one);
    const device = start(broker.url, { password: 'secret-one' });
    await device.says(/^Ready/);
    await publish(guest, 'credential/offer', await seal(offerOf(), topicOf('credential/offer'), await keyOf(guest)));
    for (let refusals = 0; refusals < 3; refusals++) await device.says(/^The broker refuses cam\.b$/);
    await device.says(/^Connected as cam\.a$/);
    expect(kept()).toContain('secret-two');
    await publish(guest, 'credential/offer', '');
    await device.says(/^Settled on cam\.a$/);
    expect(JSON.parse(kept())).toMatchObject({ holding: { settledOn: 'current' } });
  });

  test('waits for a broker that is away, and then uses the new password', { timeout: 40_000 }, async () => {
    const { broker, guest } = await open(one);
    const device = start(broker.url, { password: 'secret-one' });
    await device.says(/^Ready/);
    await publish(guest, 'credential/offer', await seal(offerOf(), topicOf('credential/offer'), await keyOf(guest)));
    await device.says(/^Took a new password/);
    await broker.kill();
    await device.says(/^No answer from the broker$/);
    await broker.restartWith(both);
    await device.says(/^Connected as cam\.b$/);
    expect(await heardProof(guest, 'b')).toEqual({ rotation: 'r-1' });
  });
});

describe('the reference device says what is wrong', { timeout: 20_000 }, () => {
  test.each([
    [['--id', 'a/b'], /--id takes letters/],
    [['--username', 'cam'], /--username takes cam\.a or cam\.b/],
    [['--broker', 'http://x'], /--broker takes an address such as ws:/],
  ])('with %j', async (args, sentence) => {
    const device = start('ws://127.0.0.1:1', { password: 'secret-one', args });
    expect(await text(device.stderr)).toMatch(sentence);
    expect(await device.exit).toEqual([1, null]);
  });

  test('without a password at its first start', async () => {
    expect(await text(start('ws://127.0.0.1:1').stderr)).toMatch(/^Set GATEHOUSE_PASSWORD/);
  });

  test('and what it takes', async () => {
    const device = start('ws://127.0.0.1:1', { args: ['--help'] });
    await device.says(/--state DIR/);
    expect(await device.exit).toEqual([0, null]);
  });
});
