import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { runSimulatedHome } from '@/cli/simulated-devices';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { noPlan, type ShownPlan } from '@/core/firmware/update-plan';
import { usualRules } from '@/firmware/update-rules';
import type { Session, SessionOptions } from '@/session/session';
import { openTestSession } from '@/session/session.testing';

import { passwords, startBroker, type StoryBroker } from '../../../e2e/brokers';
import { openHomeWatch, type HomeWatch } from './home-watch';
import { openStateDirectory } from './state-directory';

const within = { timeout: 40_000, interval: 25 };
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Page = { readonly session: Session; readonly plan: () => ShownPlan; readonly stages: () => readonly string[] };

/** A page's session, and the plan as that page shows it. */
function openPage(url: string, username: string, password: string, options: Partial<SessionOptions> = {}): Page {
  const session = openTestSession({ shareAlerts: true, ...options });
  ends.push(() => session.close());
  const feed = session.openFeed();
  let plan = noPlan;
  feed.onChange(() => void (plan = feed.take()?.updates ?? plan));
  session.connect({ url, username, password });
  return { session, plan: () => plan, stages: () => plan.tasks.map(stageWord) };
}

const stageWord = ({ stage }: FirmwareTask) => (stage.at === 'failed' ? stage.why : stage.at);

async function openHome(): Promise<StoryBroker> {
  const broker = await startBroker('mosquitto');
  ends.push(() => broker.stop());
  const home = runSimulatedHome({
    url: broker.url,
    username: 'zigbee2mqtt',
    password: passwords.zigbee2mqtt,
    seed: 3,
    startAt: Date.UTC(2026, 10, 24, 18),
  });
  ends.push(() => home.close());
  await home.ready;
  return broker;
}

const minuteMs = 60_000;
/** the hour that is planned below, and no word of anybody from now holds any more */
const inItsHour = () => Date.now() + 630 * minuteMs;

/** The owner plans one update for hours that are not now, and closes the page. */
async function planAndClose(owner: Page, device = 'Garage/Side door'): Promise<string> {
  const planned = () => [...owner.session.home.devices.values()].find(({ name }) => name === device);
  await vi.waitFor(() => expect(planned()?.firmware?.value.updateAvailable).toBe(true), within);
  const { id } = planned()!; // it was just seen
  const minute = new Date().getHours() * 60 + new Date().getMinutes();
  const hours = { from: (minute + 600) % 1440, to: (minute + 660) % 1440 };
  owner.session.firmware({ type: 'rules', rules: { ...usualRules, hours } });
  owner.session.firmware({ type: 'add', work: 'update', devices: [id], unattended: true });
  await vi.waitFor(() => expect(owner.plan().tasks[0]?.stage).toMatchObject({ at: 'waiting', hold: 'hours' }), within);
  expect(owner.plan().carrier).toEqual({ is: 'here' });
  await owner.session.close();
  return id;
}

type WatcherOptions = { readonly username?: string; readonly clock?: () => number };

function openWatcher(
  broker: StoryBroker,
  password: string,
  directory: string | null,
  { username = 'night', clock = inItsHour }: WatcherOptions = {},
) {
  const said: string[] = [];
  const watch: HomeWatch = openHomeWatch({
    login: { url: broker.url, username, password },
    publish: true,
    updates: true,
    clock,
    state: openStateDirectory(directory, (sentence) => said.push(sentence)),
    quietHours: null,
    waysOf: () => [],
    write() {},
    say: (sentence) => said.push(sentence),
  });
  watch.ended.catch(() => {});
  ends.push(() => watch.close());
  return { watch, said };
}

async function addWatcher(owner: Page, updates: 'none' | 'narrow'): Promise<string> {
  const state = await owner.session.access.answer('openAdmin', { username: 'admin', password: passwords.admin });
  expect(state).toMatchObject({ status: 'open' });
  const added = await owner.session.access.answer('addPerson', {
    username: 'night',
    role: 'watcher',
    until: null,
    updates,
  });
  if (added.outcome !== 'added') throw new Error(added.reason);
  return added.password;
}

