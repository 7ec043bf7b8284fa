import { chromium, type Browser, type Page } from '@playwright/test';
import mqtt, { type MqttClient } from 'mqtt';

import { builtPage } from '@/cli/build-page';
import { findPrograms } from '@/cli/find-programs';
import { homeAccounts } from '@/cli/home-accounts';
import { servePage } from '@/cli/serve-page';
import { openEmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { hashPassword } from '@/embedded-broker/password';

import { conversation } from '../conversation';
import { median, quantile } from '../median';
import type { Said, Say } from './say-for';

type Past = NonNullable<Parameters<typeof servePage>[0]['demo']>['past'];

/** The built page in a real browser, and a home of one bridge for it. */
export type MeasuredHome = {
  readonly browser: Browser;
  readonly pageUrl: string;
  readonly brokerUrl: string;
  /** what the bridge has announced, and what it may say */
  readonly announcements: readonly Said[];
  readonly states: readonly Said[];
  /** as the bridge */
  readonly say: Say;
  /** as somebody who logs in himself */
  logIn(username: string): Promise<MqttClient>;
};

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
/** of everybody there */
export const measuredPassword = 'bench';

type Wish = {
  readonly devices: number;
  readonly messages: number;
  /** the page opens on the home by itself, with what is kept of its past; left out: somebody connects there */
  readonly past?: (announcements: readonly Said[], states: readonly Said[]) => Past;
};

/** `measure` in such a home, which ends with it. null: there is no browser on this machine. */
export async function inMeasuredHome<T>(
  root: string,
  wish: Wish,
  measure: (home: MeasuredHome) => Promise<T>,
): Promise<T | null> {
  const { chromium: executablePath } = await findPrograms(() => undefined);
  if (executablePath === null) return null;
  const password = await hashPassword(measuredPassword, { iterations: 1_000 });
  const accounts = homeAccounts({ admin: password, owner: password, bridge: password, devices: new Map() });
  const broker = await openEmbeddedBroker({ port: 0, accounts });
  const { announcements, states } = conversation(wish.devices, wish.messages, 'zigbee2mqtt');
  const past = wish.past?.(announcements, states);
  const demo = past === undefined ? null : { url: broker.url, username: 'owner', password: measuredPassword, past };
  const server = await servePage({ directory: await builtPage(root, () => undefined), port: 0, demo });
  const guests: MqttClient[] = [];
  const logIn = async (username: string, clientId?: string) => {
    const bound = clientId === undefined ? {} : { clientId };
    const guest = await mqtt.connectAsync(broker.url, { ...bound, username, password: measuredPassword });
    guests.push(guest);
    return guest;
  };
  const bridge = await logIn('zigbee2mqtt', 'zigbee2mqtt');
  const browser = await chromium.launch({ executablePath, args: quiet });
  try {
    for (const { topic, payload } of announcements)
      await bridge.publishAsync(topic, Buffer.from(payload), { retain: true });
    const say: Say = ({ topic, payload }) => {
      if (bridge.connected) bridge.publish(topic, Buffer.from(payload));
    };
    return await measure({ browser, pageUrl: server.url, brokerUrl: broker.url, announcements, states, say, logIn });
  } finally {
    await browser.close();
    await Promise.all(guests.map((guest) => guest.endAsync(true)));
    await server.close();
    await broker.close();
  }
}

/** As text: what compiles this file would put a helper of its own into a function, which no page has. */
const watching = `
  globalThis.seen = { frames: [], tasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ entryTypes: ['longtask'] });
  let before = performance.now();
  requestAnimationFrame(function next(now) {
    seen.frames.push(now - before);
    before = now;
    requestAnimationFrame(next);
  });
`;

/** From now on, and after each time the page is loaded, its frames are watched. */
export async function watchFrames(page: Page): Promise<void> {
  await page.addInitScript(watching);
}

/** The frames of `page` while `work` went on, and each task of it above 50 ms; the browser tells no shorter ones. */
export async function framesDuring<T>(page: Page, work: () => Promise<T>) {
  await page.evaluate('seen.frames = []; seen.tasks = []');
  const result = await work();
  const { frames, tasks } = await page.evaluate(
    () => (globalThis as unknown as { seen: { frames: number[]; tasks: number[] } }).seen, // put there above
  );
  return { result, p50Ms: median(frames), p95Ms: quantile(frames, 0.95), tasksMs: tasks };
}

/** The bridge's devices, as it has announced them. */
export function pairedIn(announcements: readonly Said[]) {
  const list = announcements.find(({ topic }) => topic.endsWith('/bridge/devices'));
  if (list === undefined) throw new Error('The bridge must have announced its devices');
  return JSON.parse(Buffer.from(list.payload).toString()) as readonly {
    readonly friendly_name: string;
    readonly ieee_address: string;
  }[];
}
