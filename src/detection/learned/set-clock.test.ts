import { describe, expect, test } from 'vitest';

import { part } from '../timeline.testing';
import { day, hour, minute, monday, openLivedHome, type LivedHome } from './habits.testing';

const devices = {
  door: part('lock', ['lock'], { name: 'Front door' }),
  smoke: part('sensor', ['smoke'], { name: 'Hallway smoke' }),
  plug: part('plug', ['switch'], { name: 'Kitchen plug' }),
  lamp: part('plug', ['switch'], { name: 'Lamp' }),
  fan: part('plug', ['switch'], { name: 'Fan' }),
};

/** For so long each tells how it is, the plugs most often, on a clock that is off by so much. */
function live(home: LivedHome, from: number, until: number, offMs = 0): void {
  for (let at = from; at < until; at += 2 * minute) {
    for (const one of ['plug', 'lamp', 'fan']) home.state(at + offMs, one, { powerW: 40 + ((at / minute) % 7) });
    if (at % (4 * minute) === 0) home.state(at + offMs + 1, 'smoke', { smoke: false });
    if (at % (20 * minute) === 0) home.state(at + offMs + 2, 'door', { lock: 'locked' });
  }
}

/** Two weeks, then for eight minutes the clock is off, and right again for a day. */
function lived(offMs: number): LivedHome {
  const home = openLivedHome({ devices });
  const [wrongAt, rightAt] = [monday + 15 * day + 10 * hour, monday + 15 * day + 10 * hour + 8 * minute];
  live(home, monday, wrongAt);
  live(home, wrongAt, rightAt, offMs);
  live(home, rightAt, rightAt + day);
  return home;
}

describe('a clock that is off for some minutes', () => {
  test.each([
    ['two days behind', -2 * day],
    ['an hour and a half behind', -1.5 * hour],
    ['two days ahead', 2 * day],
    ['five hours ahead', 5 * hour],
  ])('%s makes nobody silent and nobody loud', (_, offMs) => {
    expect(lived(offMs).classes()).toEqual([]);
  });

  test('behind hides nobody who then falls silent', () => {
    const home = lived(-2 * day);
    const from = monday + 16 * day + 11 * hour;
    for (let at = from; at < from + 4 * hour; at += 2 * minute) {
      for (const one of ['plug', 'lamp', 'fan']) home.state(at, one, { powerW: 40 + ((at / minute) % 7) });
      if (at % (20 * minute) === 0) home.state(at + 1, 'door', { lock: 'locked' });
    }
    expect(home.classes()).toEqual(['silent_device']);
  });

  test.each([
    ['within the visit', false],
    ['before the next visit', true],
  ])('ahead hides nobody who spoke then and falls silent after it was put right %s', (_, isNextVisit) => {
    const wrongAt = monday + 15 * day + 10 * hour;
    const before = openLivedHome({ devices });
    live(before, monday, wrongAt);
    live(before, wrongAt, wrongAt + 30 * minute, 2 * day);
    const home = isNextVisit ? openLivedHome({ devices, memory: before.memory }) : before;
    const rightAt = wrongAt + 30 * minute;
    for (let at = rightAt; at < rightAt + 4 * hour; at += 2 * minute) {
      for (const one of ['plug', 'lamp', 'fan']) home.state(at, one, { powerW: 40 + ((at / minute) % 7) });
      if (at % (20 * minute) === 0) home.state(at + 1, 'door', { lock: 'locked' });
    }
    expect(home.classes()).toEqual(['silent_device']);
    expect(home.seen[0]).toMatchObject({ title: 'The hallway smoke is silent for longer than ever' });
    expect(home.seen[0]!.t).toBeLessThan(rightAt + 2.5 * hour);
  });
});
