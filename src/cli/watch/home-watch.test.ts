import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import type { Alert, AlertClass, Severity } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { topicOf, writeAlert } from '@/session/alerts/alert-line';
import { openHome } from '@/simulator/home';
import { householdSize } from '@/simulator/household';

import type { Notice } from '../delivery/notice';
import { topicWay } from '../delivery/topic-way';
import type { Way } from '../delivery/way';
import { openHomeWatch, type HomeWatch, type HomeWatchOptions } from './home-watch';
import { asAlerts, asIncidents } from './kept-values';
import { openStateDirectory } from './state-directory';

let broker: Mosquitto;
let bridge: MqttClient;
const directories: string[] = [];
const open: HomeWatch[] = [];
const within = { timeout: 15_000, interval: 25 };

beforeAll(async () => {
  broker = await startMosquitto({ users: { watcher: 'w', bridge: 'b' }, persistence: true });
  bridge = await connectBridge();
  await announce();
}, 20_000);
afterEach(async () => {
  for (const watch of open.splice(0)) await watch.close();
  for (const topic of heard.keys())
    if (topic.startsWith('gatehouse/')) await bridge.publishAsync(topic, '', { retain: true, qos: 1 });
  heard.clear();
});
afterAll(async () => {
  await bridge.endAsync(true);
  await broker.stop();
  for (const directory of directories) rmSync(directory, { recursive: true });
});

/** what anybody else on the broker sees, by topic */
const heard = new Map<string, string>();

async function connectBridge(): Promise<MqttClient> {
  const client = await connectAsync(broker.wsUrl, { username: 'bridge', password: 'b', reconnectPeriod: 200 });
  client.on('error', () => {});
  client.on('message', (topic, payload) => void heard.set(topic, payload.toString()));
  await client.subscribeAsync(['gatehouse/#', 'home/#']);
  return client;
}

const smoke = 'zigbee2mqtt/Kitchen smoke';
const say = (topic: string, payload: unknown, retain = false) =>
  bridge.publishAsync(topic, JSON.stringify(payload), { retain, qos: 1 });

/** A home says how it is, as after the start of its bridge. */
async function announce(): Promise<void> {
  const { messages } = openHome({ seed: 3, startAt: Date.now() });
  for (const { topic, payload, retain } of messages) await bridge.publishAsync(topic, payload, { retain, qos: 1 });
}

/** The id of the device that its bridge calls so. */
function deviceOf(name: string): string {
  const { messages } = openHome({ seed: 3, startAt: Date.now() });
  const list = messages.find(({ topic }) => topic === 'zigbee2mqtt/bridge/devices');
  const devices = JSON.parse(String(list?.payload)) as readonly Readonly<Record<string, string>>[];
  return `ieee:${devices.find((device) => device['friendly_name'] === name)?.['ieee_address']}`;
}

/** As a refreshed catalogue beside the page holds it. */
const freshAdvisory = (vendor: string, model: string) => ({
  cve: 'CVE-2026-0777',
  vendor,
  product: model,
  sort: null,
  models: [model],
  families: [],
  added: new Date().toISOString().slice(0, 10),
  action: 'update',
  ransomware: false,
  affected: null,
  fixed: null,
  supportEnds: null,
  source: 'https://example.org/kev',
  quoted: null,
});

/** A watcher in this process, its lines, and what it said. */
function watchHome({
  publish = false,
  directory = null,
  url = broker.wsUrl,
  ...more
}: { readonly publish?: boolean; readonly directory?: string | null; readonly url?: string } & Pick<
  Partial<HomeWatchOptions>,
  'clock' | 'catalogs' | 'waysOf' | 'quietHours'
> = {}) {
  const lines: Alert[] = [];
  const said: string[] = [];
  const watch = openHomeWatch({
    login: { url, username: 'watcher', password: 'w' },
    publish,
    state: openStateDirectory(directory, (sentence) => said.push(sentence)),
    quietHours: null,
    waysOf: (send) => [
      topicWay({
        name: 'topic',
        flag: 'notify-topic',
        topic: 'home/alerts',
        template: '{{title}}',
        from: 'warning',
        publish: send,
      }),
    ],
    write: (line) => lines.push(JSON.parse(line) as Alert),
    say: (sentence) => said.push(sentence),
    ...more,
  });
  watch.ended.catch(() => {});
  open.push(watch);
  const told = () => lines.map((alert) => `${alert.class} ${alert.state}`);
  const settled = () => vi.waitFor(() => expect(said.at(-1)).toMatch(/^Watching \d+ devices/), within);
  return { watch, lines, told, said, settled };
}

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-watch-'));
  directories.push(directory);
  return join(directory, 'state');
}

