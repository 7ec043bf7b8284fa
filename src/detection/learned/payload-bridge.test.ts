import { expect, test, vi } from 'vitest';

import { bridge, part } from '../timeline.testing';
import { chanceOf, day, minute, monday, openLivedHome, type LivedHome } from './habits.testing';

const names = ['hall', 'attic', 'cellar', 'study', 'porch', 'garage'] as const;
type Name = (typeof names)[number];
const devices = {
  hub: bridge,
  ...Object.fromEntries(names.map((name) => [name, part('sensor', ['temperature'], { via: 'hub' })])),
};
const grownAt = monday + 21 * day + minute;

/** A month of a home whose devices speak through one bridge; from that day on what some of them say is three times as large. */
function month(
  grown: readonly Name[],
  onThatDay: (home: LivedHome) => void = () => {},
  mayRaise: () => boolean = () => true,
): LivedHome {
  const home = openLivedHome({ devices, mayRaise });
  const chance = chanceOf(5);
  home.say(monday + 1, 'hub', [{ type: 'firmware', installed: '1.42.0' }]);
  for (let at = monday; at < monday + 30 * day; at += 20 * minute) {
    if (at + minute === grownAt) onThatDay(home);
    for (const name of names) {
      const more = at >= grownAt && grown.includes(name) ? 380 : 0;
      home.say(at + 1_000, name, [], { bytes: Math.round(160 + 20 * chance() + more) });
    }
  }
  return home;
}

test('messages of all devices that grow with a newer version of their bridge are none to tell of', () => {
  const updated = month(names, (home) => home.say(grownAt, 'hub', [{ type: 'firmware', installed: '2.0.0' }]));
  expect(updated.classes()).toEqual([]);
});

test('messages of most devices of a bridge that grow at once, as when it is set up otherwise, are one word, and no warning', () => {
  const { seen } = month(names);
  expect(seen).toMatchObject([{ class: 'payload_bloat', subject: 'hub together', device: 'hub', severity: 'info' }]);
  expect(seen[0]?.title).toBe('The messages of most devices of the hub have grown together');
  expect(seen[0]?.evidence[0]?.text).toMatch(
    /^As when it is set up otherwise. Of the \w+: \d+ bytes a message; in 21 days/,
  );
});

test('messages of two of six devices that grow, also on the day on which their bridge restarts, are told of each', () => {
  const { seen } = month(['hall', 'attic'], (home) =>
    home.say(grownAt, 'hub', [{ type: 'firmware', installed: '1.42.0' }]),
  );
  expect(seen.map(({ subject, severity }) => [subject, severity])).toEqual([
    ['hall z/hall', 'warning'],
    ['attic z/attic', 'warning'],
  ]);
});

test('a page that does not speak learns it too, and looks at the others of a bridge once in ten minutes at most', () => {
  let speaks = false;
  const heir = month(names, undefined, () => speaks);
  speaks = true;
  for (let n = 0; n < 20; n++) heir.say(monday + 30 * day + n * minute, 'hall', [], { bytes: 550 });
  expect(heir.classes()).toEqual([]);

  const { memory, say } = month(['hall', 'attic'], undefined, () => false);
  const lookedUp = vi.spyOn(memory.devices, 'get');
  for (let n = 0; n < 100; n++) say(monday + 30 * day + n * 1_000, 'hall', [], { bytes: 550 });
  expect(lookedUp.mock.calls.length).toBeLessThan(2 * names.length);
});
