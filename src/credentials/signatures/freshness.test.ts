import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Came } from '@/core/log-ins/known-signer';

import { judge, noTrack, type Freshness, type Track } from './freshness';

const now = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
const day = 24 * 60 * minute;

/** What is made of each message in turn: its number, when it came, when it was signed. */
function hear(
  messages: readonly { readonly sequence: number; readonly at: number; readonly signedAt?: number }[],
  from: Track = noTrack,
): readonly Freshness[] {
  let track = from;
  return messages.map(({ sequence, at, signedAt = at }) => {
    const judged = judge(track, { sequence, at, signedAt });
    track = judged.track;
    return judged.is;
  });
}

/** What a visit before left. */
const kept = (last: number, recent: readonly Came[] = []): Track => ({ ...noTrack, last, recent });
const words = (count: number, everyMs: number, from = 1) =>
  Array.from({ length: count }, (_, index) => ({ sequence: from + index, at: now + index * everyMs }));

describe('a signed message', () => {
  test('is new when its number is above all before it, whatever was left out', () => {
    expect(hear([1, 2, 50].map((sequence) => ({ sequence, at: now + sequence })))).toEqual(['new', 'new', 'new']);
  });

  test('that the broker delivers twice is a repetition, and no replay', () => {
    const twice = [1, 2, 2, 3].map((sequence, index) => ({ sequence, at: now + index, signedAt: now }));
    expect(hear(twice)).toEqual(['new', 'new', 'repeated', 'new']);
  });

  test('that the device sends again when it is back after some minutes is a repetition', () => {
    expect(
      hear([
        { sequence: 7, at: now },
        { sequence: 7, at: now + 8 * minute, signedAt: now },
      ]),
    ).toEqual(['new', 'repeated']);
  });

  test('that overtook another is no replay, when both are fresh', () => {
    expect(
      hear([
        { sequence: 6, at: now },
        { sequence: 5, at: now + 20, signedAt: now - 20 },
      ]),
    ).toEqual(['new', 'new']);
  });

  test.each([
    ['an hour', 60 * minute],
    ['three days', 3 * day],
    ['half a year', 180 * day],
  ])('that is played back after %s is a replay', (_, later) => {
    const played = { sequence: 5, at: now + later, signedAt: now };
    expect(hear([{ sequence: 5, at: now }, { sequence: 9, at: now + later - 1 }, played]).at(-1)).toBe('replayed');
    // also where all that is left of that time is the highest number
    expect(hear([played], kept(9))).toEqual(['replayed']);
    expect(hear([played], kept(5))).toEqual(['replayed']);
  });

  test('that we never heard, from before we looked, is a replay too', () => {
    expect(hear([{ sequence: 5, at: now, signedAt: now - day }], kept(9))).toEqual(['replayed']);
  });

  test('that is said again and again is a replay from the third time on', () => {
    const again = Array.from({ length: 5 }, (_, index) => ({ sequence: 5, at: now + index, signedAt: now }));
    expect(hear(again)).toEqual(['new', 'repeated', 'repeated', 'replayed', 'replayed']);
  });

  test('that is played back within the minute is in doubt, once the device has said so much more that it was not under way alone', () => {
    for (const count of [17, 33, 500]) {
      const said = words(count, 50_000 / count);
      const heard = hear([...said, { sequence: 1, at: now + 50_000, signedAt: now }]);
      expect(new Set(heard.slice(0, -1))).toEqual(new Set(['new']));
      expect([count, heard.at(-1)]).toEqual([count, 'resent']);
    }
  });

  const ranAgain = (from: number, to: number, at: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({
      sequence: from + index,
      at: at + index * 20,
      signedAt: now + from + index,
    }));
  const last = (heard: readonly Freshness[], count: number) => [...new Set(heard.slice(-count))];

  test('that comes again with all that came since is a repetition: a device or a bridge sends its queue twice', () => {
    const said = words(100, 20);
    const whole = hear([...said, ...ranAgain(1, 100, now + 10_000), { sequence: 101, at: now + 13_000 }]);
    expect(last(whole.slice(0, 184), 84)).toEqual(['resent']);
    expect(whole[184]).toBe('resent-all');
    expect(last(whole.slice(0, 200), 15)).toEqual(['repeated']);
    expect(whole.at(-1)).toBe('new');
    // the connection breaks while it does, or some need no answer and so do not come again
    const broken = hear([...said, ...ranAgain(40, 60, now + 10_000), ...ranAgain(40, 100, now + 30_000)]);
    expect(broken).not.toContain('replayed');
    expect(broken[100 + 21 + 45]).toBe('resent-all');
    const some = ranAgain(1, 100, now + 10_000).filter((_, index) => index % 10 === 0);
    expect(hear([...said, ...some])).toContain('resent-all');
  });

  test('that comes again with others, though not with all that came since, is not explained by them', () => {
    const said = words(100, 20);
    const one = { sequence: 5, at: now + 10_000, signedAt: now };
    for (const others of [
      [{ sequence: 100, at: now + 10_100 }],
      ranAgain(90, 100, now + 10_100),
      ranAgain(90, 100, now + 20_000),
      ranAgain(6, 60, now + 10_100),
    ])
      expect(hear([...said, one, ...others])).not.toContain('resent-all');
    expect(hear([...said, one, ...ranAgain(50, 60, now + 10_100)]).at(-1)).toBe('replayed');
    const thrice = [1, 2, 3].flatMap((turn) => ranAgain(1, 100, now + turn * 10_000));
    expect(last(hear([...said, ...thrice]), 100)).toEqual(['replayed']);
  });

  test('that is played back among the last is not believed either: nobody can tell it from one that is sent again', () => {
    expect(hear([...words(4, 10_000), { sequence: 1, at: now + 50_000, signedAt: now }]).at(-1)).toBe('repeated');
  });

  test('that a device on a bad line sends again, before it says anything else, is a repetition', () => {
    const resent = [8, 9, 10].map((sequence) => ({ sequence, at: now + 4 * minute, signedAt: now + sequence * 1_000 }));
    const next = { sequence: 11, at: now + 4 * minute + 100 };
    const heard = hear([...words(10, 1_000), ...resent, next]);
    expect(heard.slice(10)).toEqual(['repeated', 'repeated', 'repeated', 'new']);
  });

  test('that was lost with the line, and comes with what is newer, is believed no more, and is no replay', () => {
    const late = { sequence: 4, at: now + 5 * minute + 200, signedAt: now + minute };
    expect(hear([{ sequence: 3, at: now }, { sequence: 5, at: now + 5 * minute }, late])).toEqual([
      'new',
      'new',
      'old',
    ]);
  });

  test('that came just before a restart of ours is known after it', () => {
    const recent = [{ sequence: 99, firstAt: now, times: 1 }];
    const again = { sequence: 99, at: now + 50_000, signedAt: now };
    expect(hear([again], kept(100, recent))).toEqual(['repeated']);
    // of what is not remembered nobody can tell
    expect(hear([again], kept(100))).toEqual(['old']);
    expect(hear([{ sequence: 101, at: now + 51_000 }], kept(100, recent))).toEqual(['new']);
  });
});

