import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { freePorts } from '@/broker/free-ports.testing';
import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import type { Alert } from '@/core/alerts/alert';

import { openHomeWatch, type HomeWatch } from './home-watch';
import { openStateDirectory } from './state-directory';

const tellsLog = ['log_dest topic', 'log_type error', 'log_type notice', 'log_type information'];
const users = { watcher: 'w', bridge: 'b', guest: 'g' };
const within = { timeout: 15_000, interval: 25 };
const minute = 60_000;
const exposes = [
  { type: 'lock', features: [{ type: 'binary', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' }] },
  { type: 'enum', property: 'action', access: 1, values: ['unlock_failure_invalid_pin_or_id'] },
];
const household = [
  { ieee_address: '0x01', friendly_name: 'Coordinator', type: 'Coordinator' },
  {
    ieee_address: '0x0a',
    friendly_name: 'Front door',
    type: 'EndDevice',
    definition: { vendor: 'Y', model: 'Y', exposes },
  },
];

let broker: Mosquitto;
let tcp: string;
let bridge: MqttClient;
let directory: string;
let file: string;
/** how far the clock of the watcher is ahead */
let later: number;
let watch: HomeWatch;
let lines: Alert[];
let said: string[];
const clients: MqttClient[] = [];

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  broker = await startMosquitto({ users, extraConfig: [...tellsLog, `listener ${port} 127.0.0.1`].join('\n') });
  tcp = `mqtt://127.0.0.1:${port}`;
  bridge = await connectAsync(broker.wsUrl, { username: 'bridge', password: 'b' });
  await bridge.publishAsync('z/bridge/state', '{"state":"online"}', { retain: true, qos: 1 });
  await bridge.publishAsync('z/bridge/devices', JSON.stringify(household), { retain: true, qos: 1 });
}, 20_000);
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-watch-'));
  file = join(directory, 'counts.json');
  later = 0;
  await start();
});
afterEach(async () => {
  await watch.close();
  for (const client of clients.splice(0)) await client.endAsync(true);
  rmSync(directory, { recursive: true });
});
afterAll(async () => {
  await bridge.endAsync(true);
  await broker.stop();
});

async function start(): Promise<void> {
  lines = [];
  said = [];
  watch = openHomeWatch({
    login: { url: broker.wsUrl, username: 'watcher', password: 'w' },
    publish: false,
    clock: () => Date.now() + later,
    state: openStateDirectory(directory, (sentence) => said.push(sentence)),
    quietHours: null,
    waysOf: () => [],
    write: (line) => lines.push(JSON.parse(line) as Alert),
    say: (sentence) => said.push(sentence),
  });
  watch.ended.catch(() => {});
  await vi.waitFor(() => expect(said.at(-1)).toMatch(/^Watching \d+ device/), within);
}

async function restart(): Promise<void> {
  await watch.close();
  await start();
}

const whenTold = (kind: Alert['class']) =>
  vi.waitFor(() => expect(lines.map(({ class: told }) => told)).toContain(kind), within);

type Kept = { format: string; homes: Record<string, { format: string; parts: Record<string, unknown> }> };
const kept = () => JSON.parse(readFileSync(file, 'utf8')) as Kept;
const textOf = (part: string) => JSON.stringify(kept().homes[broker.wsUrl]?.parts[part]);

/** It was heard, and lies on the disk though nobody has ended the watcher: `text` stands so often in the part. The clock is put back. */
async function whenKept(part: string, text: string, times: number): Promise<void> {
  const at = later;
  await vi.waitFor(() => {
    later += 30_000;
    expect(textOf(part).split(text)).toHaveLength(times + 1);
  }, within);
  later = at;
}

const tryCode = () => bridge.publishAsync('z/Front door', '{"action":"unlock_failure_invalid_pin_or_id"}', { qos: 1 });

/** One every seven minutes, of which the eighth is too many. */
async function tryCodes(after: (tries: number) => Promise<void> | null = () => null): Promise<void> {
  for (let tries = 1; tries < 8; tries++) {
    await tryCode();
    await whenKept('wrong codes', '"at":', tries);
    later += 7 * minute;
    await after(tries);
  }
  expect(lines).toEqual([]);
  await tryCode();
}

describe('with --state a restart is no new beginning', { timeout: 60_000 }, () => {
  test('for a code every seven minutes, with a restart each fifty', async () => {
    await tryCodes((tries) => (tries === 3 || tries === 7 ? restart() : null));
    await whenTold('pin_bruteforce');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('for a log-in every twenty minutes', async () => {
    for (let tries = 1; tries <= 15; tries++) {
      await connectAsync(tcp, { username: 'guest', password: `guess-${tries}`, reconnectPeriod: 0 }).catch(() => null);
      if (tries === 15) break;
      await whenKept('log-ins refused', '"at":', tries);
      later += 20 * minute;
      if (tries % 5 === 4) await restart();
    }
    await whenTold('login_bruteforce');
    expect(readFileSync(file, 'utf8')).not.toContain('guess-');
  });

  test('for whoever comes in the place of a client that was there before it', async () => {
    const come = async (username: 'bridge' | 'guest') => {
      const login = { username, password: users[username], clientId: 'cam-1', reconnectPeriod: 0 };
      const client = await connectAsync(tcp, login);
      client.on('error', () => {});
      clients.push(client);
    };
    await come('bridge');
    await whenKept('log-ins of clients', 'cam-1', 1);
    await restart();
    await come('guest');
    await whenTold('client_takeover');
  });

  test('and what is damaged of it hides nothing that comes then', async () => {
    await watch.close();
    const { format, homes } = kept();
    const parts = {
      'wrong codes': { tries: [{ at: 'now' }, null, 4], raisedAt: {} },
      'log-ins refused': 'x',
      takeovers: [[]],
    };
    const damaged = { format: homes[broker.wsUrl]?.format, parts };
    writeFileSync(file, JSON.stringify({ format, homes: { [broker.wsUrl]: damaged } }));
    await start();
    await tryCodes();
    await whenTold('pin_bruteforce');
  });
});
