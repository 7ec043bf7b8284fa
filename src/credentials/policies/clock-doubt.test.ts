import { expect, test } from 'vitest';

import type { Proof } from '@/core/proof';

import { clockDoubt, isTimeUntold, type TimedDevice } from './clock-doubt';

const day = 86_400_000;
const now = 1_000 * day;

/** A device whose last word came at `at` by our clock, and was signed at `signedAt` by its own. */
function device(signedAt: number | null, at = now - 1_000, more: Partial<Proof> = {}, retained = false): TimedDevice {
  const proof = { standing: 'remembered', reason: null, key: 'k', since: 0, authority: null, sequence: 1 } as const;
  return {
    proof: {
      value: { last: { ...proof, signedAt }, shown: null, refused: null, failedSince: null, ...more },
      at,
      retained,
      by: 'gatehouse',
    },
  };
}

test('a clock is believed where nothing speaks against it, also when it is a little wrong', () => {
  expect(clockDoubt([], now, 0)).toBeNull();
  expect(clockDoubt([device(now - 1_000 - day)], now, day)).toBeNull();
  expect(clockDoubt([{ proof: null }, device(null)], now, -day)).toBeNull();
});

test('one that leapt by days while the page was open is not', () => {
  expect(clockDoubt([], now, 400 * day)).toMatch(/leapt by 400 days .* load the page again/);
  expect(clockDoubt([], now, -2 * day)).toMatch(/leapt by 2 days/);
});

test('devices that sign have the last word: they convict a clock that was wrong from the start, and acquit a computer that slept', () => {
  const ahead = [device(now - 401 * day), device(now - 401 * day), device(now)];
  expect(clockDoubt(ahead, now, 0)).toMatch(/is 401 days ahead of the clocks of devices/);
  expect(clockDoubt([device(now + 3 * day)], now, 0)).toMatch(/days behind the clocks/);
  expect(clockDoubt([device(now), device(now), device(0)], now, 3 * day)).toBeNull();
});

test('what a clock that is ahead makes old is not believed, and still convicts the clock', () => {
  const proof = { ...noOne, standing: 'unverified', reason: 'old', key: 'k', signedAt: now - 401 * day } as const;
  const played = device(null, now, { last: null, refused: { proof, at: now, count: 1 } });
  expect(clockDoubt([played], now, 0)).toMatch(/is 401 days ahead of the clocks of devices/);
});

test('what was said long ago, is only remembered, or is not believed says nothing of the clock of today', () => {
  const old = device(now - 2 * 3_600_000, now - 2 * 3_600_000);
  const remembered = device(now, now, {}, true);
  const refused = device(0, now, { refused: { proof: { ...noOne, signedAt: 0 }, at: now, count: 1 } });
  for (const one of [old, remembered, refused]) {
    expect(clockDoubt([one], now, 9 * day)).toMatch(/leapt/);
    expect(clockDoubt([one], now, 0)).toBeNull();
  }
});

test('where devices sign, the time is told as soon as one of them speaks', () => {
  const remembered = device(now, now, {}, true);
  expect(isTimeUntold([remembered, { proof: null }], now)).toBe(true);
  expect(isTimeUntold([remembered, device(now - 60 * day)], now)).toBe(false);
  expect(isTimeUntold([{ proof: null }], now)).toBe(false);
});

const noOne = { standing: 'bad', reason: null, key: null, since: null, authority: null, sequence: null } as const;
