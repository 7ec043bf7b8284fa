import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto, type MosquittoOptions } from '@/broker/mosquitto.testing';
import type { Alert } from '@/core/alerts/alert';
import { openPassingMemory, type DeviceMemory } from '@/history/device-memory';

import { topicOf } from './alert-line';
import type { Session } from '../session';
import { openTestSession } from '../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const users = { owner: 'o', guest: 'g', bridge: 'b' };
const retain = { retain: true, qos: 1 } as const;
const device = (ieee: string, name: string, more: object = {}) => ({
  ieee_address: ieee,
  friendly_name: name,
  type: 'EndDevice',
  power_source: 'Battery',
  ...more,
});
const exposes = [
  { type: 'lock', features: [{ type: 'binary', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' }] },
  { type: 'binary', property: 'tamper', access: 1, value_on: true, value_off: false },
  { type: 'enum', property: 'action', access: 1, values: ['unlock_failure_invalid_pin_or_id'] },
];
const household = [
  device('0x01', 'Coordinator', { type: 'Coordinator' }),
  device('0x0a', 'Front door', { definition: { vendor: 'Yale', model: 'Y', exposes } }),
];

/** A Mosquitto with a small Zigbee network on it, and somebody who speaks for its bridge. */
async function home(options: Partial<MosquittoOptions> = {}) {
  const broker = await startMosquitto({ users, ...options });
  ends.push(() => broker.stop());
  const bridge = await connectAsync(broker.wsUrl, { username: 'bridge', password: 'b', protocolVersion: 5 });
  bridge.on('error', () => {});
  ends.push(() => bridge.endAsync(true));
  await bridge.publishAsync('z/bridge/state', '{"state":"online"}', retain);
  await bridge.publishAsync('z/bridge/devices', JSON.stringify(household), retain);
  await bridge.publishAsync('z/Front door/availability', '{"state":"online"}', retain);
  return { broker, bridge };
}

async function observe(
  broker: Mosquitto,
  username: keyof typeof users,
  memory: DeviceMemory = openPassingMemory(),
  clock = Date.now,
) {
  const session = openTestSession({ shareAlerts: true, memory, clock });
  ends.push(() => session.close());
  session.connect({ url: broker.wsUrl, username, password: users[username] });
  await when(session, ({ listening }) => listening?.phase === 'settled' && listening.filters > 3);
  return session;
}

type Told = NonNullable<ReturnType<ReturnType<Session['openFeed']>['take']>>;

/** resolves with the first thing told from now on that satisfies */
function when(session: Session, satisfies: (told: Told) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const feed = session.openFeed();
    const look = () => {
      const told = feed.take();
      if (told === null || !satisfies(told)) return;
      session.closeFeed(feed);
      resolve();
    };
    feed.onChange(look);
    look();
  });
}

const alertsOf = (session: Session) => [...session.alerts.values()];
const whenAlert = (session: Session, satisfies: (alert: Alert) => boolean) =>
  when(session, () => alertsOf(session).some(satisfies));
const say = (bridge: MqttClient, state: object) =>
  bridge.publishAsync('z/Front door', JSON.stringify(state), { qos: 1 });
const isOpen = ({ state }: Alert) => state === 'open';

describe('alerts shared over a real Mosquitto', { timeout: 30_000 }, () => {
  test('two observers end with one alert of one cause, and an acknowledgement of one is the other’s too', async () => {
    const { broker, bridge } = await home();
    const [phone, tablet] = await Promise.all([observe(broker, 'owner'), observe(broker, 'owner')]);
    await Promise.all([say(bridge, { tamper: true }), whenAlert(phone, isOpen), whenAlert(tablet, isOpen)]);
    const ids = (session: Session) => [...session.alerts.keys()].join();
    await expect.poll(() => [phone.alerts.size, ids(phone) === ids(tablet)], { timeout: 10_000 }).toEqual([1, true]);
    const [id = ''] = phone.alerts.keys();
    phone.alertAct(id, { type: 'acknowledge' });
    await whenAlert(tablet, ({ state }) => state === 'acknowledged');
    expect(alertsOf(tablet)).toHaveLength(1);
  });

  test('who comes later reads what the others know, and opens nothing again, not even what was resolved', async () => {
    const { broker, bridge } = await home();
    await bridge.publishAsync('z/Front door', '{"tamper":true}', retain);
    const phone = await observe(broker, 'owner');
    await whenAlert(phone, isOpen);
    const [id = ''] = phone.alerts.keys();
    phone.alertAct(id, { type: 'resolve' });
    const late = await observe(broker, 'owner');
    await when(late, () => [...late.home.devices.values()].some((one) => one.state.tamper?.value === true));
    expect(alertsOf(late)).toMatchObject([{ id, state: 'resolved', endedAt: null }]);
  });

  test('a secret that stays in the broker’s memory is not told anew to whoever comes after it was closed; one that leaks anew weeks later is', async () => {
    const { broker, bridge } = await home();
    await bridge.publishAsync('z/Front door', '{"password":"hunter2-hunter2"}', retain);
    const phone = await observe(broker, 'owner');
    await whenAlert(phone, isOpen);
    const [id = ''] = phone.alerts.keys();
    phone.alertAct(id, { type: 'resolve' });
    const late = await observe(broker, 'owner');
    await when(late, () => [...late.home.devices.values()].some(({ leaks }) => leaks.length > 0));
    await Promise.all([
      say(bridge, { password: 'hunter2-hunter2', battery: 5 }),
      whenAlert(late, ({ class: kind }) => kind === 'battery_low'),
    ]);
    const leaks = (session: Session) => alertsOf(session).filter(({ class: kind }) => kind === 'secret_exposed');
    expect(leaks(late)).toMatchObject([{ id, state: 'resolved' }]);
    const weeks = await observe(broker, 'owner', openPassingMemory(), () => Date.now() + 15 * 86_400_000);
    await when(weeks, () => [...weeks.home.devices.values()].some((one) => one.leaks.length > 0));
    expect(leaks(weeks)).toMatchObject([{ id, state: 'resolved' }]);
    await Promise.all([
      say(bridge, { password: 'hunter2-hunter2' }),
      whenAlert(weeks, (alert) => alert.class === 'secret_exposed' && isOpen(alert)),
    ]);
  });

  test('an alert whose cause ended while nobody looked is over when somebody looks', async () => {
    const { broker, bridge } = await home();
    const phone = await observe(broker, 'owner');
    await Promise.all([say(bridge, { action: 'x' }), bridge.publishAsync('z/Front door', '{"battery":5}', retain)]);
    await whenAlert(phone, ({ class: kind }) => kind === 'battery_low');
    const spy = await connectAsync(broker.wsUrl, { username: 'owner', password: 'o' });
    ends.push(() => spy.endAsync(true));
    const retained = new Promise((resolve) => spy.once('message', resolve));
    await spy.subscribeAsync('gatehouse/v1/alert/+');
    await retained;
    await phone.close();
    await bridge.publishAsync('z/Front door', '{"battery":100}', retain);
    const later = await observe(broker, 'owner');
    await whenAlert(later, ({ state }) => state === 'resolved');
  });

  test('a broker that restarts and tells everything again raises nothing', async () => {
    const { broker, bridge } = await home({ persistence: true });
    await bridge.publishAsync('z/Front door', '{"tamper":true,"action":"unlock_failure_invalid_pin_or_id"}', retain);
    const phone = await observe(broker, 'owner');
    await whenAlert(phone, isOpen);
    const before = JSON.stringify(alertsOf(phone));
    const again = when(phone, ({ connection }) => connection?.status === 'reconnecting');
    await broker.restart();
    await again;
    await when(
      phone,
      ({ connection, listening }) => connection?.status === 'connected' || listening?.phase === 'settled',
    );
    await when(phone, ({ listening }) => listening?.phase === 'settled');
    expect(JSON.stringify(alertsOf(phone))).toBe(before);
  });

  test('a broker that lost what it had retained is told again', async () => {
    const { broker, bridge } = await home({ persistence: false });
    const phone = await observe(broker, 'owner');
    await Promise.all([say(bridge, { tamper: true }), whenAlert(phone, isOpen)]);
    const [id = ''] = phone.alerts.keys();
    await broker.kill('SIGKILL');
    await broker.restart(); // it has forgotten everything
    const spy = await connectAsync(broker.wsUrl, { username: 'owner', password: 'o' });
    ends.push(() => spy.endAsync(true));
    const told = new Promise<string>((resolve) => spy.on('message', (topic) => resolve(topic)));
    await spy.subscribeAsync('gatehouse/v1/alert/+');
    expect(await told).toBe(topicOf(id));
  });

  test('an account that may not write there keeps its alerts to itself, and knows it', async () => {
    const acl = 'user guest\ntopic read #\n\nuser bridge\ntopic readwrite #';
    const { broker, bridge } = await home({ acl });
    const guest = await observe(broker, 'guest');
    const isTold = when(guest, ({ alertSharing }) => alertSharing === 'refused');
    await Promise.all([say(bridge, { tamper: true }), whenAlert(guest, isOpen), isTold]);
    expect(alertsOf(guest)).toHaveLength(1);
  });

  test('what anybody writes there is read with care', async () => {
    const { broker, bridge } = await home();
    await bridge.publishAsync(topicOf('junk'), '{"__proto__":1}', retain);
    const phone = await observe(broker, 'owner');
    expect(phone.alerts.size).toBe(0);
    const problems = phone.openFeed().take()?.problems;
    expect(problems).toMatchObject([{ topic: topicOf('junk'), count: 1 }]);
  });

  test('codes that somebody says were his own raise nothing when he mistypes once more, also on another phone', async () => {
    const { broker, bridge } = await home();
    const [phone, tablet] = await Promise.all([observe(broker, 'owner'), observe(broker, 'owner')]);
    const mistype = (secondsAgo: number) => {
      const last_seen = new Date(Date.now() - secondsAgo * 1_000).toISOString();
      return say(bridge, { action: 'unlock_failure_invalid_pin_or_id', last_seen });
    };
    const isAbout = ({ class: kind }: Alert) => kind === 'pin_bruteforce';
    const first = Date.now() - 119_000;
    for (const ago of [119, 60, 50]) await mistype(ago);
    await Promise.all([whenAlert(phone, isAbout), whenAlert(tablet, isAbout)]);
    const judged = whenAlert(tablet, (alert) => isAbout(alert) && alert.verdict?.kind === 'mine');
    await expect.poll(() => [phone.alerts.size, tablet.alerts.size]).toEqual([1, 1]);
    phone.alertAct([...phone.alerts.keys()][0] ?? '', { type: 'judge', verdict: 'mine' });
    await judged;
    // the first of them out of the two minutes, this would be another alert
    await expect.poll(() => Date.now() - first).toBeGreaterThan(120_000);
    await mistype(0);
    // an alert of the same broker comes behind it: by then each of them has heard the code
    await Promise.all([say(bridge, { tamper: true }), ...[phone, tablet].map((one) => whenAlert(one, isOpen))]);
    for (const session of [phone, tablet]) expect(alertsOf(session).filter(isAbout)).toHaveLength(1);
  });

  test('a device that joined while nobody looked is noticed at the next visit', async () => {
    const { broker, bridge } = await home();
    const memory = openPassingMemory();
    const first = await observe(broker, 'owner', memory);
    await expect.poll(() => memory.recall(broker.wsUrl), { timeout: 10_000 }).toHaveLength(2);
    await first.close();
    const more = [...household, device('0x0f', 'Rogue plug')];
    await bridge.publishAsync('z/bridge/devices', JSON.stringify(more), retain);
    const next = await observe(broker, 'owner', memory);
    await whenAlert(next, ({ class: kind, device: who }) => kind === 'unknown_device' && who === 'ieee:0x0f');
    expect(alertsOf(next)).toHaveLength(1);
  });
});