describe('a device', () => {
  const hour = 60 * minute;

  test('that counts from a clock which was set right counts lower, and is believed', () => {
    const ahead = words(3, minute, now + hour).map((one) => ({ ...one, signedAt: one.sequence }));
    const right = [4, 5, 6].map((index) => ({ sequence: now + index * minute, at: now + index * minute }));
    expect(hear([...ahead, ...right]).slice(3)).toEqual(['new', 'new', 'new']);
  });

  test('that was away says what it kept meanwhile: it is heard, and not called fresh', () => {
    const flushed = [2, 3].map((sequence) => ({ sequence, at: now + 3 * hour, signedAt: now + sequence * minute }));
    const heard = hear([{ sequence: 1, at: now }, ...flushed, { sequence: 4, at: now + 3 * hour }]);
    expect(heard).toEqual(['new', 'held-back', 'held-back', 'new']);
  });

  test('of which a watcher knows nothing fresh is not believed for what was signed long before', () => {
    const played = [5, 6, 7].map((sequence) => ({ sequence, at: now + sequence * 1_000, signedAt: now - 3 * day }));
    expect(hear(played)).toEqual(['old', 'old', 'old']);
    expect(hear(played, kept(4))).toEqual(['old', 'old', 'old']);
  });

  test('whose clock is wrong, steadily, is believed after ten minutes, and at once at the next visit', () => {
    const wrong = words(14, minute).map((one) => ({ ...one, signedAt: one.at - 2 * hour }));
    const heard = hear(wrong);
    expect(heard.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'old'));
    expect(heard.slice(10)).toEqual(['new', 'new', 'new', 'new']);
    const later = { sequence: 40, at: now + day, signedAt: now + day - 2 * hour };
    expect(hear([later], { ...kept(14), behindMs: 2 * hour })).toEqual(['new']);
  });

  test('is heard on while our own clock is wrong for an hour, ahead or behind', () => {
    for (const off of [-hour, hour]) {
      const told = words(90, minute).map((one, index) => ({
        ...one,
        at: one.at + (index >= 10 && index < 70 ? off : 0),
        signedAt: one.at,
      }));
      const heard = hear(told);
      expect(heard.filter((one) => one !== 'new' && one !== 'held-back')).toEqual([]);
      expect(heard.slice(70)).toEqual(Array.from({ length: 20 }, () => 'new'));
    }
  });
});

test('however words are mixed and played back, none is new twice, and little is remembered', () => {
  const signed = fc.array(fc.record({ sequence: fc.nat(1_000), after: fc.nat(120) }), { minLength: 1, maxLength: 40 });
  const plays = fc.array(fc.record({ word: fc.nat(), pause: fc.nat(30) }), { maxLength: 200 });
  fc.assert(
    fc.property(signed, plays, (made, played) => {
      // no device gives one number twice
      const said = made.filter(({ sequence }, index) => made.findIndex((one) => one.sequence === sequence) === index);
      let track: Track = noTrack;
      let at = now;
      const fresh: number[] = [];
      for (const { word, pause } of played) {
        at += pause * 1_000;
        const { sequence, after } = said[word % said.length]!; // it lies within
        const judged = judge(track, { sequence, at, signedAt: now + after * 1_000 });
        track = judged.track;
        if (judged.is === 'new') fresh.push(sequence);
        expect(track.recent.length).toBeLessThanOrEqual(1_024);
      }
      expect(new Set(fresh).size).toBe(fresh.length);
    }),
  );
});

test('a device that says more than is remembered is not heard twice either', () => {
  let { track } = judge(noTrack, { sequence: 1, at: now, signedAt: now });
  for (const { sequence, at } of words(1_500, 20, 2)) ({ track } = judge(track, { sequence, at, signedAt: at }));
  expect(track.recent).toHaveLength(1_024);
  for (const sequence of [1, 2, 300, 470])
    expect(judge(track, { sequence, at: now + 31_000, signedAt: now + sequence * 20 }).is).not.toBe('new');
});
