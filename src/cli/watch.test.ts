import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectAsync } from 'mqtt';
import { afterAll, expect, test, vi } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import type { Alert } from '@/core/alerts/alert';
import { replayText } from '@/session/replay/replay-text';
import { openHome } from '@/simulator/home';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'gatehouse-watch-'));
afterAll(() => rmSync(directory, { recursive: true }));
const within = { timeout: 25_000, interval: 25 };

type Running = {
  readonly child: ChildProcess;
  out: string;
  err: string;
  readonly ended: Promise<number | null>;
};

/** `node` itself, so that a signal reaches the watcher and nobody in between. */
function watch(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/watch.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  const running: Running = {
    child,
    out: '',
    err: '',
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
  child.stdout.on('data', (text: Buffer) => void (running.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => void (running.err += text.toString()));
  return running;
}

const alertsOf = ({ out }: Running) =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Alert);

test(
  'a watcher that is killed leaves its last will, and goes on where it was when it is started again',
  { timeout: 60_000 },
  async () => {
    const broker = await startMosquitto({ users: { watcher: 'w', bridge: 'b' } });
    const bridge = await connectAsync(broker.wsUrl, { username: 'bridge', password: 'b' });
    const heard = new Map<string, string>();
    bridge.on('message', (topic, payload) => void heard.set(topic, payload.toString()));
    await bridge.subscribeAsync('gatehouse/#');
    for (const { topic, payload, retain } of openHome({ seed: 3, startAt: Date.now() }).messages)
      await bridge.publishAsync(topic, payload, { retain, qos: 1 });
    const args = ['--broker', broker.wsUrl, '--username', 'watcher', '--state', join(directory, 'state')];
    const smoke = (isSmoke: boolean) =>
      bridge.publishAsync('zigbee2mqtt/Kitchen smoke', JSON.stringify({ smoke: isSmoke }), { qos: 1 });

    const first = watch(args, { GATEHOUSE_PASSWORD: 'w' });
    await vi.waitFor(() => expect(first.err).toContain('Watching'), within);
    await smoke(true);
    await vi.waitFor(
      () => expect(alertsOf(first)).toContainEqual(expect.objectContaining({ class: 'safety', state: 'open' })),
      within,
    );
    await vi.waitFor(
      () => expect(readFileSync(join(directory, 'state/alerts.json'), 'utf8')).toContain('safety'),
      within,
    );
    const second = watch(args, { GATEHOUSE_PASSWORD: 'w' });
    expect([await second.ended, second.out]).toEqual([1, '']);
    expect(second.err).toMatch(
      /^Another watcher \(process \d+\) keeps its state in .*, and two would tell everything twice\..*\n$/,
    );
    first.child.kill('SIGKILL');
    await vi.waitFor(() => expect(heard.get('gatehouse/v1/watcher')).toBe('{"state":"offline"}'), within);

    const again = watch(args, { GATEHOUSE_PASSWORD: 'w' });
    await vi.waitFor(() => expect(again.err).toContain('Watching'), within);
    await smoke(true);
    await bridge.publishAsync('zigbee2mqtt/Bedroom window', '{"tamper":true,"contact":true}', { qos: 1 });
    await vi.waitFor(() => expect(alertsOf(again).map((alert) => alert.class)).toContain('tamper'), within);
    expect(alertsOf(again).filter((alert) => alert.class === 'safety')).toEqual([]);
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    expect(again.out + again.err).not.toContain('"w"');
    await bridge.endAsync(true);
    await broker.stop();
  },
);

test('a recording is told line for line as the page tells it, and the watcher ends', { timeout: 30_000 }, async () => {
  const file = join(directory, 'home.jsonl');
  const device = { ieee_address: '0x01', friendly_name: 'Door', type: 'EndDevice', definition: null };
  const line = (t: number, topic: string, payload: unknown) =>
    JSON.stringify({ t, topic, payload: JSON.stringify(payload) });
  const lines = [
    line(0, 'z/bridge/devices', [device]),
    line(20_000, 'z/Door', { battery: 3 }),
    line(30_000, 'z/Door', { battery: 90 }),
  ];
  writeFileSync(file, lines.join('\n'));
  const running = watch(['--replay', file]);
  expect([await running.ended, running.err]).toEqual([0, '']);
  expect(alertsOf(running).map(({ class: kind, state }) => `${kind} ${state}`)).toEqual([
    'battery_low open',
    'battery_low resolved',
  ]);
  const told = await replayText(lines.join('\n'));
  expect(running.out.trimEnd().split('\n')).toEqual(told.outcome === 'read' ? told.lines : []);
});

test('what cannot be done is one sentence, and never a password', { timeout: 60_000 }, async () => {
  const nobody = watch(['--broker', 'ws://127.0.0.1:9'], { GATEHOUSE_PASSWORD: 'not-to-be-seen' });
  const secure = watch(['--broker', 'wss://127.0.0.1:9']);
  const both = watch(['--replay', 'x', '--publish']);
  const template = watch([
    '--broker',
    'ws://127.0.0.1:9',
    '--notify-topic',
    'home/x',
    '--notify-payload',
    '{{secret}}',
  ]);
  const topicless = watch(['--broker', 'ws://127.0.0.1:9', '--siren-payload', 'ON']);
  const ended = [nobody, secure, both, template, topicless].map((one) => one.ended);
  expect(await Promise.all(ended)).toEqual([1, 1, 1, 1, 1]);
  expect(topicless.err).toBe(
    '--siren-payload is what is told by --siren-topic, which is missing: nobody would be told.\n',
  );
  expect(secure.err).toContain('Does this computer trust its certificate? NODE_EXTRA_CA_CERTS=FILE names');
  expect(nobody.err).toBe(
    'Nothing answers at ws://127.0.0.1:9. Is the broker running, and is this its WebSocket port?\n',
  );
  expect(both.err).toMatch(/^--replay only prints: .*--publish\.\n$/);
  expect(template.err).toMatch(/^--notify-payload knows no \{\{secret\}\}\. There is .*\n$/);
});
