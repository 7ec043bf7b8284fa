import { expect, test } from 'vitest';

import { hour, minute } from './habits.testing';
import { acts, dayAt, keptOf, live, threeWeeks, visit, type Act } from './levels.testing';

const usual = threeWeeks();
const happenings: readonly string[] = ['camera_viewer', 'value_jump', 'battery_drain'];
const lasting = acts.filter(([, kind]) => !happenings.includes(kind));
/** every 20 minutes each of the home speaks */
const step = 20 * minute;

/** Lived through once for when it is told; then the same until just after that, where a restart comes. */
function untilTold(act: Act) {
  const odds = act(dayAt(22) + 10 * hour, false);
  const whole = visit(usual, dayAt(21));
  live(whole, dayAt(21), dayAt(24), odds);
  const restart = (Math.floor((whole.seen[0]?.t ?? Number.NaN) / step) + 1) * step;
  const home = visit(usual, dayAt(21));
  live(home, dayAt(21), restart, odds);
  return { home, odds, restart };
}

test.each(lasting)('%s that stands at a restart is over when all is as ever', (_, kind, act) => {
  const { home: first, restart } = untilTold(act);
  const { seen: standing } = first;
  expect([standing.map((one) => one.class), first.signals.some(({ type }) => type === 'over')]).toEqual([
    [kind],
    false,
  ]);
  const second = visit(keptOf(first), restart, { standing });
  live(second, restart, restart + 72 * hour);
  expect(second.signals.map((signal) => signal.type === 'over' && signal.subject)).toEqual([standing[0]?.subject]);
});

test.each(acts.filter(([, kind]) => kind === 'battery_drain'))(
  '%s is the same after a restart, and no second alert',
  (_, kind, act) => {
    const { home: first, odds, restart } = untilTold(act);
    expect(first.classes()).toEqual([kind]);
    const counts: unknown = JSON.parse(JSON.stringify(first.counts()));
    const second = visit(keptOf(first), restart, { counts });
    live(second, restart, restart + 24 * hour, odds);
    expect(second.signals.map(({ type }) => type)).toContain('more');
    expect(second.classes()).toEqual([]);
  },
);
