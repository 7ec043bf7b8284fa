import { expect, test } from 'vitest';

import { shortHash } from '@/core/short-hash';

import { part } from '../timeline.testing';
import { eachHour, hour, monday, openLivedHome } from './habits.testing';

const devices = { attic: part('sensor', ['temperature']) };
const places = (home: ReturnType<typeof openLivedHome>) => {
  const [habits] = home.memory.devices.values();
  return (habits?.sizes ?? []).filter((_, at) => at % 6 === 0);
};

/** Told on six topics each hour, one of them until the day on which it is gone. */
function livedFor(days: number, goneFrom = days) {
  const home = openLivedHome({ devices });
  eachHour(days, (at, hourOfDay, dayNumber) => {
    for (let topic = 0; topic < 6; topic++) {
      if (topic === 0 && dayNumber >= goneFrom) continue;
      const bytes = 100 + ((hourOfDay * 7 + topic) % 5);
      home.say(at + topic * 1_000, 'attic', [{ type: 'state', state: { temperatureC: 20 } }], {
        bytes,
        topic: `z/attic/${topic}`,
      });
    }
  });
  return home;
}

test('topics that somebody invents take no place of those that are in use', () => {
  const home = livedFor(20);
  const known = places(home);
  expect(known).toHaveLength(6);
  for (let n = 0; n < 50; n++)
    home.say(monday + 20 * 24 * hour + n * 1_000, 'attic', [{ type: 'state', state: { temperatureC: 20 } }], {
      topic: `z/attic/made-up-${n}`,
    });
  expect(places(home)).toEqual(known);
});

test('a topic that was not heard for two weeks gives its place, and nothing of it is known any more', () => {
  const home = livedFor(20, 17);
  const gone = shortHash('z/attic/0');
  const [habits] = home.memory.devices.values();
  // it had grown, and was told of
  if (habits !== undefined) {
    habits.growths = [{ topic: gone, look: 1, sum: 1, count: 1, top: 1, from: 1, rises: 1, flatLooks: 1 }];
    habits.beyond = { [`mean ${gone}`]: { vouched: 9 }, [`size ${gone}`]: { vouched: 9 }, battery: { vouched: 9 } };
  }
  home.say(monday + 34 * 24 * hour, 'attic', [{ type: 'state', state: { temperatureC: 20 } }], {
    topic: 'z/attic/new',
  });
  expect(places(home)).toContain(shortHash('z/attic/new'));
  expect(places(home)).not.toContain(gone);
  expect(habits?.growths).toEqual([]);
  expect(Object.keys(habits?.beyond ?? {})).toEqual(['battery']);
});
