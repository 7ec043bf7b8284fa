import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';

import { freePorts } from '@/broker/free-ports.testing';
import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { versionOfMosquitto } from '@/broker/mosquitto-programs.testing';
import type { Alert } from '@/core/alerts/alert';
import type { Happening } from '@/core/happening';

import { isLimit } from '../recent/problems';
import type { Session } from '../session';
import { openTestSession } from '../session.testing';
import { openConnectionWatch } from './connection-watch';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const tellsLog = [
  'log_dest topic',
  'log_type error',
  'log_type notice',
  'log_type information',
  'log_type subscribe',
].join('\n');
const users = { owner: 'o', bridge: 'b' };
const retain = { retain: true, qos: 1 } as const;
const exposes = [
  { type: 'lock', features: [{ type: 'binary', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' }] },
];
const household = [
  { ieee_address: '0x01', friendly_name: 'Coordinator', type: 'Coordinator' },
  {
    ieee_address: '0x0a',
    friendly_name: 'Front door',
    type: 'EndDevice',
    power_source: 'Battery',
    definition: { vendor: 'Yale', model: 'Y', exposes },
  },
];
const order = 'z/Front door/set';

async function home(more = '') {
  const broker = await startMosquitto({ users, extraConfig: `${tellsLog}\n${more}` });
  ends.push(() => broker.stop());
  const bridge = await connectAsync(broker.wsUrl, { username: 'bridge', password: 'b', protocolVersion: 5 });
  bridge.on('error', () => {});
  ends.push(() => bridge.endAsync(true));
  await bridge.publishAsync('z/bridge/state', '{"state":"online"}', retain);
  await bridge.publishAsync('z/bridge/devices', JSON.stringify(household), retain);
  return { broker, bridge };
}

function observe(broker: Mosquitto): Session {
  const session = openTestSession({ shareAlerts: true });
  ends.push(() => session.close());
  session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
  return session;
}

/** resolves with the first alert, now or later, that is as wanted */
function alertIn(session: Session, isIt: (alert: Alert) => boolean): Promise<Alert> {
  return new Promise((resolve) => {
    const feed = session.openFeed();
    const look = () => {
      feed.take();
      const found = [...session.alerts.values()].find(isIt);
      if (found === undefined) return;
      session.closeFeed(feed);
      resolve(found);
    };
    feed.onChange(look);
    look();
  });
}

const patience = { timeout: 15_000 };
const told = async (session: Session) => session.witness.answers.witness({});
const isOf = (kind: Alert['class']) => (alert: Alert) => alert.class === kind && alert.endedAt === null;
const give = (bridge: MqttClient, options = {}) =>
  bridge.publishAsync(order, '{"state":"UNLOCK"}', { qos: 1, ...options });

describe('at a real Mosquitto', { timeout: 30_000 }, () => {
  test('a command that the broker keeps is found, and cleared from the alert', async () => {
    const { broker, bridge } = await home();
    await give(bridge, retain);
    const session = observe(broker);
    const alert = await alertIn(session, isOf('retained_command'));
    expect(alert).toMatchObject({ subject: order, severity: 'critical', fix: { kind: 'clear-command' } });
    await expect(session.witness.answers.clearCommand({ alert: alert.id })).resolves.toEqual({ outcome: 'cleared' });
    await alertIn(session, ({ id, endedAt }) => id === alert.id && endedAt !== null);
  });

  test('a command that is given now is none, and one that is kept from now on is found while we listen', async () => {
    const { broker, bridge } = await home();
    const session = observe(broker);
    await expect.poll(async () => (await told(session)).commands.watched, patience).toBeGreaterThan(0);
    await give(bridge);
    await expect.poll(async () => (await told(session)).commands.heardAt, patience).not.toBeNull();
    expect([...session.alerts.values()].filter(isOf('retained_command'))).toEqual([]);
    await give(bridge, retain);
    await alertIn(session, isOf('retained_command'));
  });

  test('what the home listens to below its orders, and where orders are given, goes on being heard', async () => {
    const { broker, bridge } = await home();
    await bridge.publishAsync('wled/aabbcc/status', 'online', retain);
    await bridge.publishAsync('wled/aabbcc/g', '0', retain);
    await bridge.publishAsync('alarmo/state', 'armed_away', retain);
    const session = observe(broker);
    await expect.poll(async () => (await told(session)).commands.watched, patience).toBeGreaterThan(0);
    const light = () => [...session.home.devices.values()].find(({ kind }) => kind === 'light')?.state.switch;
    for (const brightness of ['128', '0', '255']) {
      await bridge.publishAsync('wled/aabbcc/g', brightness, retain);
      await expect.poll(light, patience).toMatchObject({ value: brightness === '0' ? 'off' : 'on' });
      const before = (await told(session)).commands.heardAt ?? 0;
      await bridge.publishAsync('alarmo/command', 'DISARM', { qos: 1 });
      await expect.poll(async () => (await told(session)).commands.heardAt, patience).toBeGreaterThan(before);
      await new Promise((resolve) => setTimeout(resolve, 1_000)); // as long as a look whether the broker keeps an order
    }
    expect([...session.alerts.values()].filter(isOf('retained_command'))).toEqual([]);
  });

  test('whoever tries passwords is told, and what we do ourselves is not', async () => {
    const { broker } = await home();
    const session = observe(broker);
    await expect.poll(async () => (await told(session)).mayListen, patience).toBe(true);
    await expect(session.witness.answers.tryWitness({})).resolves.toEqual({
      outcome: 'tried',
      logIn: true,
      refused: true,
      subscribed: true,
    });
    for (let round = 0; round < 10; round++)
      await connectAsync(broker.wsUrl, { username: 'owner', password: 'x', reconnectPeriod: 0 }).catch(() => null);
    const alert = await alertIn(session, ({ class: kind }) => kind === 'login_bruteforce');
    // over WebSockets only 2.1 says that it was a log-in, and from where
    const title = versionOfMosquitto().startsWith('2.0.')
      ? /^\d+ connections to your broker ended/
      : /^\d+ log-ins at your broker were refused from 127\.0\.0\.1/;
    expect(alert.title).toMatch(title);
    expect([...session.alerts.values()].map(({ class: kind }) => kind)).toEqual(['login_bruteforce']);
  });

  test('whoever tries passwords over TCP is named by where he comes from, also by 2.0', async () => {
    const [port = 0] = await freePorts(1);
    const { broker } = await home(`listener ${port} 127.0.0.1`);
    const session = observe(broker);
    await expect.poll(async () => (await told(session)).mayListen, patience).toBe(true);
    const guess = { username: 'owner', reconnectPeriod: 0 };
    for (let round = 0; round < 10; round++)
      await connectAsync(`mqtt://127.0.0.1:${port}`, { ...guess, password: `guess-${round}` }).catch(() => null);
    const alert = await alertIn(session, ({ class: kind }) => kind === 'login_bruteforce');
    expect(alert.title).toMatch(/^\d+ log-ins at your broker were refused from 127\.0\.0\.1/);
  });

  test('a client that another throws out with another account is told', async () => {
    const { broker } = await home();
    const session = observe(broker);
    await expect.poll(async () => (await told(session)).mayListen, patience).toBe(true);
    for (const [username, password] of [
      ['bridge', 'b'],
      ['owner', 'o'],
    ] as const) {
      const client = await connectAsync(broker.wsUrl, { username, password, clientId: 'cam-1', reconnectPeriod: 0 });
      client.on('error', () => {});
      ends.push(() => client.endAsync(true));
    }
    const alert = await alertIn(session, ({ class: kind }) => kind === 'client_takeover');
    expect(alert).toMatchObject({ subject: 'cam-1', severity: 'critical' });
  });

  test.each([
    ['has a command in it', 'x/owner | getClient | y'],
    ['begins like the one of this page', (ours: string) => `${ours}/o | listClients | z`],
    ['has 300 letters', 'x'.repeat(300)],
    ['has more letters than Mosquitto writes on a line', 'x'.repeat(2_000)],
    ['has a separator of lines in it', 'x\u2028y'],
  ])('an account that is made by a client whose id %s is told', async (_, id) => {
    const admin = { username: 'admin', password: 'a' };
    const broker = await startMosquitto({ dynamicSecurity: { admin }, extraConfig: tellsLog });
    ends.push(() => broker.stop());
    const session = openTestSession({ shareAlerts: true });
    ends.push(() => session.close());
    session.connect({ url: broker.wsUrl, ...admin });
    await expect.poll(async () => (await told(session)).mayListen, patience).toBe(true);
    await expect(session.witness.answers.tryWitness({})).resolves.toMatchObject({ logIn: true });
    const [, ours = ''] = /as (gatehouse\S+) \(p/.exec(broker.log()) ?? [];
    const clientId = typeof id === 'string' ? id : id(ours);
    const thief = await connectAsync(broker.wsUrl, { ...admin, clientId, reconnectPeriod: 0 });
    ends.push(() => thief.endAsync(true));
    const make = { command: 'createClient', username: 'evil', password: 'secret' };
    await thief.publishAsync('$CONTROL/dynamic-security/v1', JSON.stringify({ commands: [make] }), { qos: 1 });
    await alertIn(session, ({ class: kind }) => kind === 'account_changed');
    if (clientId.length >= 128) await alertIn(session, ({ class: kind }) => kind === 'limit_exceeded');
  });
});

describe('our own connection', () => {
  const play = (steps: readonly (readonly [seconds: number, status: 'connected' | 'reconnecting' | 'tick'])[]) => {
    const told: Happening[] = [];
    const watch = openConnectionWatch((happening) => told.push(happening));
    for (const [seconds, status] of steps) {
      if (status === 'tick') watch.tick(seconds * 1_000);
      else watch.state({ status }, seconds * 1_000);
    }
    return told.map((one) => one.type === 'connection' && `${one.isThere ? 'back' : 'away'} at ${one.at / 1_000} s`);
  };
  const ticks = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => [from + n, 'tick'] as const);

  test('that is away for two minutes is told, and that it is back', () => {
    expect(
      play([[0, 'connected'], ...ticks(0, 10), [10, 'reconnecting'], ...ticks(10, 200), [200, 'connected']]),
    ).toEqual(['away at 130 s', 'back at 200 s']);
  });

  test('that was away for a moment tells for how much of it this computer was awake', () => {
    const told: Happening[] = [];
    const watch = openConnectionWatch((happening) => told.push(happening));
    watch.state({ status: 'reconnecting' }, 0);
    for (const seconds of [1, 2, 3, 3_600, 3_601]) watch.tick(seconds * 1_000);
    watch.state({ status: 'connected' }, 3_602_000);
    expect(told).toEqual([{ type: 'connection', at: 3_602_000, isThere: true, since: 0, awakeMs: 3_000 }]);
  });

  test('of a computer that slept is not away', () => {
    expect(play([[0, 'connected'], [1, 'reconnecting'], ...ticks(1, 20), ...ticks(30_000, 30_020)])).toEqual([]);
  });
});

test.each([
  ['A state is larger than 64 KiB and was not read', true],
  ['The bridge lists more than 20000 devices: the rest is left out', true],
  ['A message of 20000 KiB is larger than Gatehouse reads', true],
  ['A message is not a JSON object', false],
])('"%s" crosses a limit: %s', (reason, crosses) => expect(isLimit({ topic: 't', reason })).toBe(crosses));
