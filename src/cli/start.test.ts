import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { afterEach, describe, expect, test } from 'vitest';

import { knock, type Guest } from '@/embedded-broker/guest.testing';

import type { Demo } from './demo';

const root = join(import.meta.dirname, '../..');
/** The first one may have to build the page. */
const patience = 60_000;

let undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of undo.toReversed()) await close();
  undo = [];
});

function start(flags: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/start.ts', ...flags], {
    cwd: root,
    env: { ...process.env, GATEHOUSE_ADMIN_PASSWORD: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  undo.push(() => child.kill('SIGKILL'));
  return Object.assign(child, { exit: once(child, 'exit') });
}

/** The lines it printed until it said that it is ready, and the address it said. */
async function ready({
  stdout,
  stderr,
}: {
  stdout: Readable;
  stderr: Readable;
}): Promise<{ lines: string[]; page: string }> {
  const lines: string[] = [];
  for await (const line of createInterface(stdout)) {
    lines.push(line);
    const [, page] = /^Gatehouse is ready: (https?:\/\/localhost:\d+)$/.exec(line) ?? [];
    if (page) return { lines, page: page.replace('localhost', '127.0.0.1') };
  }
  throw new Error(`it ended before it was ready:\n${lines.join('\n')}\n${await text(stderr)}`);
}

async function logIn({ url, username = '', password = '' }: Demo, trust: { ca?: Buffer } = {}): Promise<Guest> {
  const guest = knock(url, { username, password, ...trust });
  undo.push(() => guest.client.endAsync(true));
  await guest.next('connect');
  return guest;
}

/** Node's fetch trusts whom it was started with; this trusts one authority, and no other. */
async function fetchTrusting(ca: Buffer, url: string): Promise<string> {
  const [response] = (await once(get(url, { ca }), 'response')) as [Readable];
  return text(response);
}

const demoOf = async (page: string) => (await (await fetch(`${page}/demo`)).json()) as Demo;
const free = ['--port=0', '--broker-port=0'];

describe('npm start', { timeout: patience }, () => {
  test('shows a home within one command, and Ctrl-C ends it cleanly', async () => {
    const running = start(free);
    const { lines, page } = await ready(running);
    expect(lines).toContainEqual(expect.stringMatching(/^Its administrator: admin, password [\w-]{24}$/));
    expect(await (await fetch(page)).text()).toContain('<title>Gatehouse');

    const demo = await demoOf(page);
    expect(demo).toMatchObject({ username: 'owner', url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/mqtt$/) });
    const owner = await logIn(demo);
    await owner.client.subscribeAsync(['zigbee2mqtt/bridge/devices', 'zigbee2mqtt/bridge/state']);
    const devices = JSON.parse((await owner.heard('zigbee2mqtt/bridge/devices')).text) as unknown[];
    expect(devices.length).toBeGreaterThan(10);
    expect((await owner.heard('zigbee2mqtt/bridge/state')).text).toContain('online');

    running.kill('SIGINT');
    running.kill('SIGINT'); // npm passes it on once more
    expect((await owner.heard('zigbee2mqtt/bridge/state')).text).toContain('offline');
    expect(await running.exit).toEqual([0, null]);
    await expect(fetch(page)).rejects.toThrow();
  });

  test('gives another log-in each time, and frees its ports for the next', async () => {
    const first = start(free);
    const { page } = await ready(first);
    const demo = await demoOf(page);
    first.kill('SIGTERM');
    expect(await first.exit).toEqual([0, null]);
    const ports = [`--port=${new URL(page).port}`, `--broker-port=${new URL(demo.url).port}`];
    const second = start([...ports, '--no-home']);
    expect((await ready(second)).page).toBe(page);
    const again = await demoOf(page);
    expect(again.url).toBe(demo.url);
    expect(again.password).not.toBe(demo.password);
  });

  test('takes the administrator’s password from the environment and does not print it', async () => {
    const running = start([...free, '--no-home'], { GATEHOUSE_ADMIN_PASSWORD: 'correct horse' });
    const { lines, page } = await ready(running);
    expect(lines.join('\n')).not.toContain('correct horse');
    const { url } = await demoOf(page);
    const admin = await logIn({ url, username: 'admin', password: 'correct horse' });
    await admin.client.subscribeAsync('$SYS/#');
  });

  test('serves the page and the broker encrypted, by an authority that can be trusted', async () => {
    const { lines, page } = await ready(start(['--tls', ...free]));
    const [, file = ''] = /^Trust (.*), or every browser/m.exec(lines.join('\n')) ?? [];
    const ca = readFileSync(file);
    const demo = JSON.parse(await fetchTrusting(ca, `${page}/demo`)) as Demo;
    expect(demo.url).toMatch(/^wss:\/\/127\.0\.0\.1:\d+\/mqtt$/);
    await expect(fetch(page)).rejects.toThrow();
    const owner = await logIn(demo, { ca });
    await owner.client.subscribeAsync('zigbee2mqtt/bridge/state');
    expect((await owner.heard('zigbee2mqtt/bridge/state')).text).toContain('online');
  });

  test('presets the page to a broker that is there, without a log-in', async () => {
    const url = 'ws://192.168.1.10:9001/mqtt';
    const { lines, page } = await ready(start(['--port=0', '--broker', url]));
    expect(await demoOf(page)).toEqual({ url });
    expect(lines.join('\n')).not.toContain('administrator');
  });

  test('lets a scenario befall the home, and its own page start another', async () => {
    const { lines, page } = await ready(start([...free, '--scenario', 'jamming']));
    expect(lines).toContainEqual(expect.stringMatching(/^In 15 s: .*battery/));
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"rogue-device"}' };
    const owner = await logIn(await demoOf(page));
    await owner.client.subscribeAsync('zigbee2mqtt/bridge/event');
    expect((await fetch(`${page}/demo/scenario`, asked)).status).toBe(202);
    expect((await fetch(`${page}/demo/scenario`, asked)).status).toBe(409);
    expect((await owner.heard('zigbee2mqtt/bridge/event')).text).toContain('device_joined');
  });

  test('says which flag helps when a port is taken', async () => {
    const { page } = await ready(start(['--port=0', '--broker', 'ws://127.0.0.1:1']));
    const { port } = new URL(page);
    const second = start([`--port=${port}`, '--broker-port=0', '--no-home']);
    expect(await text(second.stderr)).toBe(
      `Port ${port} is in use. Is Gatehouse running already? Take another with --port.\n`,
    );
    expect(await second.exit).toEqual([1, null]);
  });

  test('says what is wrong with a flag, and what flags there are', async () => {
    const wrong = start(['--scenario', 'burglary']);
    expect(await text(wrong.stderr)).toMatch(/^Unknown scenario "burglary"[^\n]*\n$/);
    expect(await wrong.exit).toEqual([1, null]);
    const help = start(['--help']);
    expect(await text(help.stdout)).toContain('--broker-port N');
    expect(await help.exit).toEqual([0, null]);
  });
});
