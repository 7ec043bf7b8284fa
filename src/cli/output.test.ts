import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectAsync } from 'mqtt';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { openHome } from '@/simulator/home';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'gatehouse-output-'));
afterAll(() => rmSync(directory, { recursive: true }));
const recording = join(directory, 'home.jsonl');
const home = openHome({ seed: 3, startAt: Date.now() }).messages;
/** two things that want a person */
const befallen = [
  { topic: 'zigbee2mqtt/Kitchen smoke', payload: '{"smoke":true}' },
  { topic: 'zigbee2mqtt/Bedroom window', payload: '{"tamper":true,"contact":true}' },
];
writeFileSync(recording, [...home, ...befallen].map((message) => JSON.stringify(message)).join('\n'));

/** a disk that is full */
const full = '/dev/full';
type Onto = 'full' | 'pipe' | 'unread';

function run(file: string, args: readonly string[], onto: { readonly out: Onto; readonly err?: 'full' }) {
  const disk = existsSync(full) ? openSync(full, 'w') : 'ignore';
  const stdio = ['ignore', onto.out === 'full' ? disk : 'pipe', onto.err === 'full' ? disk : 'pipe'] as const;
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: root, stdio: [...stdio] });
  if (typeof disk === 'number') closeSync(disk);
  if (onto.out === 'unread') child.stdout?.destroy();
  const running = { child, err: '', ended: new Promise<number | null>((end) => child.once('close', end)) };
  child.stderr?.on('data', (text: Buffer) => void (running.err += text.toString()));
  return running;
}

describe('what prints something and ends', { timeout: 60_000 }, () => {
  const commands: readonly (readonly [file: string, ...args: string[]])[] = [
    ['src/cli/inventory.ts', '--replay', recording],
    ['src/cli/watch.ts', '--replay', recording],
    ['src/cli/device.ts', '--help'],
    ['src/bench/detector/detector.ts', '--help'],
  ];

  test.each(commands)('%s: a reader that has had enough is no failure', async (file, ...args) => {
    const { err, ended } = run(file, args, { out: 'unread' });
    expect([await ended, err]).toEqual([0, '']);
  });

  test.skipIf(!existsSync(full)).each(commands)('%s: a full disk is one, and told', async (file, ...args) => {
    const running = run(file, args, { out: 'full' });
    expect(await running.ended).toBe(1);
    expect(running.err).toMatch(/^What this command prints cannot be written, and is lost: ENOSPC: .*\.\n$/);
  });
});

describe('a watcher', { timeout: 60_000 }, () => {
  async function watched(onto: Parameters<typeof run>[2]) {
    const broker = await startMosquitto({ users: { watcher: 'w', phone: 'p' } });
    onTestFinished(() => broker.stop());
    const phone = await connectAsync(broker.wsUrl, { username: 'phone', password: 'p' });
    onTestFinished(() => phone.endAsync());
    const told: string[] = [];
    let isThere = false;
    phone.on('message', (topic, payload) => {
      if (topic === 'home/alerts') told.push(payload.toString());
      else isThere = payload.toString().includes('"online"');
    });
    await phone.subscribeAsync(['home/alerts', 'gatehouse/v1/watcher']);
    for (const { topic, payload, retain } of home) await phone.publishAsync(topic, payload, { retain, qos: 1 });
    vi.stubEnv('GATEHOUSE_PASSWORD', 'w');
    const args = ['--broker', broker.wsUrl, '--username', 'watcher', '--notify-topic', 'home/alerts'];
    const running = run('src/cli/watch.ts', args, onto);
    vi.unstubAllEnvs();
    onTestFinished(() => void running.child.kill('SIGKILL'));
    await vi.waitFor(() => expect(isThere).toBe(true), { timeout: 30_000 });
    const befall = (index: number) => phone.publishAsync(befallen[index]?.topic ?? '', befallen[index]?.payload ?? '');
    return { running, told, befall, isThere: () => isThere };
  }

  test.skipIf(!existsSync(full)).each([{ out: 'full' }, { out: 'full', err: 'full' }] as const)(
    'whose disk is full (%o) goes on and tells people',
    async (onto) => {
      const { running, told, befall } = await watched(onto);
      for (const index of befallen.keys())
        await vi.waitFor(
          async () => {
            await befall(index);
            expect(told.length).toBeGreaterThan(index);
          },
          { timeout: 20_000, interval: 500 },
        );
      running.child.kill('SIGTERM');
      expect(await running.ended).toBe(0);
      if (!('err' in onto)) expect(running.err.match(/cannot be written, and is lost: ENOSPC/g)).toHaveLength(1);
    },
  );

  test('that nobody reads any more ends, and everybody knows', async () => {
    const { running, befall, isThere } = await watched({ out: 'unread' });
    await befall(0);
    expect(await running.ended).toBe(0);
    await vi.waitFor(() => expect(isThere()).toBe(false));
  });
});