/** A plug that Home Assistant would know: it installs what it is told to at once. */
async function openPlug(broker: StoryBroker): Promise<{ readonly installs: readonly string[] }> {
  const bridge = await connectAsync(broker.url, { username: 'admin', password: passwords.admin });
  ends.push(() => bridge.endAsync(true));
  const installs: string[] = [];
  const say = (topic: string, payload: unknown) =>
    bridge.publishAsync(topic, JSON.stringify(payload), { retain: true, qos: 1 });
  const runs = (version: string) => say('home/plug/fw', { installed_version: version, latest_version: '2.0' });
  bridge.on('message', (_, payload) => {
    installs.push(payload.toString());
    void runs('2.0');
  });
  await bridge.subscribeAsync('home/plug/set', { qos: 1 });
  await say('homeassistant/update/plug/fw/config', {
    dev: { ids: ['plug'], name: 'Plug' },
    stat_t: 'home/plug/fw',
    cmd_t: 'home/plug/set',
    pl_inst: 'install',
  });
  await runs('1.0');
  return { installs };
}

test(
  'what was planned is done by the watcher, once, when its hour comes and no page is open',
  { timeout: 60_000 },
  async () => {
    const broker = await startBroker('embedded');
    ends.push(() => broker.stop());
    const { installs } = await openPlug(broker);
    const owner = openPage(broker.url, 'owner', passwords.owner);
    const id = await planAndClose(owner, 'Plug');
    const begun = Date.now();
    // the seconds in which it reads back what runs go by faster
    const clock = () => inItsHour() + 9 * (Date.now() - begun);
    openWatcher(broker, passwords.owner, null, { username: 'owner', clock });
    const page = openPage(broker.url, 'owner', passwords.owner, { clock, carriesOutUpdates: false });
    await vi.waitFor(() => expect(page.stages()).toEqual(['done']), within);
    expect(page.plan().runner?.id).toMatch(/^watcher-/);
    expect(page.session.home.devices.get(id)?.firmware?.value.installed).toBe('2.0');
    expect(installs).toEqual(['install']);
  },
);

// on this machine a broker, a home and the ten seconds in which it reads back what runs
describe.skipIf(process.env['GATEHOUSE_LONG'] === undefined)('a watcher on Mosquitto', { timeout: 90_000 }, () => {
  test('that may carry out updates does what was planned when the page is closed, also after a restart', async () => {
    const broker = await openHome();
    const owner = openPage(broker.url, 'owner', passwords.owner);
    const password = await addWatcher(owner, 'narrow');
    const id = await planAndClose(owner);
    const directory = join(mkdtempSync(join(tmpdir(), 'gatehouse-watch-')), 'state');
    ends.push(async () => rmSync(join(directory, '..'), { recursive: true }));

    // before its hour it only takes the plan over, and writes it down
    const before = openWatcher(broker, password, directory, { clock: Date.now });
    const file = join(directory, 'updates.json');
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toMatch(/"id":"watcher-/), within);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await before.watch.close();

    const { said } = openWatcher(broker, password, directory);
    // one that only looks on: a page of the owner might take the plan over first
    const looker = { clock: inItsHour, carriesOutUpdates: false };
    const page = openPage(broker.url, 'owner', passwords.owner, looker);
    await vi.waitFor(() => expect(page.plan().carrier).toMatchObject({ is: 'watcher' }), within);
    await vi.waitFor(() => expect(page.stages()).toEqual(['done']), within);
    expect(page.session.home.devices.get(id)?.firmware?.value.updateAvailable).toBe(false);
    expect(said.join(' ')).not.toContain('carries out no updates');
  });

  test('that may not begins nothing, says so, and the page tells that nobody who may is watching', async () => {
    const broker = await openHome();
    const owner = openPage(broker.url, 'owner', passwords.owner);
    const password = await addWatcher(owner, 'none');
    const guest = await owner.session.access.answer('addPerson', { username: 'anna', role: 'guest', until: null });
    if (guest.outcome !== 'added') throw new Error(guest.reason);
    await planAndClose(owner);
    const { said } = openWatcher(broker, password, null);
    await vi.waitFor(() => expect(said.join(' ')).toContain('carries out no updates'), within);
    const anna = openPage(broker.url, 'anna', guest.password);
    await vi.waitFor(() => expect(anna.plan().carrier).toEqual({ is: 'nobody', isRefused: true }), within);
    expect(anna.stages()).toEqual(['waiting']);
  });
});
