import { afterEach, expect, test } from 'vitest';

import { replay } from './replay';

const hour = 3_600_000;
const monday = Date.UTC(2026, 2, 9);
const machine = process.env['TZ'];

afterEach(() => {
  if (machine === undefined) delete process.env['TZ'];
  else process.env['TZ'] = machine;
});

/** Three weeks of a lock that is opened at five each day by the clocks of Berlin, which are set forward meanwhile; then a night. */
function recorded(): readonly string[] {
  const device = {
    ieee_address: '0x1',
    friendly_name: 'Front door',
    type: 'EndDevice',
    definition: { model: 'YRD256', vendor: 'Yale', exposes: [{ type: 'lock', features: [{ property: 'state' }] }] },
  };
  const lines = [JSON.stringify({ t: monday, topic: 'z/bridge/devices', payload: JSON.stringify([device]) })];
  const say = (t: number, state: string) =>
    lines.push(JSON.stringify({ t, topic: 'z/Front door', payload: JSON.stringify({ state }) }));
  const change = Date.UTC(2026, 2, 29, 1);
  for (let at = monday + hour; at < monday + 21 * 24 * hour; at += hour) {
    const wall = at + (at < change ? 1 : 2) * hour;
    say(at, 'LOCK');
    if (new Date(wall).getUTCHours() === 17) say(at + 60_000, 'UNLOCK');
  }
  say(monday + 21 * 24 * hour + 72 * 60_000, 'UNLOCK');
  return lines;
}

async function told(timeZone: string, TZ: string): Promise<readonly string[]> {
  process.env['TZ'] = TZ;
  const lines: string[] = [];
  await replay(recorded(), { timeZone, onLine: (line) => lines.push(line) });
  return lines;
}

test('a recording tells the hours of the home to the byte, whatever the clock of the machine', async () => {
  const lines = await told('Europe/Berlin', 'Asia/Tokyo');
  expect(new Date(monday).getTimezoneOffset()).toBe(-9 * 60);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('Unlocked at 03:12; in 21 days never before 17:00');
  expect(await told('Europe/Berlin', 'America/New_York')).toEqual(lines);
  expect((await told('UTC', 'Asia/Tokyo'))[0]).toContain('Unlocked at 01:12; in 21 days never before 15:00');
});
