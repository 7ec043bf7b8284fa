import { expect, test } from 'vitest';

import { alertId } from '@/core/alerts/alert';
import { conventions } from '@/session/hearing/conventions';
import { learnedRule, openHomeMemory } from '@/session/learning/learned';
import { openPipeline } from '@/session/hearing/pipeline';

import { openPastAlerts } from './past-alerts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 2, 8);
const encoder = new TextEncoder();

/** A home with a window, whose words are heard as the past is; looked at every ten seconds. */
async function openPast() {
  const pipeline = openPipeline(conventions, () => {});
  const memory = openHomeMemory();
  const past = openPastAlerts(pipeline.home, (context) => learnedRule(context, { memory, mayRaise: () => true }));
  let now = start;

  async function say(topic: string, payload: unknown): Promise<void> {
    const message = { topic, payload: encoder.encode(JSON.stringify(payload)), at: now, retained: false };
    past.pass(now);
    await pipeline.prepare(message);
    past.hear(message, pipeline.hear(message).decoded?.observations ?? [], pipeline.changes);
    pipeline.changes.changed.clear();
    pipeline.changes.removed.clear();
  }
  function wait(ms: number): void {
    for (const until = now + ms; now < until; now += 10_000) past.pass(now);
  }
  const tamper = { type: 'binary', name: 'tamper', property: 'tamper', value_on: true, value_off: false, access: 1 };
  const definition = { model: 'W1', vendor: 'Example', description: 'Window', exposes: [tamper] };
  const device = { ieee_address: '0x01', friendly_name: 'Window', type: 'EndDevice', definition };
  await say('z/bridge/devices', [device]);
  await say('z/Window', { contact: true, tamper: false });
  wait(minute);
  return { past, say, wait, now: () => now };
}

test('an alert of the past was dealt with, and is told by the clock of whoever looks back', async () => {
  const { past, say, wait, now } = await openPast();
  const at = now();
  await say('z/Window', { contact: true, tamper: true });
  wait(5 * minute);
  await say('z/Window', { contact: true, tamper: false });
  expect(past.told(0)).toEqual([]);
  wait(60 * minute);
  const [alert, ...others] = past.told(3_600_000);
  expect(others).toEqual([]);
  const t = at + 3_600_000;
  expect(alert).toMatchObject({
    class: 'tamper',
    state: 'resolved',
    t,
    title: expect.stringContaining('window') as string,
  });
  expect(alert?.id).toBe(alertId('tamper', alert?.subject ?? '', t));
  expect(alert?.evidence[0]?.t).toBe(t);
});

test('what is told again and again all day takes no room from what is told once', async () => {
  const { past, say, wait } = await openPast();
  await say('z/Window', { contact: true, tamper: true });
  wait(5 * minute);
  for (let time = 0; time < 25; time++) {
    await say('z/Window', { contact: true, tamper: false });
    wait(60 * minute);
    await say('z/Window', { contact: true, tamper: true });
    wait(5 * minute);
  }
  const told = past.told(0);
  expect(told.filter((alert) => alert.class === 'tamper')).toHaveLength(20);
  expect(told.map(({ t }) => t)).toEqual(told.map(({ t }) => t).toSorted((one, other) => one - other));
});

test('what stands at the end is left to whoever looks then', async () => {
  const { past, say, wait } = await openPast();
  await say('z/Window', { contact: true, tamper: true });
  wait(120 * minute);
  expect(past.told(0)).toEqual([]);
});

test('many messages at one moment are heard as if time had been told once, and those of the next as if it had been told each time', async () => {
  const told = async (looks: number) => {
    const { past, say, wait, now } = await openPast();
    await say('z/Window', { contact: true, tamper: true });
    for (let look = 1; look < looks; look++) past.pass(now());
    wait(minute);
    await say('z/Window', { contact: true, tamper: false });
    for (let look = 1; look < looks; look++) past.pass(now());
    wait(60 * minute);
    return past.told(0);
  };
  const once = await told(1);
  expect(once).toHaveLength(1);
  expect(await told(5)).toEqual(once);
});
