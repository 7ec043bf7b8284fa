import { describe, expect, test } from 'vitest';

import { hour, minute, type LivedHome } from './habits.testing';
import { acts, dayAt, live, threeWeeks, visit, type Act, type Odds } from './levels.testing';

const usual = threeWeeks();

/** The same on several days, at the same hour. */
function onDays(days: readonly number[], act: Act): Odds {
  const each = days.map((one) => act(dayAt(one) + 10 * hour, false));
  return {
    attic: (at) => Object.assign({}, ...each.map((odds) => odds.attic?.(at))) as ReturnType<NonNullable<Odds['attic']>>,
    kbps: (at) => each.reduce((sum, odds) => sum + (odds.kbps?.(at) ?? 0), 0),
    percent: (at) => each.reduce((sum, odds) => sum + (odds.percent?.(at) ?? 0), 0),
    more: (home, at) => each.forEach((odds) => odds.more?.(home, at)),
  };
}

function lived(days: number, odds: Odds, kept = usual): LivedHome {
  const home = visit(kept, dayAt(21));
  live(home, dayAt(21), dayAt(days), odds);
  return home;
}

describe('what alarms is not learned', () => {
  test.each(acts)('%s is told each time, though it comes back each week', (_, kind, act) => {
    expect(lived(48, onDays([22, 30, 38, 46], act)).classes()).toEqual([kind, kind, kind, kind]);
  });

  const daily = acts.filter(([, kind]) => !['value_stuck', 'value_drift', 'battery_drain'].includes(kind));
  test.each(daily.filter(([name]) => name !== 'larger messages'))(
    '%s that comes on three days of a week has become a habit',
    (_, kind, act) => {
      const days = [22, 23, 24, 25, 26, 27, 36];
      expect(lived(38, onDays(days, act)).classes()).toEqual([kind, kind, kind]);
    },
  );

  test('a flood that goes on for hours is over when it ends, and not before', () => {
    const end = dayAt(22) + 14 * hour;
    const home = lived(23, {
      more: (one, at) => {
        if (at < dayAt(22) + 10 * hour || at >= end) return;
        for (let n = 1; n < 400; n++) one.state(at + n * 3_000, 'attic', { temperatureC: 20 + (n % 3) / 10 });
      },
    });
    expect(home.classes()).toEqual(['message_flood']);
    expect(home.signals.at(-1)).toMatchObject({ type: 'over', class: 'message_flood' });
    const over = home.signals.at(-1);
    expect(over?.type === 'over' && over.evidence.t).toBeGreaterThan(end);
  });
});

describe('who makes each step a little longer than the last', () => {
  const from = dayAt(22) + 8 * hour;

  test('and sends a few messages more each ten minutes is noticed within hours', () => {
    const home = lived(23, {
      more: (one, at) => {
        const round = (at - from) / (20 * minute);
        if (round < 0 || round > 30) return;
        for (let n = 1; n < 1.2 ** (round + 1); n++)
          one.state(at + n * 1_000, 'attic', { temperatureC: 20 + (n % 3) / 10 });
      },
    });
    expect(home.classes()).toEqual(['message_flood']);
  });

  test('and streams a little more each ten minutes is noticed on the same day', () => {
    const home = lived(23, {
      kbps: (at) => (at < from ? 0 : Math.min(20_000, 1_800 * (1.2 ** ((at - from) / (20 * minute)) - 1))),
    });
    expect(home.classes()).toEqual(['camera_bitrate']);
  });

  test('and moves a reading a little faster each time has not made a leap usual by it', () => {
    const home = lived(22, {
      more: (one, at) => {
        if (at !== dayAt(21) + 10 * hour) return;
        for (const [n, step] of [3, 4, 6, 9, 13].entries()) {
          one.state(at + (2 * n + 1) * minute, 'attic', { temperatureC: 20 });
          one.state(at + (2 * n + 2) * minute, 'attic', { temperatureC: 20 + step });
        }
        one.state(at + 17 * minute, 'attic', { temperatureC: 20 });
        one.state(at + 18 * minute, 'attic', { temperatureC: 45 });
      },
    });
    expect(home.classes()).toEqual(['value_jump']);
  });
});

describe('what came on one day of the first weeks only', () => {
  // each step of a climb moves the bounds, while all is new
  test.each(acts.filter(([name]) => name !== 'a climb in some steps'))(
    '%s, makes no habit: it is told when it comes again',
    (_, kind, act) => {
      const kept = threeWeeks(onDays([6], (at) => act(at, true)));
      expect(lived(25, onDays([22], act), kept).classes()).toEqual([kind]);
    },
  );
});
