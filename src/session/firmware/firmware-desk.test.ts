import { expect, test } from 'vitest';

import type { FirmwareKnowledge } from '@/core/firmware/advisory';
import { openPassingFirmwareShelf } from '@/history/firmware-shelf';

import { openFirmwareDesk } from './firmware-desk';

test('what is known of firmware, and could not be had when the home was looked over, is asked for again', async () => {
  const told: FirmwareKnowledge[] = [];
  let asked = 0;
  const served = async () => {
    if (++asked < 3) throw new TypeError('Failed to fetch');
    return [];
  };
  const parts = { devices: new Map(), clock: () => 0, alerts: () => [], signal: () => {} };
  const desk = openFirmwareDesk(
    { ...parts, tell: (knowledge) => told.push(knowledge) },
    { shelf: openPassingFirmwareShelf(), served },
  );
  const tick = async (seconds: number) => {
    desk.tick(seconds * 1_000);
    await new Promise((resolve) => setTimeout(resolve));
    return [asked, told.length];
  };
  desk.lookedOver('ws://home');
  await expect.poll(() => asked).toBe(1);
  expect(await tick(1)).toEqual([2, 0]);
  expect(await tick(30)).toEqual([2, 0]);
  expect((await tick(62))[0]).toBe(3);
  await expect.poll(() => told).toHaveLength(1);
  desk.leave();
  expect(await tick(200)).toEqual([3, 1]);
});
