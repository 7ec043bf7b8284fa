import { expect, test } from 'vitest';

import { openTraffic } from './traffic';

const hourMs = 3_600_000;
const payload = new Uint8Array();
const heard = (topic: string, at: number, retained = false) => ({ topic, payload, at, retained });

test('topics of a device are counted for this hour and the last, and forgotten after', () => {
  const traffic = openTraffic(() => 0);
  traffic.hear('cam', heard('cam/state', 1));
  traffic.hear('cam', heard('cam/state', hourMs + 1));
  traffic.hear('lock', heard('lock/state', hourMs + 1));
  const cam = new Set(['cam']);
  expect(traffic.of(cam, hourMs + 2)).toEqual([{ topic: 'cam/state', count: 2 }]);
  expect(traffic.of(cam, 2 * hourMs)).toEqual([{ topic: 'cam/state', count: 1 }]);
  expect(traffic.of(cam, 3 * hourMs)).toEqual([]);
  expect(traffic.since(hourMs)).toBe(0);
  expect(traffic.since(5 * hourMs)).toBe(4 * hourMs);
});

test('what a broker remembers was not said now', () => {
  const traffic = openTraffic(() => 0);
  traffic.hear('cam', heard('cam/state', 1, true));
  expect(traffic.of(new Set(['cam']), 1)).toEqual([]);
});

test('another home begins anew, and no home fills the memory', () => {
  let now = 0;
  const traffic = openTraffic(() => now);
  for (let n = 0; n < 30_000; n += 1) traffic.hear('cam', heard(`cam/${n}`, 1));
  expect(traffic.of(new Set(['cam']), 1)).toHaveLength(20_000);
  now = 7;
  traffic.forget();
  expect(traffic.of(new Set(['cam']), 8)).toEqual([]);
  expect(traffic.since(8)).toBe(7);
});
