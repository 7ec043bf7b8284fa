import type { CDPSession, Page } from '@playwright/test';

import { openHomeMemory, saveHomeMemory } from '@/detection/learned/memory';

import { aYearOf } from './a-year-of';
import { framesDuring, inMeasuredHome, pairedIn, watchFrames } from './measured-home';
import { sayFor, type Said } from './say-for';

/** How smooth a chart was on a phone during one act of a finger. */
export type ChartFrames = {
  readonly act: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** ms; the browser tells only those above 50 */
  readonly longestTaskMs: number;
  /** how many points of its line are drawn in the end */
  readonly points: number;
};

const messagesPerSecond = 50;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
/** a phone of some years ago beside the machine of a developer, as Lighthouse takes it */
const timesSlower = 4;
const actMs = 2_000;
const ranges = ['Day', 'Week', 'Month', 'Year', 'Hour'] as const;
/** a line of fewer is none that was taken from a year: of an hour a phone draws about sixty, of all others one for each step it has room for */
const leastPoints = 50;
const drawnWithinMs = 30_000;

/** The chart of a sensor with a year behind it, in a home that goes on talking. null: there is no browser on this machine. */
export function benchChart(root: string): Promise<readonly ChartFrames[] | null> {
  const past = (announcements: readonly Said[], states: readonly Said[]) => ({
    habits: saveHomeMemory(openHomeMemory()),
    history: aYearOf(sensorIn(announcements, states), Date.now()),
  });
  return inMeasuredHome(root, { devices: 100, messages: 5_000, past }, async (home) => {
    for (const state of home.states.slice(0, 1_000)) home.say(state);
    const page = await home.browser.newPage(phone);
    void sayFor(home.states, messagesPerSecond, 60_000, home.say); // on and on, whatever the finger does
    const sensor = sensorIn(home.announcements, home.states);
    return touched(page, `${home.pageUrl}/devices/${encodeURIComponent(sensor)}`);
  });
}

async function touched(page: Page, url: string): Promise<readonly ChartFrames[]> {
  await watchFrames(page);
  await page.goto(url);
  const picture = page.getByRole('figure', { name: /^Temperature/ });
  await picture.waitFor();
  await lineIsDrawn(page);
  const finger = await page.context().newCDPSession(page);
  await finger.send('Emulation.setCPUThrottlingRate', { rate: timesSlower });
  const told = [await framesWhile(page, 'It stands there', () => page.waitForTimeout(actMs))];
  for (const range of ranges) {
    const change = async () => {
      await page.getByText(range, { exact: true }).tap();
      await page.getByRole('figure', { name: new RegExp(`^Temperature in the last ${range}`, 'i') }).waitFor();
      await lineIsDrawn(page);
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

async function framesWhile(page: Page, act: string, work: () => Promise<void>): Promise<ChartFrames> {
  const { p50Ms, p95Ms, tasksMs } = await framesDuring(page, work);
  return { act, p50Ms, p95Ms, longestTaskMs: Math.max(0, ...tasksMs), points: await pointsDrawn(page) };
}

/** Of the figure that is there: an empty one is quick, and says nothing of a chart. */
async function lineIsDrawn(page: Page): Promise<void> {
  const until = Date.now() + drawnWithinMs;
  let points = await pointsDrawn(page);
  for (; points < leastPoints && Date.now() < until; points = await pointsDrawn(page)) await page.waitForTimeout(50);
  if (points < leastPoints) throw new Error(`A year must have been drawn, not ${points} points`);
}

/** Corners of the line of the chart. */
async function pointsDrawn(page: Page): Promise<number> {
  const lines = page.getByRole('figure', { name: /^Temperature/ }).locator('[data-line] > path');
  const drawn = await lines.evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
  return drawn.join('').match(/[MLC]/g)?.length ?? 0;
}

/** The first sensor that tells a temperature: the id of its device. */
function sensorIn(announcements: readonly Said[], states: readonly Said[]): string {
  const state = states.find(
    ({ topic, payload }) => topic.split('/').length === 2 && Buffer.from(payload).toString().includes('"temperature"'),
  );
  if (state === undefined) throw new Error('There must be a sensor in the home');
  const name = state.topic.split('/')[1];
  return `ieee:${pairedIn(announcements).find(({ friendly_name: its }) => its === name)?.ieee_address ?? ''}`;
}
