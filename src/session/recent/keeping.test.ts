import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { limits } from '@/core/limits';

import { createHealthSeries } from './health-series';
import { createPictures } from './pictures';
import { createProblems } from './problems';
import { createRecentMessages, type KeptMessage } from './recent-messages';
import { shownTextOf } from './show-message';

const bytes = (text: string) => new TextEncoder().encode(text);
const message = (payload: string | Uint8Array, topic = 'a/b') => ({
  topic,
  payload: typeof payload === 'string' ? bytes(payload) : payload,
  retained: false,
  at: 0,
});
const clear = { masked: null };
const textsOf = (messages: readonly KeptMessage[]) => messages.map(({ content }) => shownTextOf(content));

describe('the last messages', () => {
  test('of a device and of the whole home are kept as they came, oldest first', () => {
    const recent = createRecentMessages(() => 2);
    recent.keep('d', message('one'), clear);
    recent.keep('e', message('two'), clear);
    recent.keep('d', message('three'), clear);
    expect(textsOf(recent.of('d'))).toEqual(['one', 'three']);
    expect(textsOf(recent.of(null))).toEqual(['one', 'two', 'three']);
    recent.forget('d');
    expect(textsOf(recent.of('d'))).toEqual([]);
    recent.forgetAll();
    expect(recent.of(null)).toEqual([]);
  });

  test('hold no secret: what is kept of a masked message is only its masked text', () => {
    const recent = createRecentMessages(() => 1);
    recent.keep('d', message('{"action_code":"4821"}'), { masked: '{"action_code":"•••"}' });
    expect(JSON.stringify(recent.of('d'))).not.toContain('4821');
    expect(recent.of('d')[0]?.content.bytes).toBe(22);
  });

  test('of nobody in particular hold no secret either, whether a key names it or the topic', () => {
    const recent = createRecentMessages(() => 1);
    recent.keep(null, message('{"password":"hunter2","on":true}', 'garage/box'), null);
    recent.keep(null, message('4821', 'garage/keypad/pin'), null);
    recent.keep(null, message('rtsp://me:hunter2@cam/1', 'garage/stream'), null);
    recent.keep(null, message(`{"password":"hunter2","x":"${'x'.repeat(5_000)}"}`, 'garage/box'), null);
    recent.keep(null, message('21.5', 'garage/temperature'), null);
    const texts = textsOf(recent.of(null));
    expect(texts.slice(0, 3)).toEqual(['{"password":"•••","on":true}', '•••', 'rtsp://me:•••@cam/1']);
    expect(texts[3]).toMatch(/^\{"password":"•••","x":"xx/);
    expect(texts[4]).toBe('21.5');
    expect(JSON.stringify(recent.of(null))).not.toContain('hunter2');
  });

  test('are cut at 4 kB, with their true size beside', () => {
    const recent = createRecentMessages(() => 1);
    const { content } = recent.keep('d', message('x'.repeat(100_000)), clear);
    expect(content).toMatchObject({ bytes: 100_000, isCut: true });
    expect(shownTextOf(content)).toBe('x'.repeat(4096));
  });

  test('are fewer for each in a house of 20,000 devices', () => {
    const recent = createRecentMessages(() => 20_000);
    for (let n = 0; n < 100; n++) recent.keep('d', message(String(n)), clear);
    expect(textsOf(recent.of('d'))).toEqual(['98', '99']);
  });

  test('know what was said before on their topic, however often another topic is spoken on', () => {
    const recent = createRecentMessages(() => 1);
    expect(recent.keep('d', message('1', 'a'), clear).before).toBeNull();
    for (let n = 0; n < 30_000; n++) recent.keep('d', message(String(n), 'b'), clear);
    const { before } = recent.keep('d', message('2', 'a'), clear);
    expect(before && shownTextOf(before)).toBe('1');
  });

  test('of a flood of topics are bounded: what is compared with is forgotten, the oldest first', () => {
    const recent = createRecentMessages(() => 1);
    for (let n = 0; n <= 20_000; n++) recent.keep(null, message('1', `t/${n}`), clear);
    expect(recent.keep(null, message('2', 't/0'), clear).before).toBeNull();
    expect(recent.keep(null, message('2', 't/20000'), clear).before).not.toBeNull();
    expect(recent.of(null).length).toBeLessThanOrEqual(2_000);
  });

  test('that are pictures are known by their first bytes, and kept within 16 MiB', () => {
    const recent = createRecentMessages(() => 1);
    const still = new Uint8Array(4_000_000);
    still.set(gif);
    const first = recent.keep('d', message(still), clear);
    expect(first.content.picture).toEqual({ type: 'image/gif', width: 2, height: 1, bytes: 4_000_000 });
    expect(recent.picture(first.id)?.byteLength).toBe(4_000_000);
    for (let n = 0; n < 5; n++) recent.keep('d', message(still), clear);
    expect(recent.picture(first.id)).toBeNull();
  });

  test('that claim to be a picture of 65,535 by 65,535 pixels are never shown as one', () => {
    const recent = createRecentMessages(() => 1);
    const huge = Uint8Array.from([...gif.slice(0, 6), 0xff, 0xff, 0xff, 0xff, 0, 0]);
    const { id, content } = recent.keep('d', message(huge), clear);
    expect(content.picture).toBeNull();
    expect(recent.picture(id)).toBeNull();
  });
});

/** a picture of 2 × 1 pixels, as far as its size is told */
const gif = [...bytes('GIF89a'), 2, 0, 1, 0];

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

  test('goes on from where a clock that was ahead is put right', () => {
    const hour = 3_600_000;
    const series = createHealthSeries(() => 1, 3 * hour);
    series.count(device(80), 3 * hour);
    series.count(device(79), hour);
    expect(series.of(device(79), hour + 10_000).map((point) => point.messagesPerMinute)).toEqual([6, 0]);
  });

  test('is never longer than two hours', () => {
    const series = createHealthSeries(() => 1, 0);
    expect(series.of(emptyDevice('d'), 48 * 3_600_000)).toHaveLength(720);
  });
});