test('an alert is a line when it opens, is told once, and is on the broker only if that is wanted', async () => {
  const { told, settled } = watchHome();
  await settled();
  await say(smoke, { smoke: true });
  await vi.waitFor(() => expect(told()).toContain('safety open'), within);
  await vi.waitFor(() => expect(heard.get('home/alerts')).toContain('reports smoke'), within);
  await say(smoke, { smoke: true });
  expect(told().filter((one) => one === 'safety open')).toHaveLength(1);
  expect([...heard.keys()].filter((topic) => topic.startsWith('gatehouse/v1/alert/'))).toEqual([]);
});

test('it says at the broker how much it has learned of what is usual, and a day more as soon as it is one', async () => {
  const { settled } = watchHome({ publish: true });
  const learned = () => (JSON.parse(heard.get('gatehouse/v1/watcher') ?? '{}') as { learned?: unknown }).learned;
  await settled();
  await vi.waitFor(() => expect(learned()).toEqual({ days: 0, of: 14 }), within);
  await say(smoke, { smoke: false });
  await vi.waitFor(() => expect(learned()).toEqual({ days: 1, of: 14 }), within);
});

test('a weakness that CISA lists while it runs is told of the next day, without a restart', async () => {
  let later = 0;
  let advisories: readonly unknown[] = [];
  const { told, settled } = watchHome({
    clock: () => Date.now() + later,
    catalogs: () => [JSON.stringify({ format: 'gatehouse-advisories/1', date: '2026-11-01', advisories })],
  });
  await settled();
  advisories = [freshAdvisory('Develco', 'SMSZB-120')];
  expect(told()).not.toContain('policy_violation open');
  later = 86_460_000;
  await vi.waitFor(() => expect(told()).toContain('policy_violation open'), within);
  await vi.waitFor(() => expect(heard.get('home/alerts')).toMatch(/allway smoke may have a weakness/), within);
});

test('a code that somebody changes at a lock is told of though no page is open, and none is ended by a watcher', async () => {
  let later = 0;
  await bridge.subscribeAsync('zigbee2mqtt/+/set');
  const { lines, told, settled } = watchHome({ clock: () => Date.now() + later });
  const owner = { device: deviceOf('Front door'), since: Date.now() - 86_400_000, endedBy: 'gatehouse' } as const;
  const codes = [
    { ...owner, slot: 3, person: 'Anna', until: null },
    { ...owner, slot: 4, person: 'The plumber', until: Date.now() - 3_600_000 },
  ];
  await say('gatehouse/v1/names', { codes }, true);
  await settled();
  await say('zigbee2mqtt/Front door', { state: 'LOCK', action: 'pin_code_changed', action_user: 3 });
  await vi.waitFor(
    () => {
      later += 15_000;
      expect(told()).toContain('account_changed open');
    },
    { ...within, interval: 300 },
  );
  expect(lines.find((alert) => alert.class === 'account_changed')?.title).toContain('Anna');
  expect(heard.has('zigbee2mqtt/Front door/set')).toBe(false);
  await bridge.unsubscribeAsync('zigbee2mqtt/+/set');
});

/** they run on batteries, and their bridge stays */
const radios = [
  'Bedroom window',
  'Front door contact',
  'Hallway motion',
  'Hallway smoke',
  'Kitchen smoke',
  'Bedroom climate',
];
const sayAllAre = (state: 'online' | 'offline') =>
  Promise.all(radios.map((name) => say(`zigbee2mqtt/${name}/availability`, { state }, true)));

test(
  'jamming that is over before anybody could be told is told once a way is there again',
  { timeout: 60_000 },
  async () => {
    let isDown = true;
    let later = 0;
    const titles: string[] = [];
    const { told, settled } = watchHome({
      clock: () => Date.now() + later,
      waysOf: () => [
        {
          name: 'topic',
          from: 'critical',
          async tell({ title }) {
            if (isDown) return { outcome: 'failed', reason: 'The network is jammed', final: false };
            titles.push(title);
            return { outcome: 'delivered' };
          },
        },
      ],
    });
    await settled();
    await sayAllAre('offline');
    await vi.waitFor(() => expect(told()).toContain('jamming open'), within);
    await sayAllAre('online');
    // they stay, from when it heard that
    await vi.waitFor(
      () => {
        later += 60_000;
        expect(told()).toContain('jamming resolved');
      },
      { ...within, interval: 300 },
    );
    isDown = false;
    await vi.waitFor(() => expect(titles).toHaveLength(1), { timeout: 40_000 });
    expect(titles[0]).toMatch(/\(it is over now\)$/);
  },
);

