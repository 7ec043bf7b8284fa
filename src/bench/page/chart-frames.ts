import { chromium, type CDPSession, type Page } from '@playwright/test';
import mqtt from 'mqtt';

import { builtPage } from '@/cli/build-page';
import { findPrograms } from '@/cli/find-programs';
import { servePage } from '@/cli/serve-page';
import { openHomeMemory, saveHomeMemory } from '@/detection/learned/memory';
import { homeAccounts } from '@/cli/home-accounts';
import { openEmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { hashPassword } from '@/embedded-broker/password';

import { conversation } from '../conversation';
import { aYearOf } from './a-year-of';
import { sayFor } from './say-for';

/** How smooth a chart was on a phone during one act of a finger. */
export type ChartFrames = {
  readonly act: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** ms; the browser tells only those above 50 */
  readonly longestTaskMs: number;
};

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const secret = 'bench';
const devices = 100;
const messagesPerSecond = 50;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
/** a phone of some years ago beside the machine of a developer, as Lighthouse takes it */
const timesSlower = 4;
const actMs = 2_000;
const ranges = ['Day', 'Week', 'Month', 'Year', 'Hour'] as const;

/** The chart of a sensor with a year behind it, in a home that goes on talking. null: there is no browser on this machine. */
export async function benchChart(root: string): Promise<readonly ChartFrames[] | null> {
  const { chromium: executablePath } = await findPrograms(() => undefined);
  if (executablePath === null) return null;
  const password = await hashPassword(secret, { iterations: 1_000 });
  const accounts = homeAccounts({ admin: password, owner: password, bridge: password, devices: new Map() });
  const broker = await openEmbeddedBroker({ port: 0, accounts });
  const { announcements, states } = conversation(devices, 5_000, 'zigbee2mqtt');
  const sensor = sensorIn(announcements, states);
  const past = { habits: saveHomeMemory(openHomeMemory()), history: aYearOf(sensor, Date.now()) };
  const demo = { url: broker.url, username: 'owner', password: secret, past };
  const server = await servePage({ directory: await builtPage(root, () => undefined), port: 0, demo });
  const bridge = await mqtt.connectAsync(broker.url, {
    clientId: 'zigbee2mqtt',
    username: 'zigbee2mqtt',
    password: secret,
  });
  const browser = await chromium.launch({ executablePath, args: quiet });
  try {
    for (const { topic, payload } of announcements)
      await bridge.publishAsync(topic, Buffer.from(payload), { retain: true });
    for (const { topic, payload } of states.slice(0, 1_000)) bridge.publish(topic, Buffer.from(payload));
    const page = await browser.newPage(phone);
    const talking = sayFor(states, messagesPerSecond, 60_000, ({ topic, payload }) => {
      if (bridge.connected) bridge.publish(topic, Buffer.from(payload));
    });
    const told = await touched(page, `${server.url}/devices/${encodeURIComponent(sensor)}`);
    void talking;
    return told;
  } finally {
    await browser.close();
    await bridge.endAsync(true);
    await server.close();
    await broker.close();
  }
}

async function touched(page: Page, url: string): Promise<readonly ChartFrames[]> {
  await page.addInitScript(watchFrames);
  await page.goto(url);
  const picture = page.getByRole('figure', { name: /^Temperature/ });
  await picture.waitFor();
  const finger = await page.context().newCDPSession(page);
  await finger.send('Emulation.setCPUThrottlingRate', { rate: timesSlower });
  const told = [await framesWhile(page, 'It stands there', () => page.waitForTimeout(actMs))];
  for (const range of ranges) {
    const change = async () => {
      await page.getByText(range, { exact: true }).tap();
      await page.getByRole('figure', { name: new RegExp(`^Temperature in the last ${range}`, 'i') }).waitFor();
      await page.waitForTimeout(500);
    };
    told.push(await framesWhile(page, `Changes to ${range}`, change));
    if (range === 'Year' || range === 'Day')
      told.push(await framesWhile(page, `A finger on it, ${range}`, () => scrub(page, finger)));
  }
  told.push(await framesWhile(page, 'Scrolls past it', () => scroll(finger)));
  return told;
}

/** To and fro over the picture. */
async function scrub(page: Page, finger: CDPSession): Promise<void> {
  const box = await page
    .getByRole('figure', { name: /^Temperature/ })
    .locator('.recharts-surface')
    .first()
    .boundingBox();
  if (box === null) throw new Error('The chart must have been drawn');
  const y = box.y + box.height / 2;
  const at = (share: number) => [{ x: box.x + box.width * share, y }];
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0.2) });
  for (let turn = 0; turn < 60; turn++) {
    const share = 0.2 + 0.35 * (1 - Math.cos(turn / 10));
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(share) });
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function scroll(finger: CDPSession): Promise<void> {
  for (const yDistance of [-1_500, 1_500])
    await finger.send('Input.synthesizeScrollGesture', { x: 195, y: 420, yDistance, speed: 1_500 });
}

/** As text: what compiles this file would put a helper of its own into a function, which no page has. */
const watchFrames = `
  globalThis.seen = { frames: [], longest: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ entryTypes: ['longtask'] });
  let before = performance.now();
  requestAnimationFrame(function next(now) {
    seen.frames.push(now - before);
    before = now;
    requestAnimationFrame(next);
  });
`;

async function framesWhile(page: Page, act: string, work: () => Promise<void>): Promise<ChartFrames> {
  await page.evaluate('seen.frames = []; seen.longest = 0');
  await work();
  const { frames, longest } = await page.evaluate(
    () => (globalThis as unknown as { seen: { frames: number[]; longest: number } }).seen, // put there above
  );
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { act, p50Ms: at(0.5), p95Ms: at(0.95), longestTaskMs: longest };
}

type Said = { readonly topic: string; readonly payload: Uint8Array };

/** The first sensor that tells a temperature: the id of its device. */
function sensorIn(announcements: readonly Said[], states: readonly Said[]): string {
  const words = (payload: Uint8Array) => Buffer.from(payload).toString();
  const state = states.find(
    ({ topic, payload }) => topic.split('/').length === 2 && words(payload).includes('"temperature"'),
  );
  const listed = announcements.find(({ topic }) => topic.endsWith('/bridge/devices'));
  if (state === undefined || listed === undefined) throw new Error('There must be a sensor in the home');
  const all = JSON.parse(words(listed.payload)) as readonly { ieee_address: string; friendly_name: string }[]; // as the bridge lists them
  const name = state.topic.split('/')[1];
  return `ieee:${all.find(({ friendly_name: its }) => its === name)?.ieee_address ?? ''}`;
}
