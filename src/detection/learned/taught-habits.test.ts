import { describe, expect, test } from 'vitest';

import { part } from '../timeline.testing';
import { day, eachHour, hour, minute, monday, openLivedHome, type LivedHome } from './habits.testing';

const devices = {
  hub: part('hub'),
  door: part('lock', ['lock'], { name: 'Front door' }),
  porch: part('camera', ['camera'], { name: 'Porch camera' }),
};
const evening = 19 * hour;

/** A home in which, each evening at seven, somebody comes home, looks at the porch, and tells the door what to do. */
function lived(): LivedHome {
  const home = openLivedHome({ devices });
  home.state(monday, 'door', { lock: 'locked' });
  home.state(monday, 'porch', { viewers: 0 });
  home.say(monday, 'porch', [{ type: 'reachability', reachability: 'online' }]);
  eachHour(21, (at, hourOfDay) => {
    home.say(at, 'hub', [{ type: 'signal', lqi: 90 }]);
    if (hourOfDay * hour === evening) comeHome(home, at);
  });
  expect(home.classes()).toEqual([]);
  return home;
}

function comeHome(home: LivedHome, at: number): void {
  unlock(home, at);
  watch(home, at + minute);
  home.command(at + 2 * minute, 'door');
}

function unlock(home: LivedHome, at: number): void {
  home.state(at, 'door', { lock: 'unlocked' });
  home.state(at + 30_000, 'door', { lock: 'locked' });
}

function watch(home: LivedHome, at: number): void {
  home.state(at, 'porch', { viewers: 1 });
  home.state(at + 30_000, 'porch', { viewers: 0 });
}

function goDark(home: LivedHome, at: number): void {
  unlock(home, at);
  home.say(at + minute, 'porch', [{ type: 'reachability', reachability: 'offline' }]);
  home.say(at + hour, 'porch', [{ type: 'reachability', reachability: 'online' }]);
}

const nightOf = (night: number, hours = 3) => monday + (21 + night) * day + hours * hour;
const acts = {
  lock_odd_hours: unlock,
  camera_viewer: watch,
  command_unusual: (home: LivedHome, at: number) => home.command(at, 'door'),
} as const;
const kinds = ['lock_odd_hours', 'camera_viewer', 'command_unusual'] as const;

describe('what a person says of an unusual hour', () => {
  test.each(kinds)('is heard: %s that was one of them is usual at that hour, and odd at another', (kind) => {
    const home = lived();
    acts[kind](home, nightOf(0));
    expect(home.classes()).toEqual([kind]);
    home.judge('mine');
    acts[kind](home, nightOf(7, 3.5));
    expect(home.classes()).toEqual([kind]);
    acts[kind](home, nightOf(8, 5.5));
    expect(home.classes()).toEqual([kind, kind]);
  });

  test.each(kinds)('is heard: %s that was a false alarm must be further from it the next time', (kind) => {
    const home = lived();
    acts[kind](home, nightOf(0));
    home.judge('false-alarm');
    // of "this was me" it would be an alert
    acts[kind](home, nightOf(7, 5));
    expect(home.classes()).toEqual([kind]);
    acts[kind](home, nightOf(8, 12));
    expect(home.classes()).toEqual([kind, kind]);
  });

  test.each(kinds)(
    'is needed the same night: %s is seen anew half an hour later, for a person may have closed the first',
    (kind) => {
      const home = lived();
      for (const minutes of [0, 5, 35]) acts[kind](home, nightOf(0) + minutes * minute);
      expect(home.classes()).toEqual([kind, kind]);
    },
  );

  test.each(kinds)('is needed: %s that nobody vouched for is told again a week later', (kind) => {
    const home = lived();
    acts[kind](home, nightOf(0));
    acts[kind](home, nightOf(7));
    expect(home.classes()).toEqual([kind, kind]);
  });
});

describe('what a person says of an unusual order of things', () => {
  test('makes it usual where it was one of them', () => {
    const told = (judged: boolean) => {
      const home = lived();
      goDark(home, nightOf(0, 19));
      if (judged) home.judge('mine');
      goDark(home, nightOf(7, 19));
      return home.classes();
    };
    expect(told(false)).toEqual(['sequence_unusual', 'sequence_unusual']);
    expect(told(true)).toEqual(['sequence_unusual']);
  });

  test('makes it usual for as long as the house goes on, though a single odd day would be forgotten', () => {
    const home = lived();
    goDark(home, nightOf(0, 19));
    home.judge('mine');
    for (const known of home.memory.sequences.contexts) known.times += 1_000;
    goDark(home, nightOf(7, 19));
    expect(home.classes()).toEqual(['sequence_unusual']);
  });
});
