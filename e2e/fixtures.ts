import { join } from 'node:path';

import { test as base, expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import { connectAsync, type MqttClient } from 'mqtt';

import { servePage } from '@/cli/serve-page';
import { runSimulatedHome, type RunningHome } from '@/cli/simulated-devices';
import { scenarioOf } from '@/scenarios/scenarios';
import { householdSize } from '@/simulator/household';

import {
  cameraPasswords,
  passwords,
  programPasswords,
  startBroker,
  type BrokerKind,
  type StoryBroker,
} from './brokers';
import { Gatehouse } from './pages/gatehouse';

export { expect, passwords };

/** the bridge and everything paired with it; the cameras come on top */
export const householdDevices = householdSize + 1;

export const dist = join(import.meta.dirname, '../dist');

/** a weekday evening: everybody is at home and awake */
const evening = Date.UTC(2026, 10, 24, 18);

type Household = {
  readonly home: RunningHome;
  /** lets a scenario befall it, by name; throws when that is not to be had now */
  run(name: string): void;
};

export type Story = {
  readonly brokerKind: BrokerKind;
  /** a broker nobody is connected to yet */
  readonly broker: StoryBroker;
  /** `test.use({ brokerTellsLog: true })`: the broker was set to tell its log */
  readonly brokerTellsLog: boolean;
  /** `test.use({ cameras: true })`: the household has its cameras and its doorbell too */
  readonly cameras: boolean;
  /** `test.use({ dialects: true })`: it has what speaks Tasmota, Shelly, Frigate, Homie and Nuki Hub too */
  readonly dialects: boolean;
  /** the simulated household on that broker; ended with the story */
  readonly household: Household;
  /** the address of the page as `npm start` serves it: it logs in by itself, and starts scenarios */
  readonly demoSite: string;
  /** the address of the built page; it presets the form to this story's broker */
  readonly site: string;
  /** somebody else on the broker, with the administrator's rights */
  readonly somebody: MqttClient;
  readonly gatehouse: Gatehouse;
  /** one more tab of the same browser, as watched as the first */
  readonly openTab: () => Promise<Gatehouse>;
  /** the page in another browser, of somebody else in the household */
  readonly another: Gatehouse;
  /** fails the story on what no page may do; some stories expect one error and say so */
  readonly misdeeds: string[];
};

export const test = base.extend<Story>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function wants from this pattern
  brokerKind: async ({}, use, { project }) => use(project.metadata['broker'] as BrokerKind),
  brokerTellsLog: [false, { option: true }],
  broker: async ({ brokerKind, brokerTellsLog }, use) => {
    const broker = await startBroker(brokerKind, brokerTellsLog);
    await use(broker);
    await broker.stop();
  },
  cameras: [false, { option: true }],
  dialects: [false, { option: true }],
  household: async ({ broker, cameras, dialects }, use) => {
    const login = { url: broker.url, username: 'zigbee2mqtt', password: passwords.zigbee2mqtt };
    // a camera's pictures carry the time at which they were taken: its clock is the one on the wall
    const when = cameras ? { startAt: Date.now(), cameras: cameraPasswords } : { startAt: evening };
    const programs = dialects ? { programs: programPasswords } : {};
    const home = runSimulatedHome({ ...login, seed: 3, ...when, ...programs });
    await home.ready;
    await use({
      home,
      run(name) {
        const scenario = scenarioOf(name);
        const outcome = scenario === null ? 'unknown' : home.run(scenario);
        if (outcome !== 'started') throw new Error(`The scenario ${name} was not started: ${outcome}`);
      },
    });
    await home.close();
  },
  site: async ({ broker }, use) => {
    const server = await servePage({ directory: dist, port: 0, demo: { url: broker.url } });
    await use(server.url);
    await server.close();
  },
  demoSite: async ({ broker, household: { home } }, use) => {
    const login = { username: 'owner', password: passwords.owner };
    const server = await servePage({ directory: dist, port: 0, demo: { url: broker.url, ...login, home } });
    await use(server.url);
    await server.close();
  },
  somebody: async ({ broker }, use) => {
    const client = await connectAsync(broker.url, { username: 'admin', password: passwords.admin, protocolVersion: 5 });
    client.on('error', () => {});
    await use(client);
    await client.endAsync(true);
  },
  misdeeds: async ({ page }, use) => {
    const misdeeds: string[] = [];
    await watch(page, misdeeds);
    await use(misdeeds);
    expect(misdeeds, 'what no page may do').toEqual([]);
  },
  gatehouse: async ({ page, site, misdeeds }, use) => {
    await use(new Gatehouse(page, site, misdeeds));
  },
  openTab: async ({ context, site, misdeeds }, use) => {
    await use(async () => {
      const page = await context.newPage();
      await watch(page, misdeeds);
      return new Gatehouse(page, site, misdeeds);
    });
  },
  another: async ({ browser, site, misdeeds }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await watch(page, misdeeds);
    await use(new Gatehouse(page, site, misdeeds));
    await context.close();
  },
});

/** Console errors, exceptions, violations of the policy, and requests that leave this machine. */
async function watch(page: Page, misdeeds: string[]): Promise<void> {
  page.on('console', (message) => {
    // A WebSocket that cannot connect is logged by the browser itself and cannot be caught.
    if (message.type() === 'error' && !/WebSocket connection to/.test(message.text())) misdeeds.push(message.text());
  });
  page.on('pageerror', (error) => misdeeds.push(`${error.name}: ${error.message}`));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    const local =
      ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || protocol === 'data:' || protocol === 'blob:';
    if (!local) misdeeds.push(`asked ${hostname}`);
  });
  await page.exposeFunction('reportViolation', (text: string) => misdeeds.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
}

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] };

/** Resolves when nothing fades in or slides any more: a colour half way is nobody’s colour. What spins for ever goes on. */
async function comesToRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ effect, playState }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  );
}

/** Nothing on the page as it stands that keeps anybody out (WCAG 2.2 A and AA, and good practice). */
export async function expectAccessible(page: Page): Promise<void> {
  await comesToRest(page);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const inPage = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await inPage.axe.run()).violations;
  });
  const serious = violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
  expect(serious).toEqual([]);
}

/** Takes what a story itself brought about out of the misdeeds: the browser complains of what it could not load. */
export function pardon(misdeeds: string[], known: RegExp): void {
  const others = misdeeds.filter((one) => !known.test(one));
  misdeeds.splice(0, misdeeds.length, ...others);
}