describe('the pictures of cameras', () => {
  const live = { at: 0, retained: false };

  test('are kept one a voice, the newest, and a device of two voices shows the newer of both', () => {
    const pictures = createPictures();
    pictures.keep('one', bytes('old'), live);
    pictures.keep('two', bytes('newer'), live);
    pictures.keep('one', bytes('newest'), live);
    expect(pictures.newestOf(['two', 'one'])?.bytes).toEqual(bytes('newest'));
    expect(pictures.newestOf(['two'])?.bytes).toEqual(bytes('newer'));
    expect(pictures.newestOf(['three'])).toBeNull();
  });

  test('are given away as copies: what the page does with one changes nothing', () => {
    const pictures = createPictures();
    pictures.keep('one', bytes('abc'), live);
    pictures.newestOf(['one'])?.bytes.fill(0);
    expect(pictures.newestOf(['one'])?.bytes).toEqual(bytes('abc'));
  });

  test('never take more room than they are given, however many cameras there are: the oldest go', () => {
    const pictures = createPictures(10_000);
    for (let camera = 0; camera < 1_000; camera++) pictures.keep(`camera ${camera}`, new Uint8Array(1_000), live);
    const kept = Array.from({ length: 1_000 }, (_, camera) => pictures.newestOf([`camera ${camera}`])).filter(Boolean);
    expect(kept).toHaveLength(10);
    expect(pictures.newestOf(['camera 999'])).not.toBeNull();
  });

  test('that come again byte by byte are counted, with the time of the first; what the broker repeats is not', () => {
    const pictures = createPictures();
    const still = () => pictures.newestOf(['one'])?.standstill;
    for (const at of [100, 200, 300]) pictures.keep('one', bytes('abc'), { at, retained: false });
    expect(still()).toEqual({ since: 100, repeats: 2 });
    pictures.keep('one', bytes('abc'), { at: 400, retained: true });
    expect(still()).toEqual({ since: 100, repeats: 2 });
    pictures.keep('one', bytes('abd'), { at: 500, retained: false });
    expect(still()).toEqual({ since: 500, repeats: 0 });
  });

  test('that are a few played round and round are counted like one, until a new one comes', () => {
    const pictures = createPictures();
    const clip = ['one', 'two', 'three', 'one', 'two', 'three', 'one'];
    const told = clip.map((text, at) => pictures.keep('cam', bytes(text), { at, retained: false }));
    expect(told.map(({ repeats }) => repeats)).toEqual([0, 0, 0, 1, 2, 3, 4]);
    expect(told.at(-1)?.since).toBe(2);
    expect(pictures.keep('cam', bytes('new'), { at: 9, retained: false })).toEqual({ since: 9, repeats: 0 });
  });

  test('of a device that was removed are gone', () => {
    const pictures = createPictures();
    pictures.keep('one', bytes('abc'), live);
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
