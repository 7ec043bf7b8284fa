import { chromium, type Page } from '@playwright/test';
import mqtt from 'mqtt';

import { builtPage } from '@/cli/build-page';
import { findPrograms } from '@/cli/find-programs';
import { servePage } from '@/cli/serve-page';
import { homeAccounts } from '@/cli/home-accounts';
import type { FirmwareTask } from '@/core/firmware-task';
import { emptyPlan, type UpdatePlan } from '@/core/update-plan';
import { openEmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { hashPassword } from '@/embedded-broker/password';
import { updatesTopic } from '@/session/update-mirror';

import { conversation } from '../conversation';
import { sayFor, type Say } from './say-for';

/** what is wanted of the frames of a page, whatever is said: two pictures in 68 ms */
export const wantedP95Ms = 34;

/** How smooth one page was while much was said. */
export type Frames = {
  readonly what: string;
  readonly messagesPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** of the time, in which a task of the page ran for longer than 50 ms */
  readonly longTasksPercent: number;
};

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const secret = 'bench';
const devices = 300;
const measuredMs = 10_000;

/** The built page in a real browser, on a home of 300 devices. null: there is no browser on this machine. */
export async function benchFrames(root: string): Promise<readonly Frames[] | null> {
  const { chromium: executablePath } = await findPrograms(() => undefined);
  if (executablePath === null) return null;
  const password = await hashPassword(secret, { iterations: 1_000 });
  const accounts = homeAccounts({ admin: password, owner: password, bridge: password, devices: new Map() });
  const broker = await openEmbeddedBroker({ port: 0, accounts });
  const server = await servePage({ directory: await builtPage(root, () => undefined), port: 0, demo: null });
  const bridge = await mqtt.connectAsync(broker.url, {
    clientId: 'zigbee2mqtt',
    username: 'zigbee2mqtt',
    password: secret,
  });
  const owner = await mqtt.connectAsync(broker.url, { username: 'owner', password: secret });
  const browser = await chromium.launch({ executablePath, args: quiet });
  try {
    const { announcements, states } = conversation(devices, 20_000, 'zigbee2mqtt');
    for (const { topic, payload } of announcements)
      await bridge.publishAsync(topic, Buffer.from(payload), { retain: true });
    const say: Say = (message) => void bridge.publish(message.topic, Buffer.from(message.payload));
    const page = await browser.newPage();
    const enter = async (path: string) => {
      await page.goto(`${server.url}${path}?broker=${encodeURIComponent(broker.url)}&username=owner`);
      await page.getByLabel('Password').fill(secret);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
    };
    await enter('/messages');
    const live = await framesWhile(page, 'Messages, live', () => sayFor(states, 1_000, measuredMs, say));
    await page.getByRole('button', { name: 'Pause' }).click();
    const paused = await framesWhile(page, 'Messages, paused', () => sayFor(states, 1_000, measuredMs, say));
    const updates = updating(states);
    const plan = queueOf(
      updates.slice(0, 5).map(({ topic }) => topic),
      announcements,
    );
    await owner.publishAsync(plan.topic, plan.payload, { retain: true, qos: 1 });
    await enter('/firmware');
    await page.getByRole('list', { name: 'Now and next' }).getByRole('listitem').nth(4).waitFor();
    const firmware = await framesWhile(page, 'Firmware, 5 updates', () => sayFor(updates, 5 * 16, measuredMs, say));
    return [live, paused, firmware];
  } finally {
    await browser.close();
    await bridge.endAsync(true);
    await owner.endAsync(true);
    await server.close();
    await broker.close();
  }
}

/** Five devices that are updated, as a bridge with `last_seen` tells each block (CONVENTIONS.md, "During an update"). */
function updating(states: readonly Said[]) {
  const five = [...new Map(states.map((state) => [state.topic, state])).values()].slice(0, 5);
  return Array.from({ length: 1_600 }, (_, block) =>
    five.map(({ topic, payload }) => {
      const update = { state: 'updating', progress: Math.min(99, block / 16), remaining: 1_600 - block };
      const state = { ...(JSON.parse(Buffer.from(payload).toString()) as object), update };
      return { topic, payload: Buffer.from(JSON.stringify(state)) };
    }),
  ).flat();
}

type Said = { readonly topic: string; readonly payload: Uint8Array };

/** The plan that a watcher carries out: the page shows its five updates one by one as they go on. */
function queueOf(topics: readonly string[], announcements: readonly Said[]) {
  const list = announcements.find(({ topic }) => topic.endsWith('/bridge/devices'));
  const paired = JSON.parse(Buffer.from(list?.payload ?? []).toString()) as {
    friendly_name: string;
    ieee_address: string;
  }[];
  const now = Date.now();
  const tasks = topics.map((topic, place): FirmwareTask => {
    const device = paired.find(({ friendly_name: name }) => topic.endsWith(`/${name}`));
    return {
      device: `ieee:${device?.ieee_address}`,
      work: 'update',
      orderedAt: now,
      place,
      unattended: true,
      tries: 1,
      before: null,
      stage: { at: 'running', since: now, begun: true },
    };
  });
  const plan: UpdatePlan = {
    ...emptyPlan,
    roundAt: now,
    tasks,
    runner: { id: 'watcher-bench', turn: 1, until: now + 300_000 },
  };
  return { topic: updatesTopic, payload: JSON.stringify(plan) };
}

/** As text: what compiles this file would put a helper of its own into a function, which no page has. */
const watchFrames = `
  globalThis.seen = { frames: [], long: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.long += duration;
  }).observe({ entryTypes: ['longtask'] });
  let before = performance.now();
  requestAnimationFrame(function next(now) {
    seen.frames.push(now - before);
    before = now;
    requestAnimationFrame(next);
  });
`;

async function framesWhile(page: Page, what: string, work: () => Promise<number>): Promise<Frames> {
  await page.evaluate(watchFrames);
  const messagesPerSecond = await work();
  const { frames, long } = await page.evaluate(
    () => (globalThis as unknown as { seen: { frames: number[]; long: number } }).seen, // put there above
  );
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { what, messagesPerSecond, p50Ms: at(0.5), p95Ms: at(0.95), longTasksPercent: (long / measuredMs) * 100 };
}
