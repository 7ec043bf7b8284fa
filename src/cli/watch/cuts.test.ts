import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { openRelay } from '@/broker/relay.testing';
import { alertOf } from '@/core/alerts/alert.testing';
import { topicOf, writeAlert } from '@/session/alerts/alert-line';
import { openHome } from '@/simulator/home';

import { openHomeWatch, type HomeWatch } from './home-watch';
import type { StateDirectory } from './state-directory';

const within = { timeout: 20_000, interval: 25 };
const open: HomeWatch[] = [];
let broker: Mosquitto;
let bridge: MqttClient;

beforeAll(async () => {
  broker = await startMosquitto({ users: { watcher: 'w', bridge: 'b' } });
  bridge = await connectAsync(broker.wsUrl, { username: 'bridge', password: 'b' });
}, 20_000);
afterEach(async () => {
  for (const watch of open.splice(0)) await watch.close();
});
afterAll(async () => {
  await bridge.endAsync(true);
  await broker.stop();
});

type Options = { readonly url?: string; readonly kept?: Record<string, unknown>; readonly tells?: boolean };

/** A watcher, what it told, and what is on its disk: a copy of each file as it was written, in the order of writing. */
function watchHome({ url = broker.wsUrl, kept = {}, tells = true }: Options) {
  const told: string[] = [];
  const tried: { readonly title: string; readonly isOnDisk: boolean }[] = [];
  const said: string[] = [];
  const disk: Record<string, unknown> = { ...kept };
  const moments: Record<string, unknown>[] = [];
  const isOnDisk = (title: string) => JSON.stringify(disk['delivery'] ?? null).includes(title);
  const state: StateDirectory = <T>(name: string) => ({
    read: () => (disk[name] ?? null) as T | null, // this test wrote it
    write(_home: string, value: T) {
      disk[name] = structuredClone(value);
      moments.push({ ...disk });
    },
  });
  const watch = openHomeWatch({
    login: { url, username: 'watcher', password: 'w' },
    publish: false,
    state,
    quietHours: null,
    waysOf: () => [
      {
        name: 'topic',
        from: 'warning',
        async tell({ title }) {
          tried.push({ title, isOnDisk: isOnDisk(title) });
          if (!tells) return { outcome: 'failed', reason: 'The fuse is out', final: false };
          told.push(title);
          return { outcome: 'delivered' };
        },
      },
    ],
    write() {},
    say: (sentence) => said.push(sentence),
  });
  watch.ended.catch(() => {});
  open.push(watch);
  const settled = (times = 1) =>
    vi.waitFor(() => expect(said.filter((one) => one.startsWith('Watching'))).toHaveLength(times), within);
  return { watch, told, tried, said, disk, moments, settled };
}

/** A home says how it is, as after the start of its bridge. */
async function announce(): Promise<void> {
  const { messages } = openHome({ seed: 3, startAt: Date.now() });
  for (const { topic, payload, retain } of messages) await bridge.publishAsync(topic, payload, { retain, qos: 1 });
}

const say = (topic: string, payload: unknown) => bridge.publishAsync(topic, JSON.stringify(payload), { qos: 1 });

test(
  'what a page opened while the line was cut is told when it is mended, once, and what was there before is not',
  { timeout: 40_000 },
  async () => {
    const before = alertOf({ t: Date.now(), id: 'tamper-before', subject: 'before', title: 'Lifted off long ago' });
    await bridge.publishAsync(topicOf(before.id), writeAlert(before), { retain: true, qos: 1 });
    const cable = await openRelay(broker.port);
    const { told, said, settled } = watchHome({ url: `ws://127.0.0.1:${cable.port}` });
    await settled();
    cable.cut();
    await vi.waitFor(() => expect(said.at(-1)).toMatch(/connection to the broker is lost/), within);
    const alert = alertOf({ t: Date.now(), title: 'A page saw it' });
    await bridge.publishAsync(topicOf(alert.id), writeAlert(alert), { retain: true, qos: 1 });
    cable.mend();
    await settled(2);
    await vi.waitFor(() => expect(told).toEqual(['A page saw it']), within);
    cable.cut();
    await vi.waitFor(() => expect(said.at(-1)).toMatch(/connection to the broker is lost/), within);
    cable.mend();
    await settled(3);
    expect(told).toEqual(['A page saw it']);
    for (const { id } of [before, alert]) await bridge.publishAsync(topicOf(id), '', { retain: true, qos: 1 });
    await cable.close();
  },
);

test('what opened while a home where all is well was not watched is told', { timeout: 40_000 }, async () => {
  const first = watchHome({});
  await first.settled();
  const { length } = first.told;
  await first.watch.close();
  const alert = alertOf({ t: Date.now(), title: 'A page saw it' });
  await bridge.publishAsync(topicOf(alert.id), writeAlert(alert), { retain: true, qos: 1 });
  const again = watchHome({ kept: first.disk });
  await again.settled();
  await vi.waitFor(() => expect(again.told).toContain('A page saw it'), within);
  expect(length).toBe(0);
  await bridge.publishAsync(topicOf(alert.id), '', { retain: true, qos: 1 });
});

test('a power cut at any moment after an alert loses nothing that was to be told', { timeout: 60_000 }, async () => {
  await announce();
  const first = watchHome({ tells: false });
  await first.settled();
  const before = first.moments.length;
  await say('zigbee2mqtt/Kitchen smoke', { smoke: true });
  await say('zigbee2mqtt/Bedroom window', { tamper: true, contact: true });
  const knows = (moment: Record<string, unknown>, name: string, kind: string) =>
    JSON.stringify(moment[name] ?? null).includes(`"class":"${kind}"`);
  await vi.waitFor(() => {
    for (const kind of ['safety', 'tamper']) expect(knows(first.disk, 'alerts', kind), kind).toBe(true);
  }, within);
  expect(first.tried.find(({ title }) => /reports smoke/.test(title))?.isOnDisk).toBe(true);
  for (const moment of first.moments.slice(before))
    for (const kind of ['safety', 'tamper'])
      if (knows(moment, 'alerts', kind)) expect(knows(moment, 'delivery', kind), kind).toBe(true);

  const kept = first.moments.find((moment) => knows(moment, 'alerts', 'safety'));
  const again = watchHome({ kept: kept ?? {} });
  await vi.waitFor(() => expect(again.told.filter((title) => /reports smoke/.test(title))).toHaveLength(1), within);
});
