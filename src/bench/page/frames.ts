import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';
import { updatesTopic } from '@/session/firmware/update-mirror';

import { framesDuring, inMeasuredHome, measuredPassword, pairedIn, watchFrames } from './measured-home';
import { sayFor, type Said } from './say-for';

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

const measuredMs = 10_000;

/** The built page in a real browser, on a home of 300 devices. null: there is no browser on this machine. */
export function benchFrames(root: string): Promise<readonly Frames[] | null> {
  return inMeasuredHome(root, { devices: 300, messages: 20_000 }, async (home) => {
    const { announcements, states, say } = home;
    const page = await home.browser.newPage();
    await watchFrames(page);
    const enter = async (path: string) => {
      await page.goto(`${home.pageUrl}${path}?broker=${encodeURIComponent(home.brokerUrl)}&username=owner`);
      await page.getByLabel('Password').fill(measuredPassword);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
    };
    const framesWhile = async (what: string, messages: readonly Said[], perSecond: number): Promise<Frames> => {
      const seen = await framesDuring(page, () => sayFor(messages, perSecond, measuredMs, say));
      const longMs = seen.tasksMs.reduce((sum, ms) => sum + ms, 0);
      const { result: messagesPerSecond, p50Ms, p95Ms } = seen;
      return { what, messagesPerSecond, p50Ms, p95Ms, longTasksPercent: (longMs / measuredMs) * 100 };
    };
    await enter('/messages');
    const live = await framesWhile('Messages, live', states, 1_000);
    await page.getByRole('button', { name: 'Pause' }).click();
    const paused = await framesWhile('Messages, paused', states, 1_000);
    const updates = updating(states);
    const plan = queueOf(
      updates.slice(0, 5).map(({ topic }) => topic),
      announcements,
    );
    const owner = await home.logIn('owner');
    await owner.publishAsync(plan.topic, plan.payload, { retain: true, qos: 1 });
    await enter('/firmware');
    await page.getByRole('list', { name: 'Now and next' }).getByRole('listitem').nth(4).waitFor();
    const firmware = await framesWhile('Firmware, 5 updates', updates, 5 * 16);
    return [live, paused, firmware];
  });
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

/** The plan that a watcher carries out: the page shows its five updates one by one as they go on. */
function queueOf(topics: readonly string[], announcements: readonly Said[]) {
  const paired = pairedIn(announcements);
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
