import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Alert } from '@/core/alerts/alert';
import { scenarios } from '@/scenarios/scenarios';
import { happenLater, openHome, step } from '@/simulator/home';
import type { SimulatedMessage } from '@/simulator/types';

import { replay } from './replay';
import { replayText } from './replay-text';

const says = (what: string, document: object, retain = false): SimulatedMessage => ({
  topic: `gatehouse/v1/device/yard/${what}`,
  payload: JSON.stringify(document),
  retain,
  qos: 1,
});

/** A camera, and somebody who looks through it, turns it and speaks: one story. */
const yardCamera = {
  about: [
    says('about', { name: 'Yard camera', kind: 'camera', capabilities: ['camera'] }, true),
    says('status', { status: 'online' }, true),
    says('telemetry', { viewers: 0 }),
  ],
  stranger: [
    says('telemetry', { viewers: 1 }),
    says('event', { event: 'turned' }),
    says('event', { event: 'talk-began' }),
    says('event', { event: 'talk-ended' }),
    says('telemetry', { viewers: 0 }),
  ],
} as const;

/** An evening at which everything happens to a home, one thing after the other, as a recording. */
function recordedEvening(): readonly string[] {
  const { home, messages } = openHome({ seed: 5, startAt: Date.UTC(2026, 10, 24, 18) });
  const lines: string[] = [];
  const put = (said: readonly SimulatedMessage[]) => {
    for (const { topic, payload, retain, qos } of said)
      lines.push(JSON.stringify({ t: home.now, topic, payload, retain, qos }));
  };
  put(messages);
  put(yardCamera.about);
  for (let second = 0; second < 30; second++) put(step(home, 1).messages);
  for (const [index, { plan }] of scenarios.entries()) {
    happenLater(home, plan(home));
    for (let second = 0; second < 270; second++) put(step(home, 1).messages);
    if (index === 0) put(yardCamera.stranger);
  }
  return lines;
}

const evening = recordedEvening();

async function linesOf(recording: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  await replay(recording, { onLine: (line) => lines.push(line) });
  return lines;
}

describe('a recording', { timeout: 30_000 }, () => {
  test('tells the same alerts to the byte whenever it is played, and in every telling of it', async () => {
    const lines = await linesOf(evening);
    expect(lines.length).toBeGreaterThan(10);
    expect(await linesOf(evening)).toEqual(lines);
    expect(await replayText(evening.join('\n'))).toMatchObject({ outcome: 'read', lines });
  });

  test('tells of its beginning the beginning of what it tells of all', async () => {
    const whole = await linesOf(evening);
    await fc.assert(
      fc.asyncProperty(fc.nat(evening.length), async (length) => {
        const part = await linesOf(evening.slice(0, length));
        expect(part).toEqual(whole.slice(0, part.length));
      }),
      { numRuns: 15 },
    );
  });

  test('says of each alert first that it opens, and never again that it does', async () => {
    const states = new Map<string, string[]>();
    for (const line of await linesOf(evening)) {
      const { id, state, incident } = JSON.parse(line) as Alert & { readonly incident?: true };
      // a story goes on with the next alert that belongs to it
      if (incident) continue;
      states.set(id, [...(states.get(id) ?? []), state]);
    }
    for (const told of states.values()) {
      expect(told[0]).toBe('open');
      expect(told.indexOf('resolved')).toBeOneOf([-1, told.length - 1]);
    }
  });

  test('tells which of its alerts are one story, after the alert that made it one', async () => {
    const told = new Set<string>();
    let incidents = 0;
    for (const line of await linesOf(evening)) {
      const { id, incident, alerts } = JSON.parse(line) as { id: string; incident?: true; alerts?: string[] };
      if (incident === undefined) told.add(id);
      else {
        incidents += 1;
        expect([...told]).toEqual(expect.arrayContaining(alerts ?? []));
      }
    }
    expect(incidents).toBeGreaterThan(0);
  });

  test('knows who was there at its beginning, and warns of who comes later', async () => {
    const device = (ieee: string) => ({ ieee_address: ieee, friendly_name: ieee, type: 'EndDevice', definition: null });
    const line = (t: number, devices: readonly string[]) =>
      JSON.stringify({ t, topic: 'z/bridge/devices', payload: JSON.stringify(devices.map(device)) });
    const told = await linesOf([
      line(0, ['0x01']),
      line(4_000, ['0x01', '0x02']),
      line(60_000, ['0x01', '0x02', '0x03']),
      JSON.stringify({ t: 61_000, topic: 'z/0x01', payload: '{}' }),
    ]);
    expect(told.map((one) => (JSON.parse(one) as Alert).device)).toEqual(['ieee:0x03']);
  });

  test('whose clock was set back tells no alert twice', async () => {
    const back = evening.map((line) => line.replace(/"t":(\d+)/, (_, t: string) => `"t":${Number(t) - 3_600_000}`));
    const once = await linesOf(evening);
    const ids = (lines: readonly string[]) => new Set(lines.map((line) => (JSON.parse(line) as Alert).id));
    const both = await linesOf([...evening, ...back.slice(0, 200)]);
    expect(both.slice(0, once.length)).toEqual(once);
    expect([...ids(both)]).toEqual([...ids(once)]);
  });

  test('goes on by its own clock where that was set back by days', async () => {
    const line = (t: number) => JSON.stringify({ t, topic: 'z/Hall', payload: '{"battery":90}' });
    const days = (count: number) => count * 86_400_000;
    expect((await replay([line(days(3)), line(days(1))])).now).toBe(days(1));
    // while lines that pass each other are no other time
    expect((await replay([line(days(3)), line(days(3) - 20)])).now).toBe(days(3));
  });

  test('that cannot be read is named by its line', async () => {
    expect(await replayText('{"topic":"a"}\nnothing')).toMatchObject({
      outcome: 'unreadable',
      reason: expect.stringContaining('Line 2'),
    });
  });
});