/** A way that is out of order until it is mended, and the titles it told then. */
function brokenWay() {
  const titles: string[] = [];
  let isDown = true;
  const way: Way = {
    name: 'topic',
    from: 'warning',
    async tell({ title }) {
      if (isDown) return { outcome: 'failed', reason: 'It is out of order', final: false };
      titles.push(title);
      return { outcome: 'delivered' };
    },
  };
  return { waysOf: () => [way], titles, mend: () => void (isDown = false) };
}

/** As somebody else’s page tells the same on the broker. */
const sharedByAnother = (alert: Alert) =>
  bridge.publishAsync(`gatehouse/v1/alert/${alert.id}`, writeAlert(alert), { retain: true, qos: 1 });

test(
  'an alert that waits to be told is told once, though another observer’s name for it is agreed on meanwhile',
  { timeout: 60_000 },
  async () => {
    const { waysOf, titles, mend } = brokenWay();
    const { lines, told, settled } = watchHome({ waysOf });
    await settled();
    await say('zigbee2mqtt/Front door', { password: 'hunter2-hunter2' });
    await vi.waitFor(() => expect(told()).toContain('secret_exposed open'), within);
    const own = lines.find((alert) => alert.class === 'secret_exposed');
    if (own === undefined) throw new Error('It was told a moment ago');
    await sharedByAnother({ ...own, id: '0-of-another', t: own.t - 1_000, title: `${own.title}, says another` });
    await vi.waitFor(() => expect(lines.map(({ id }) => id)).toContain('0-of-another'), within);
    mend();
    await vi.waitFor(() => expect(titles).toEqual([`${own.title}, says another`]), { timeout: 30_000 });
  },
);

test('a state that cannot be read is put aside, and the home is watched', async () => {
  const directory = newDirectory();
  mkdirSync(directory);
  writeFileSync(join(directory, 'alerts.json'), '{"format":"gatehouse-watch/1","homes":null}');
  const { said, settled } = watchHome({ directory });
  await settled();
  expect(said[0]).toMatch(/alerts\.json is not the state of a watcher\. It lies beside as /);
  expect(readFileSync(join(directory, 'alerts.json.unreadable'), 'utf8')).toContain('"homes":null');
});

test('a state of the right form with something else in it ends no watcher at each start: the home is watched', async () => {
  const directory = newDirectory();
  mkdirSync(directory);
  const names = ['alerts', 'counts', 'delivery', 'devices', 'habits', 'incidents', 'session', 'signers', 'updates'];
  for (const name of names)
    writeFileSync(
      join(directory, `${name}.json`),
      JSON.stringify({ format: 'gatehouse-watch/1', homes: { [broker.wsUrl]: [{ outbox: 5 }] } }),
    );
  const { said, told, settled } = watchHome({ directory });
  await settled();
  await say('zigbee2mqtt/Bedroom window', { tamper: true, contact: true });
  await vi.waitFor(() => expect(told()).toContain('tamper open'), within);
  expect(said.filter((one) => one.includes('is not the state of a watcher')).length).toBeGreaterThanOrEqual(5);
});

test('an incident has the name after a restart that it had before', async () => {
  const directory = newDirectory();
  const ofCamera = (kind: 'camera_moved' | 'camera_talk', minutes: number) => {
    const t = Date.now() - minutes * 60_000;
    return alertOf({ id: `${kind}-cam`, t, class: kind, subject: 'cam', device: 'cam', endedAt: t });
  };
  const [moved, talk] = [ofCamera('camera_moved', 3), ofCamera('camera_talk', 2)];
  const name = `incident-camera-${talk.id}`;
  const keep = openStateDirectory(directory, () => {});
  keep('alerts', asAlerts).write(broker.wsUrl, [moved, talk]);
  keep('incidents', asIncidents).write(broker.wsUrl, [{ id: name, alerts: [talk.id] }]);
  const { lines, settled, watch } = watchHome({ directory, publish: true });
  await settled();
  const acknowledged = { ...moved, state: 'acknowledged', changes: 1 } as const;
  await bridge.publishAsync(topicOf(moved.id), writeAlert(acknowledged), { retain: true, qos: 1 });
  await bridge.publishAsync(topicOf(talk.id), writeAlert({ ...talk, state: 'resolved', changes: 1 }), {
    retain: true,
    qos: 1,
  });
  await vi.waitFor(
    () => expect(lines).toContainEqual(expect.objectContaining({ id: name, state: 'acknowledged' })),
    within,
  );
  await watch.close();
  const kept = JSON.parse(readFileSync(join(directory, 'incidents.json'), 'utf8')) as { homes: object };
  expect(kept.homes).toEqual({ [broker.wsUrl]: [{ id: name, alerts: [moved.id, talk.id] }] });
});

