import { describe, expect, test } from 'vitest';

import type { Alert } from '@/core/alerts/alert';

import { replay } from './replay';
import { replayText } from './replay-text';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** a Monday, midnight by the clocks of the home, two weeks before they are set back */
const monday = Date.UTC(2026, 9, 11, 22);
const timeZone = 'Europe/Berlin';
const days = 18;

type Line = { readonly t: number; readonly text: string };
const says = (t: number, device: string, what: string, document: object, retain = false): Line => ({
  t,
  text: JSON.stringify({
    t,
    topic: `gatehouse/v1/device/${device}/${what}`,
    payload: JSON.stringify(document),
    retain,
  }),
});

/** What a door and an attic say of two weeks and a half, in few words: somebody comes home each evening, and it is warmer by day. */
function recordedWeeks(): readonly string[] {
  const lines = [
    says(monday, 'door', 'about', { name: 'Front door', kind: 'lock', capabilities: ['lock'] }, true),
    says(monday, 'attic', 'about', { name: 'Attic', kind: 'sensor', capabilities: ['temperature'] }, true),
  ];
  for (let at = monday + minute; at < monday + days * day; at += 30 * minute) {
    const warmth = 18 + 2 * Math.sin(((at - monday) / day) * 2 * Math.PI) + 0.3 * Math.sin(at / 7_000_000);
    lines.push(says(at, 'attic', 'telemetry', { temperatureC: Math.round(10 * warmth) / 10 }));
    lines.push(says(at, 'door', 'telemetry', { lock: 'locked' }));
  }
  for (let evening = monday + 18 * hour; evening < monday + days * day; evening += day) comeHome(lines, evening);
  // in the third week somebody opens at night, the attic is suddenly hot, and the next night somebody opens again
  comeHome(lines, monday + 15 * day + 3 * hour + 12 * minute);
  lines.push(says(monday + 16 * day + 9 * hour + 5 * minute, 'attic', 'telemetry', { temperatureC: 49 }));
  comeHome(lines, monday + 17 * day + 4 * hour);
  return lines.toSorted((one, other) => one.t - other.t).map(({ text }) => text);
}

function comeHome(lines: Line[], at: number): void {
  lines.push(says(at, 'door', 'telemetry', { lock: 'unlocked' }));
  lines.push(says(at + minute / 2, 'door', 'telemetry', { lock: 'locked' }));
}

const weeks = recordedWeeks();

async function linesOf(recording: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  await replay(recording, { timeZone, onLine: (line) => lines.push(line) });
  return lines;
}

describe('what is unusual in a recording of weeks', { timeout: 30_000 }, () => {
  test('is told to the byte the same whenever it is played, and in every telling of it', async () => {
    const lines = await linesOf(weeks);
    const opened = lines.map((line) => JSON.parse(line) as Alert).filter(({ state }) => state === 'open');
    expect(opened.map((alert) => alert.class)).toEqual(expect.arrayContaining(['lock_odd_hours', 'value_jump']));
    expect(await linesOf(weeks)).toEqual(lines);
    expect(await replayText(weeks.join('\n'), { timeZone })).toMatchObject({ outcome: 'read', lines });
  });

  test('is told of its beginning as in the beginning of what is told of all', async () => {
    const whole = await linesOf(weeks);
    const third = Math.floor((weeks.length * 15) / days);
    // before anything is unusual, between all that is, and shortly before the end
    for (const length of [third, third + 40, third + 130, third + 200, weeks.length - 1]) {
      const part = await linesOf(weeks.slice(0, length));
      expect(part).toEqual(whole.slice(0, part.length));
    }
    expect((await linesOf(weeks.slice(0, third + 130))).length).toBeGreaterThan(0);
  });
});
