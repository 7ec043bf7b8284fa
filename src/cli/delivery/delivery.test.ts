import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { openWatchedBroker, type WatchedBroker } from '@/broker/watched-broker.testing';
import { alertAt, alertOf } from '@/core/alerts/alert.testing';
import { incidentsOf } from '@/core/alerts/incident';

import { nothingTold, openDelivery, type KeptDelivery } from './delivery';
import { topicWay } from './topic-way';
import { failed, type Told, type Way } from './way';

const within = { timeout: 15_000, interval: 25 };
const heard: string[] = [];
let mosquitto: Mosquitto;
let watcher: WatchedBroker;
let house: MqttClient;

beforeAll(async () => {
  mosquitto = await startMosquitto({ users: { watcher: 'w', house: 'h' } });
  watcher = openWatchedBroker({ url: mosquitto.wsUrl, username: 'watcher', password: 'w' });
  house = await connectAsync(mosquitto.wsUrl, { username: 'house', password: 'h', reconnectPeriod: 200 });
  house.on('error', () => {});
  house.on('message', (_, payload) => heard.push(payload.toString()));
  await house.subscribeAsync('home/alerts', { qos: 1 });
  await watcher.until('connected');
}, 20_000);
afterAll(async () => {
  await watcher.close();
  await house.endAsync(true);
  await mosquitto.stop();
});

/** As a watcher opens it, at a time of the test’s own. */
function deliver(kept: KeptDelivery, clock: () => number) {
  const way = topicWay({
    name: 'topic',
    flag: 'notify-topic',
    topic: 'home/alerts',
    template: '{{title}}',
    from: 'warning',
    publish: watcher.publish,
  });
  return openDelivery({ ways: [way], kept, quietHours: null, clock, onChange() {} });
}

test(
  'what could not be said while the broker was away is said when it is back, also by a watcher that was started anew meanwhile',
  { timeout: 40_000 },
  async () => {
    let now = 1_000;
    const first = deliver(nothingTold, () => now);
    await mosquitto.kill('SIGKILL');
    await watcher.until('reconnecting');
    first.tell(alertOf());
    await vi.waitFor(() => expect(first.kept.last).toMatchObject({ outcome: 'failed' }), within);
    expect(first.kept.last?.reason).toBe('The broker could not be reached');
    await first.close();
    const asKept: unknown = JSON.parse(JSON.stringify(first.kept));

    await mosquitto.restart();
    await watcher.until('connected');
    await vi.waitFor(() => expect(house.connected).toBe(true), within);
    await house.subscribeAsync('home/alerts', { qos: 1 });
    const again = deliver(asKept as KeptDelivery, () => now); // as it was written
    now += 4_000;
    again.tick();
    expect(again.waiting).toBe(1);
    now += 2_000;
    again.tick();
    await vi.waitFor(() => expect(again.kept.last).toMatchObject({ at: 7_000, outcome: 'delivered' }), within);
    again.tick();
    await again.close();
    await vi.waitFor(() => expect(heard).toEqual([alertOf().title]), within);
    expect(again.waiting).toBe(0);
  },
);

test.each<[string, Told, readonly string[]]>([
  ['delivered is told once', { outcome: 'delivered' }, ['told as ours']],
  ['failed is tried again as what it is called now', failed('no answer'), ['told as ours', 'told as theirs']],
])('what gets another observer’s name while it is being told, and is %s', async (_, outcome, expected) => {
  const titles: string[] = [];
  let now = 1_000;
  let answer: (told: Told) => void = () => {};
  const way: Way = {
    name: 'siren',
    from: 'critical',
    tell({ title }) {
      titles.push(title);
      return new Promise((resolve) => (answer = resolve));
    },
  };
  const delivery = openDelivery({ ways: [way], kept: nothingTold, quietHours: null, clock: () => now, onChange() {} });
  delivery.tell(alertOf({ id: 'ours', title: 'told as ours' }));
  delivery.passOn('ours', alertOf({ id: 'theirs', title: 'told as theirs' }));
  answer(outcome);
  await vi.waitFor(() => expect(delivery.kept.last?.outcome).toBe(outcome.outcome), within);
  now += 60_000;
  delivery.tick();
  expect(titles).toEqual(expected);
  answer({ outcome: 'delivered' });
  await delivery.close();
  expect(delivery.waiting).toBe(0);
});

test('a way that breaks ends no watcher: it failed, and is tried again with what waits', async () => {
  let now = 1_000;
  const faults: (() => Promise<Told>)[] = [
    () => {
      throw new URIError('URI malformed');
    },
    () => Promise.reject(Object.assign(new Error('spawn /home/anna/tell-me'), { code: 'ENOMEM' })),
  ];
  const way: Way = {
    name: 'ntfy',
    from: 'info',
    tell: () => faults.shift()?.() ?? Promise.resolve({ outcome: 'delivered' }),
  };
  const delivery = openDelivery({ ways: [way], kept: nothingTold, quietHours: null, clock: () => now, onChange() {} });
  delivery.tell(alertOf());
  const reasons: (string | null | undefined)[] = [];
  for (let tries = 0; tries < 3; tries++) {
    await vi.waitFor(() => expect(delivery.kept.last?.at).toBe(now), within);
    reasons.push(delivery.kept.last?.reason);
    now += 60_000;
    delivery.tick();
  }
  expect(reasons).toEqual(['It could not be told this way', 'It could not be told this way (ENOMEM)', null]);
  await delivery.close();
  expect(delivery.waiting).toBe(0);
});

/** Somebody turned a camera and spoke through it. */
function storyAt(camera: string) {
  const alerts = [alertAt(1, 'camera_moved', camera), alertAt(2, 'camera_talk', camera)];
  const [incident] = incidentsOf(alerts);
  if (incident === undefined) throw new Error('They are a story');
  return { alerts, incident: { ...incident, title: camera } };
}

test('a story of which the watcher saw nothing itself is hearsay: forged ones keep no true one waiting, until it sees of it', async () => {
  const titles: string[] = [];
  const told: string[] = [];
  const now = 1_000;
  const seen = new Set<string>();
  const way: Way = {
    name: 'ntfy',
    from: 'info',
    tell({ title, hearsay = false }) {
      titles.push(title);
      told.push(`${title} ${hearsay}`);
      return Promise.resolve({ outcome: 'delivered' });
    },
  };
  const delivery = openDelivery({
    ways: [way],
    kept: nothingTold,
    quietHours: null,
    clock: () => now,
    sight: (id) => (seen.has(id) ? 'stands' : null),
    onChange() {},
  });
  const tell = ({ alerts, incident }: ReturnType<typeof storyAt>) => delivery.tellIncident(incident, alerts);
  const forged = Array.from({ length: 20 }, (_, index) => storyAt(`forged ${index}`));
  forged.forEach(tell);
  await vi.waitFor(() => expect(titles).toHaveLength(3), within);
  const waiting = () => delivery.kept.outbox.waiting;
  expect(waiting().every(({ notice }) => notice.hearsay)).toBe(true);

  const half = storyAt('porch');
  seen.add(half.alerts[1]!.id);
  tell(half);
  await vi.waitFor(() => expect(titles).toContain('porch'), within);
  // what came to it is hearsay by itself
  delivery.tellIncident(half.incident, [], [half.alerts[0]!]);
  await vi.waitFor(() => expect(told.slice(-2)).toEqual(['porch false', 'porch true']), within);

  seen.add(forged[19]!.alerts[0]!.id);
  delivery.tick();
  await vi.waitFor(() => expect(titles).toContain('forged 19'), within);
  expect(titles).not.toContain('forged 18');
  await delivery.close();
});