test(
  'a critical incident of alerts that wake nobody is told in quiet hours, under the name that its line has, and no more after a restart',
  { timeout: 30_000 },
  async () => {
    const directory = newDirectory();
    const told: Notice[] = [];
    const way: Way = {
      name: 'ntfy',
      from: 'warning',
      async tell(notice) {
        told.push(notice);
        return { outcome: 'delivered' };
      },
    };
    const night = { from: 0, to: 1, localTime: () => ({ day: 0, weekday: 0, minute: 0 }) };
    const start = () => watchHome({ directory, waysOf: () => [way], quietHours: night });
    const act = (kind: AlertClass, device: string | null, severity: Severity, more: Partial<Alert> = {}) => {
      const t = Date.now();
      const about = { class: kind, subject: device ?? 'owner', device, severity, title: kind, evidence: [] };
      return alertOf({ id: `${kind}-of-another`, t, changedAt: t, endedAt: t, ...about, ...more });
    };
    const first = start();
    await first.settled();
    for (const alert of [
      act('client_takeover', null, 'warning'),
      act('camera_viewer', 'cam', 'info'),
      act('camera_moved', 'cam', 'info'),
    ])
      await sharedByAnother(alert);
    await vi.waitFor(() => expect(told).toHaveLength(1), within);
    expect(told[0]).toMatchObject({ class: 'incident', severity: 'critical', device: 'cam' });
    const lines = first.lines.filter((line) => 'incident' in line);
    expect(lines.at(-1)).toMatchObject({ id: told[0]?.id, severity: 'critical', title: told[0]?.title });
    await first.watch.close();

    const again = start();
    await again.settled();
    await sharedByAnother(act('camera_moved', 'cam', 'info', { count: 2 }));
    await sharedByAnother(act('battery_low', 'bell', 'critical', { title: 'The last that is told' }));
    await vi.waitFor(() => expect(told.map(({ title }) => title)).toContain('The last that is told'), within);
    expect(told).toHaveLength(2);
  },
);

test('smoke is told at once, though somebody has just written sixty alerts of smoke that is none to the broker', async () => {
  const { settled } = watchHome();
  await settled();
  const titles: string[] = [];
  bridge.on('message', (topic, payload) => void (topic === 'home/alerts' && titles.push(payload.toString())));
  for (let index = 0; index < 60; index++)
    await sharedByAnother(
      alertOf({
        id: `safety-${index}`,
        t: Date.now(),
        class: 'safety',
        device: `x${index}`,
        subject: `x${index} smoke`,
        title: `Forged ${index}`,
      }),
    );
  await vi.waitFor(() => expect(titles.length).toBeGreaterThanOrEqual(3), within);
  await say(smoke, { smoke: true });
  await vi.waitFor(() => expect(titles.join()).toContain('reports smoke'), within);
  expect(titles.length).toBeLessThan(6);
});

test('with --publish every page sees it', async () => {
  const { told, settled } = watchHome({ publish: true });
  await settled();
  await say('zigbee2mqtt/Bedroom window', { tamper: true, contact: true });
  await vi.waitFor(() => expect(told()).toContain('tamper open'), within);
  await vi.waitFor(() => {
    const [, shared = '{}'] = [...heard].find(([topic]) => topic.startsWith('gatehouse/v1/alert/tamper')) ?? [];
    expect(JSON.parse(shared)).toMatchObject({ class: 'tamper', state: 'open' });
  }, within);
});

