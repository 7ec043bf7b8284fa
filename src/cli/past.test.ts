import { expect, test } from 'vitest';

import { readPast } from '@/session/history/served-past';

import { livePast } from './past';

const dayMs = 86_400_000;

test('a home that lived two days has two days of history, as of the clock of whoever looks back, and the page takes it', async () => {
  const until = Date.UTC(2026, 10, 24, 18, 12, 34);
  const toldAs = until + 3 * 3_600_000;
  const { habits, history } = await livePast({
    seed: 3,
    devices: 1,
    cameras: false,
    days: 2,
    until,
    toldAs,
    zone: 'UTC',
  });
  expect(habits.devices.length).toBeGreaterThan(0);
  expect(readPast(JSON.stringify(history), toldAs)).toEqual({ outcome: 'read', past: history });
  expect(readPast(JSON.stringify(history), until).outcome).toBe('refused');
  expect(history.log[0]?.from).toBeGreaterThan(toldAs - dayMs);
  expect(history.log.at(-1)?.to).toBe(toldAs);
  const lqi = history.hours.filter(([, key]) => key.endsWith('\nlqi')).map(([, , points]) => points.length);
  expect(Math.max(...lqi)).toBeGreaterThan(40); // hours of one device
  expect(history.events.some(({ activity }) => activity.type === 'state' && activity.key === 'lock')).toBe(true);
});

test('the cameras of a home that lived a day told who watched them and how much they sent, and are known by it', async () => {
  const until = Date.UTC(2026, 10, 24, 18);
  const { habits, history } = await livePast({ seed: 3, devices: 1, days: 1, until, zone: 'UTC' });
  const measured = (metric: string) => {
    const ofMetric = history.hours.filter(([, key]) => key.endsWith(`\n${metric}`));
    return ofMetric.flatMap(([, , points]) => points).length;
  };
  expect(measured('bitrateKbps')).toBeGreaterThan(10); // hours of those that were watched
  expect(measured('viewers')).toBeGreaterThan(10);
  const cameras = habits.devices.filter(([id]) => id.startsWith('mac:02:47:48'));
  expect(cameras.length).toBeGreaterThan(1);
  const watched = cameras.map(([, device]) => Object.keys(device.weeks ?? {}));
  expect(watched.some((learned) => learned.includes('bitrateKbps') && learned.includes('viewers'))).toBe(true);
});
