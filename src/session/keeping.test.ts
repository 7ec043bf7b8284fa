import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/device-merge';
import { limits } from '@/core/limits';

import { createHealthSeries } from './health-series';
import { createPictures } from './pictures';
import { createProblems } from './problems';
import { createRecentMessages } from './recent-messages';

const bytes = (text: string) => new TextEncoder().encode(text);
const message = (text: string, at = 0) => ({ topic: 'a/b', payload: bytes(text), retained: false, at });

describe('the last messages of a device', () => {
  test('are shown as they came, oldest first, and later only what is new', () => {
    const recent = createRecentMessages(() => 1);
    recent.keep('d', message('one'), null);
    recent.keep('d', message('two'), null);
    const first = recent.of('d');
    expect(first.map((one) => one.text)).toEqual(['one', 'two']);
    recent.keep('d', message('three'), null);
    expect(recent.of('d', first.at(-1)?.id).map((one) => one.text)).toEqual(['three']);
  });

  test('hold no secret: what is kept of a masked message is only its masked text', () => {
    const recent = createRecentMessages(() => 1);
    recent.keep('d', message('{"action_code":"4821"}'), '{"action_code":"•••"}');
    expect(JSON.stringify(recent.of('d'))).not.toContain('4821');
    expect(recent.of('d')[0]?.bytes).toBe(22);
  });

  test('are cut at 4 kB, with their true size beside', () => {
    const recent = createRecentMessages(() => 1);
    recent.keep('d', message('x'.repeat(100_000)), null);
    expect(recent.of('d')[0]).toMatchObject({ text: 'x'.repeat(4096), bytes: 100_000 });
  });

  test('are fewer for each in a house of 20,000 devices', () => {
    const recent = createRecentMessages(() => 20_000);
    for (let n = 0; n < 100; n++) recent.keep('d', message(String(n)), null);
    expect(recent.of('d').map((one) => one.text)).toEqual(['98', '99']);
  });
});

describe('the health of a device since the page opened', () => {
  const device = (percent: number): Device => ({
    ...emptyDevice('d'),
    battery: { value: { percent, low: null }, at: 0, retained: false, by: 'zigbee2mqtt' },
  });

  test('counts messages a minute in steps of ten seconds, silence as zero', () => {
    const series = createHealthSeries(() => 1, 0);
    series.count(device(80), 1_000);
    series.count(device(79), 2_000);
    series.count(device(79), 31_000);
    expect(series.of(device(79), 39_999).map((point) => [point.messagesPerMinute, point.batteryPercent])).toEqual([
      [12, 79],
      [0, 79],
      [0, 79],
      [6, 79],
    ]);
  });

  test('is unknown, not zero, before anything was told', () => {
    const series = createHealthSeries(() => 1, 0);
    expect(series.of(emptyDevice('d'), 5_000)[0]).toMatchObject({ batteryPercent: null, lqi: null, rssiDbm: null });
    expect(series.of(undefined, 5_000)).toEqual([]);
  });

  test('is never longer than two hours', () => {
    const series = createHealthSeries(() => 1, 0);
    expect(series.of(emptyDevice('d'), 48 * 3_600_000)).toHaveLength(720);
  });
});

describe('the pictures of cameras', () => {
  test('are kept one a voice, the newest, and a device of two voices shows the newer of both', () => {
    const pictures = createPictures();
    pictures.keep('one', bytes('old'));
    pictures.keep('two', bytes('newer'));
    pictures.keep('one', bytes('newest'));
    expect(pictures.newestOf(['two', 'one'])).toEqual(bytes('newest'));
    expect(pictures.newestOf(['two'])).toEqual(bytes('newer'));
    expect(pictures.newestOf(['three'])).toBeNull();
  });

  test('are given away as copies: what the page does with one changes nothing', () => {
    const pictures = createPictures();
    pictures.keep('one', bytes('abc'));
    pictures.newestOf(['one'])?.fill(0);
    expect(pictures.newestOf(['one'])).toEqual(bytes('abc'));
  });

  test('never take more room than they are given, however many cameras there are: the oldest go', () => {
    const pictures = createPictures(10_000);
    for (let camera = 0; camera < 1_000; camera++) pictures.keep(`camera ${camera}`, new Uint8Array(1_000));
    const kept = Array.from({ length: 1_000 }, (_, camera) => pictures.newestOf([`camera ${camera}`])).filter(Boolean);
    expect(kept).toHaveLength(10);
    expect(pictures.newestOf(['camera 999'])).not.toBeNull();
  });

  test('of a device that was removed are gone', () => {
    const pictures = createPictures();
    pictures.keep('one', bytes('abc'));
    pictures.forgetUnless(() => false);
    expect(pictures.newestOf(['one'])).toBeNull();
  });
});

describe('problems on the wire', () => {
  test('are counted by topic and reason', () => {
    const problems = createProblems();
    problems.add({ topic: 'a', reason: 'r' });
    problems.add({ topic: 'a', reason: 'r' });
    problems.add({ topic: 'b', reason: 'r' });
    expect(problems.list().map(({ topic, count }) => [topic, count])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  test('are bounded when somebody floods the broker with nonsense, and the rest is counted', () => {
    const problems = createProblems();
    for (let n = 0; n < 10_000; n++) problems.add({ topic: `t/${n}`, reason: 'r' });
    expect(problems.list().length).toBeLessThanOrEqual(limits.problems + 1);
    expect(problems.list().reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  });
});