test('it says that it is there, tells a test when it is asked, says when it was told, and says goodbye', async () => {
  const { settled, watch } = watchHome();
  await settled();
  const status = () =>
    JSON.parse(heard.get('gatehouse/v1/watcher') ?? '{}') as { state: string; ways: string[]; last: unknown };
  expect(status()).toMatchObject({ state: 'online', publishes: false, ways: ['topic'], last: null, waiting: 0 });
  await bridge.publishAsync('gatehouse/v1/watcher/request', '{"do":"test"}', { qos: 1 });
  await vi.waitFor(() => expect(heard.get('home/alerts')).toContain('This is a test'), within);
  await vi.waitFor(() => expect(status().last).toMatchObject({ outcome: 'delivered', reason: null }), within);
  // somebody's last will from before, or a second watcher's goodbye
  await bridge.publishAsync('gatehouse/v1/watcher', '{"state":"offline"}', { retain: true, qos: 1 });
  await vi.waitFor(() => expect(status().state).toBe('online'), within);
  await watch.close();
  await vi.waitFor(() => expect(status().state).toBe('offline'), within);
});

test('two watchers of one home say so, on the page too; the last word of one that was killed is none that is there', async () => {
  const of = (since: number, saidAt: number, ways = ['topic']) =>
    say(
      'gatehouse/v1/watcher',
      { state: 'online', saidAt, since, publishes: false, ways, last: null, waiting: 0 },
      true,
    );
  await of(5, Date.now());
  const { settled, said } = watchHome();
  await settled();
  const another = () => said.filter((sentence) => sentence.startsWith('Another watcher'));
  await of(6, Date.now(), ['ntfy']);
  await of(6, Date.now() + 1, ['ntfy']);
  await say('gatehouse/v1/watcher/request', { do: 'test' });
  await vi.waitFor(() => expect(heard.get('home/alerts')).toContain('This is a test'), within);
  expect(another()).toEqual([]);

  const second = watchHome();
  await second.settled();
  // what it would say in two minutes
  await say('gatehouse/v1/watcher/request', { do: 'test' });
  await vi.waitFor(() => expect(another()).toHaveLength(1), within);
  expect(another()[0]).toMatch(
    /^Another watcher of this home runs since 2\S+Z, and tells by topic too: people are told twice/,
  );
  await vi.waitFor(() => expect(heard.get('gatehouse/v1/watcher')).toContain('"beside":true'), within);
});

test('how much it watches it says again only when that is another number', { timeout: 30_000 }, async () => {
  const { said, settled } = watchHome();
  await settled();
  const [first] = said;
  // a second bridge, of which more is to be listened to, before it tells of any device
  await say('attic/bridge/state', { state: 'online' });
  await new Promise((rest) => setTimeout(rest, 1_500));
  expect(said).toEqual([first]);
  await say('attic/bridge/devices', [
    { ieee_address: '0x00124b00aa000001', friendly_name: 'Skylight', type: 'EndDevice', definition: null },
  ]);
  await vi.waitFor(() => expect(said.at(-1)).not.toBe(first), within);
  expect(said).toEqual([first, expect.stringMatching(/^Watching \d+ devices/)]);
});

test('a broker that restarts is found again, and what happens then is told', { timeout: 30_000 }, async () => {
  const { told, said, settled } = watchHome();
  await settled();
  await broker.restart();
  await vi.waitFor(() => expect(said.filter((one) => one.startsWith('Watching'))).toHaveLength(2), within);
  await vi.waitFor(() => expect(bridge.connected).toBe(true), within);
  await say('zigbee2mqtt/Bedroom window', { tamper: true, contact: true });
  await vi.waitFor(() => expect(told()).toContain('tamper open'), within);
});

test(
  'what it keeps is for its owner only; started again it goes on, and tells nobody twice',
  { timeout: 30_000 },
  async () => {
    const directory = newDirectory();
    const first = watchHome({ directory });
    await first.settled();
    await say(smoke, { smoke: true });
    await vi.waitFor(() => expect(heard.get('home/alerts')).toContain('reports smoke'), within);
    await first.watch.close();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of ['devices', 'alerts', 'incidents', 'delivery'])
      expect(statSync(join(directory, `${name}.json`)).mode & 0o777, name).toBe(0o600);
    heard.clear();

    // meanwhile somebody comes in whom it did not know
    const { messages } = openHome({ seed: 3, devices: householdSize + 1, startAt: Date.now() });
    for (const { topic, payload } of messages)
      if (topic.endsWith('/bridge/devices')) await bridge.publishAsync(topic, payload, { retain: true, qos: 1 });
    const again = watchHome({ directory });
    await again.settled();
    await vi.waitFor(() => expect(again.told()).toContain('joined_while_closed open'), within);
    await vi.waitFor(() => expect(heard.get('home/alerts')).toContain('joined'), within);
    await say(smoke, { smoke: false });
    await vi.waitFor(() => expect(again.told()).toContain('safety open'), within);
  },
);

