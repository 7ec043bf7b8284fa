import { describe, expect, test } from 'vitest';

import { hour } from './habits.testing';
import { acts, dayAt, keptOf, live, threeWeeks, visit, type Act } from './levels.testing';

const usual = threeWeeks();

/** So it is on one day, then for a week as ever; at another visit it is so again. */
function twice(act: Act, word: 'mine' | 'false-alarm' | null, isMore: boolean): readonly string[] {
  const first = visit(usual, dayAt(21));
  live(first, dayAt(21), dayAt(24), act(dayAt(22) + 10 * hour, false));
  if (word !== null) first.judge(word);
  live(first, dayAt(24), dayAt(30));
  const second = visit(keptOf(first), dayAt(30));
  live(second, dayAt(30), dayAt(34), act(dayAt(31) + 10 * hour, isMore));
  return [...first.classes(), ...second.classes()];
}

describe('what a person says of it is heard', () => {
  test.each(acts)('%s is told again where nobody said anything', (_, kind, act) => {
    expect(twice(act, null, false)).toEqual([kind, kind]);
  });

  test.each(acts)('%s that was one of them is not told again, and more of it is', (_, kind, act) => {
    expect(twice(act, 'mine', false)).toEqual([kind]);
    expect(twice(act, 'mine', true)).toEqual([kind, kind]);
  });

  test.each(acts)('%s that was a false alarm is not told again, and more of it is', (_, kind, act) => {
    expect(twice(act, 'false-alarm', false)).toEqual([kind]);
    expect(twice(act, 'false-alarm', true)).toEqual([kind, kind]);
  });
});
