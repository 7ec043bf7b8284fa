import { expect, test } from 'vitest';

import { hour, minute } from './habits.testing';
import { acts, dayAt, keptOf, live, threeWeeks, visit } from './levels.testing';

const usual = threeWeeks();
const happenings: readonly string[] = ['camera_viewer', 'value_jump', 'battery_drain'];
const lasting = acts.filter(([, kind]) => !happenings.includes(kind));
/** every 20 minutes each of the home speaks */
const step = 20 * minute;

test.each(lasting)('%s that stands at a restart is over when all is as ever', (_, kind, act) => {
  const odds = act(dayAt(22) + 10 * hour, false);
  const whole = visit(usual, dayAt(21));
  live(whole, dayAt(21), dayAt(24), odds);
  const first = visit(usual, dayAt(21));
  const [alert] = whole.seen;
  const restart = (Math.floor((alert?.t ?? Number.NaN) / step) + 1) * step;
  live(first, dayAt(21), restart, odds);
  const { seen: standing } = first;
  expect([standing.map((one) => one.class), first.signals.some(({ type }) => type === 'over')]).toEqual([
    [kind],
    false,
  ]);
  const second = visit(keptOf(first), restart, { standing });
  live(second, restart, restart + 72 * hour);
  expect(second.signals.map((signal) => signal.type === 'over' && signal.subject)).toEqual([alert?.subject]);
});
