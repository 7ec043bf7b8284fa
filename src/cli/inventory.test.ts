import { spawn } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { householdSize } from '@/simulator/household';

import type { InventoryDocument } from './inventory-document';
import { runSimulatedHome, type RunningHome } from './simulated-devices';
import { firstKept, openMemory } from './reference-device/memory';
import { openSigning } from './reference-device/signing';

const root = join(import.meta.dirname, '../..');

function inventory(args: readonly string[], password = ''): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, GATEHOUSE_PASSWORD: password };
    const child = spawn(join(root, 'node_modules/.bin/tsx'), ['src/cli/inventory.ts', ...args], { cwd: root, env });
    let out = '';
    let err = '';
    child.stdout.on('data', (text: Buffer) => void (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => void (err += text.toString()));
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

const document = (out: string) => JSON.parse(out) as InventoryDocument;

describe('the inventory of a home on a real Mosquitto', { timeout: 30_000 }, () => {
  let broker: Mosquitto;
  let home: RunningHome;

  beforeAll(async () => {
    broker = await startMosquitto({ users: { owner: 'look-only', bridge: 'bridge' } });
    home = runSimulatedHome({
      url: broker.wsUrl,
      username: 'bridge',
      password: 'bridge',
      seed: 5,
      startAt: Date.now(),
    });
    await home.ready;
  }, 30_000);
  afterAll(async () => {
    await home.close();
    await broker.stop();
  });

  test('lists every device once, and the password nowhere', async () => {
    const { code, out } = await inventory(
      ['--broker', broker.wsUrl, '--username', 'owner', '--wait', '1'],
      'look-only',
    );
    expect(code).toBe(0);
    const { format, broker: url, devices, problems } = document(out);
    expect([format, url]).toEqual(['gatehouse-inventory/1', broker.wsUrl]);
    expect(devices).toHaveLength(householdSize + 1);
    expect(problems).toEqual([]);
    expect(devices.find(({ name }) => name === 'Front door')).toMatchObject({
      kind: 'lock',
      vendor: 'Yale',
      reachability: 'online',
      firmware: { installed: '3130303' },
    });
    expect(out).not.toContain('look-only');
  });

  test('a wrong password is a sentence and no document', async () => {
    const { code, out, err } = await inventory(['--broker', broker.wsUrl, '--username', 'owner'], 'wrong-one');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/refused the username or the password/);
    expect(err).not.toContain('wrong-one');
  });
});

describe('the inventory of a recording', { timeout: 30_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-inventory-'));
  const file = join(directory, 'home.jsonl');
  afterAll(() => rmSync(directory, { recursive: true }));

  const line = (topic: string, payload: unknown, t?: number) =>
    JSON.stringify({ t, topic, payload: JSON.stringify(payload) });
  const devices = [{ ieee_address: '0x01', friendly_name: 'Door', type: 'EndDevice', definition: null }];

  test('tells what a recording without times can tell, and no time', async () => {
    const told = [line('z/bridge/devices', devices), line('z/Door', { battery: 40 })];
    writeFileSync(file, told.join('\n'));
    const { code, out } = await inventory(['--replay', file]);
    expect(code).toBe(0);
    expect(document(out)).toMatchObject({
      at: null,
      broker: null,
      devices: [{ id: 'ieee:0x01', lastSeen: null, battery: { percent: 40 } }],
    });
  });

  test('is of one home: a recording and a broker at once are an error', async () => {
    const told = await inventory(['--replay', file, '--broker', 'ws://127.0.0.1:9']);
    expect(told).toEqual({
      code: 1,
      out: '',
      err: 'Say --broker URL or --replay FILE: one home can be looked at, not two.\n',
    });
  });

  test('names the account of a device that says with which it logs in', async () => {
    const about = { name: 'Porch', kind: 'camera', login: { username: 'porch.a', clientId: 'porch' } };
    writeFileSync(file, line('gatehouse/v1/device/porch/about', about));
    expect(document((await inventory(['--replay', file])).out).devices).toMatchObject([
      { id: 'gatehouse:porch', kind: 'camera', credentials: [{ kind: 'mqtt', label: 'porch.a', issuedAt: null }] },
    ]);
  });

  test('waits for signatures, and tells the same on each run: what was played back is an alert, and not believed', async () => {
    const start = Date.UTC(2026, 10, 24, 12);
    let at = start;
    const signing = openSigning(
      openMemory(firstKept({ slot: 'a', username: 'porch.a', password: 'x' })),
      null,
      () => at,
    );
    const topic = 'gatehouse/v1/device/porch/telemetry';
    const signed = Array.from({ length: 20 }, (_, index) => {
      at = start + index * 1_000;
      const payload = signing.sign(topic, JSON.stringify({ viewers: index }));
      return JSON.stringify({ t: at, topic, payload });
    });
    const about = line(
      'gatehouse/v1/device/porch/about',
      { name: 'Porch', kind: 'camera', signing: signing.shown },
      start,
    );
    const old = JSON.stringify({ ...(JSON.parse(signed[2] ?? '') as object), t: start + 3_600_000 });
    writeFileSync(file, [about, ...signed, old].join('\n'));
    const runs = [await inventory(['--replay', file]), await inventory(['--replay', file])];
    expect(runs[1]?.out).toBe(runs[0]?.out);
    const [porch] = document(runs[0]?.out ?? '').devices;
    expect(porch?.alerts).toContainEqual(expect.stringMatching(/^replay-gatehouse_porch-/));
    expect(porch?.state).toMatchObject({ viewers: 19 });
  });

  test('goes by the recording’s own clock', async () => {
    writeFileSync(file, [line('z/bridge/devices', devices, 1_000), line('z/Door', { battery: 40 }, 2_000)].join('\n'));
    const { out } = await inventory(['--replay', file]);
    expect(document(out)).toMatchObject({
      at: '1970-01-01T00:00:02.000Z',
      devices: [{ lastSeen: '1970-01-01T00:00:02.000Z' }],
    });
  });

  test('names the alerts of each device that still want somebody', async () => {
    const told = [line('z/bridge/devices', devices, 1_000), line('z/Door', { battery: 4 }, 2_000)];
    writeFileSync(file, told.join('\n'));
    const alerts = async () => document((await inventory(['--replay', file])).out).devices[0]?.alerts;
    expect(await alerts()).toEqual([expect.stringMatching(/^battery_low-ieee_0x01-/)]);
    writeFileSync(file, [...told, line('z/Door', { battery: 100 }, 3_000)].join('\n'));
    expect(await alerts()).toEqual([]);
  });

  test('a line that cannot be read is named, and so is a missing file', async () => {
    writeFileSync(file, 'not json');
    expect((await inventory(['--replay', file])).err).toMatch(/^Line 1 of the recording is not JSON/);
    expect(await inventory(['--replay', join(directory, 'nowhere')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be read'),
    });
    expect(await inventory([])).toMatchObject({
      code: 1,
      err: expect.stringContaining('--broker URL or --replay FILE'),
    });
  });
});