/** The broker behind a line on which each connection takes its time to come about. */
async function slowLine(delayMs: number): Promise<{ readonly url: string; readonly close: () => Promise<unknown> }> {
  const line = createServer((near) => {
    near.pause();
    near.on('error', () => {});
    setTimeout(() => {
      const far = connect(broker.port, '127.0.0.1');
      far.on('error', () => near.destroy());
      near.pipe(far).pipe(near);
    }, delayMs);
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const { port } = line.address() as AddressInfo; // it listens on a port
  return { url: `ws://127.0.0.1:${port}`, close: () => new Promise((resolve) => line.close(resolve)) };
}

test(
  'what waits to be told when the watcher is started anew is told no more where a person saw it meanwhile, and else it is',
  { timeout: 40_000 },
  async () => {
    const directory = newDirectory();
    const line = await slowLine(2_000);
    const { waysOf, titles, mend } = brokenWay();
    const first = watchHome({ directory, waysOf, url: line.url });
    await first.settled();
    await say('zigbee2mqtt/Front door', { password: 'hunter2-hunter2' });
    await say('zigbee2mqtt/Bedroom window', { tamper: true, contact: true });
    await vi.waitFor(() => expect(first.told()).toContain('tamper open'), within);
    await vi.waitFor(() => expect(first.told()).toContain('secret_exposed open'), within);
    await first.watch.close();
    const seen = first.lines.find((alert) => alert.class === 'secret_exposed');
    if (seen === undefined) throw new Error('It was told a moment ago');
    await sharedByAnother({ ...seen, state: 'acknowledged', changes: 1, changedAt: Date.now() });
    // a night later
    const kept = join(directory, 'delivery.json');
    writeFileSync(kept, readFileSync(kept, 'utf8').replaceAll(/"due":\d+/g, '"due":1'));
    mend();
    const again = watchHome({ directory, waysOf, url: line.url });
    await again.settled();
    await vi.waitFor(() => expect(titles.join()).toContain('tampered'), { timeout: 20_000 });
    expect(titles).toHaveLength(1);
    await again.watch.close();
    await line.close();
  },
);

test('a watcher that is refused by a broker that let it in before says so, and goes on trying', async () => {
  const before = await startMosquitto({ users: { watcher: 'w' } });
  const { watch, said, settled } = watchHome({ url: before.wsUrl });
  let isOver = false;
  watch.ended.catch(() => (isOver = true));
  await settled();
  await before.stop();
  // as one that is started before whoever knows its accounts
  const after = await startMosquitto({ port: before.port, users: { somebody: 's' } });
  await vi.waitFor(() => expect(said.at(-1)).toContain('The broker refuses the log-in that it took before'), within);
  expect(isOver).toBe(false);
  await open.pop()?.close();
  await after.stop();
}, 40_000);

test(
  'a watcher that is started where its broker is away tells people so, and is there when the broker is',
  { timeout: 60_000 },
  async () => {
    const directory = newDirectory();
    const { waysOf, titles, mend } = brokenWay();
    mend();
    const before = await startMosquitto({ users: { watcher: 'w' } });
    const first = watchHome({ url: before.wsUrl, directory, waysOf });
    await vi.waitFor(() => expect(first.said.at(-1)).toMatch(/^Watching/), within);
    await first.watch.close();
    await before.stop();

    let later = 0;
    const again = watchHome({ url: before.wsUrl, directory, waysOf, clock: () => Date.now() + later });
    await vi.waitFor(
      () => {
        later += 5_000;
        expect(titles).toEqual(['The broker cannot be reached, so nothing in the home is watched']);
      },
      { timeout: 40_000, interval: 300 },
    );
    expect(again.said[0]).toMatch(/^Nothing answers at ws:.* where a broker was before; trying again\.$/);
    const after = await startMosquitto({ port: before.port, users: { watcher: 'w' } });
    await vi.waitFor(() => expect(again.said.at(-1)).toMatch(/^Watching/), { timeout: 40_000 });
    await open.pop()?.close();
    await after.stop();
  },
);
