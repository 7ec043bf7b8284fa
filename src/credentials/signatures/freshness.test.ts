import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

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
    expect(hear([played], { last: 9, recent: [] })).toEqual(['replayed']);
    expect(hear([played], { last: 5, recent: [] })).toEqual(['replayed']);
  });

  test('that we never heard, from before we looked, is a replay too', () => {
    expect(hear([{ sequence: 5, at: now, signedAt: now - day }], { last: 9, recent: [] })).toEqual(['replayed']);
  });

  test('that is said again and again is a replay from the third time on', () => {
    const again = Array.from({ length: 5 }, (_, index) => ({ sequence: 5, at: now + index, signedAt: now }));
    expect(hear(again)).toEqual(['new', 'repeated', 'repeated', 'replayed', 'replayed']);
  });

  test('that was held back on its way is not called new', () => {
    expect(hear([{ sequence: 5, at: now, signedAt: now - 3 * 60 * minute }])).toEqual(['old']);
  });
});

test('however messages are mixed, none is new twice, and little is remembered', () => {
  const some = fc.array(fc.record({ sequence: fc.nat(40), at: fc.nat(30), behind: fc.nat(120) }), { maxLength: 200 });
  fc.assert(
    fc.property(some, (messages) => {
      let track: Track = noTrack;
      let at = now;
      const fresh: number[] = [];
      for (const { sequence, at: pause, behind } of messages) {
        at += pause * 1_000;
        const judged = judge(track, { sequence, at, signedAt: at - behind * 1_000 });
        track = judged.track;
        if (judged.is === 'new' && behind > 60) fresh.push(sequence);
        expect(track.recent.length).toBeLessThanOrEqual(16);
      }
      expect(new Set(fresh).size).toBe(fresh.length);
    }),
  );
});
