import { describe, expect, test } from 'vitest';

import { part } from '../timeline.testing';
import { chanceOf, day, eachHour, hour, minute, monday, openLivedHome, type LivedHome } from './habits.testing';
import { openHomeMemory, saveHomeMemory, savedIn } from './memory';

const devices = {
  hub: part('hub'),
  door: part('lock', ['lock'], { name: 'Front door' }),
  window: part('sensor', ['contact'], { name: 'Bathroom window' }),
  porch: part('camera', ['camera'], { name: 'Porch camera' }),
};
const isWeekend = (dayNumber: number) => dayNumber % 7 > 4;

function pass(home: LivedHome, at: number): void {
  home.state(at, 'door', { lock: 'unlocked' });
  home.state(at + 30_000, 'door', { lock: 'locked' });
}

/** Weeks in which somebody passes once more, `at` so long after each Monday; the family has lived `afterDays` of the week by then. */
function passEachWeek(home: LivedHome, weeks: number, afterDays: number, at: number): void {
  for (let week = 0; week < weeks; week++) {
    const from = week * 7;
    live(home, from + afterDays, { from, seed: week + 2 });
    pass(home, monday + from * day + at);
    live(home, from + 7, { from: from + afterDays, seed: week + 9 });
  }
}

/** A family: out at half past seven and back at five on working days, later and oftener at weekends; windows in the evening. */
function live(home: LivedHome, days: number, { from = 0, listensAtNight = true, seed = 1 } = {}): void {
  const chance = chanceOf(seed);
  const around = (spread: number) => (chance() - 0.5) * 2 * spread * minute;
  eachHour(
    days,
    (at, hourOfDay, dayNumber) => {
      if (listensAtNight || hourOfDay > 6) home.say(at, 'hub', [{ type: 'signal', lqi: 90 }]);
      const late = isWeekend(dayNumber) ? 2.5 * hour : 0;
      if (hourOfDay === 7) pass(home, at + 30 * minute + around(25) + late);
      if (hourOfDay === 17) pass(home, at + around(40));
      if (isWeekend(dayNumber) && hourOfDay === 14) pass(home, at + around(60));
      if (hourOfDay > 17 && hourOfDay < 22) {
        const opened = at + (20 + 35 * chance()) * minute;
        home.state(opened, 'window', { contact: 'open' });
        home.state(opened + 5 * minute, 'window', { contact: 'closed' });
      }
    },
    from,
  );
}

function begun(): LivedHome {
  const home = openLivedHome({ devices });
  home.state(monday, 'door', { lock: 'locked' });
  home.state(monday, 'window', { contact: 'closed' });
  return home;
}

function lived(days = 21, options = {}): LivedHome {
  const home = begun();
  live(home, days, options);
  return home;
}

const unlockAt = (home: LivedHome, at: number) => {
  home.state(at, 'door', { lock: 'unlocked' });
  return home.seen.at(-1);
};

describe('the hours of a lock', () => {
  test('of an ordinary family are no alert, for ten weeks', () => {
    expect(lived(70).classes()).toEqual([]);
  });

  test('at twelve past three in the night are, with what is usual', () => {
    const home = lived();
    const alert = unlockAt(home, monday + 22 * day + 3 * hour + 12 * minute);
    expect(alert).toMatchObject({ class: 'lock_odd_hours', title: 'The front door was unlocked at an unusual hour' });
    expect(alert?.evidence[0]?.text).toMatch(/^Unlocked at 03:12; in 21 days never before 07:\d\d$/);
  });

  test('at night are too where the lock says on its way that it does not know, and none where it was open before', () => {
    for (const was of ['locked', 'unlocked'] as const) {
      const home = lived();
      const at = monday + 21 * day + 17 * hour;
      home.state(at, 'door', { lock: was });
      home.say(at + 10 * hour, 'door', [{ type: 'untold', key: 'lock' }]);
      home.say(at + 10 * hour + 1_000, 'door', [{ type: 'untold', key: 'lock' }]);
      unlockAt(home, at + 10 * hour + 4_000);
      expect(home.classes()).toEqual(was === 'locked' ? ['lock_odd_hours'] : []);
    }
  });

  test('that are odd again are told again when a person may have dealt with the first, and joined to it before', () => {
    const home = lived();
    for (const minutes of [0, 5, 45]) {
      unlockAt(home, monday + 22 * day + 3 * hour + minutes * minute);
      home.state(monday + 22 * day + 3 * hour + (minutes + 1) * minute, 'door', { lock: 'locked' });
    }
    expect(home.seen.map(({ t }) => (t - monday - 22 * day - 3 * hour) / minute)).toEqual([0, 45]);
  });

  test('are not learned from a bolt that is told to be in while it goes out', () => {
    const home = begun();
    for (let dayNumber = 0; dayNumber < 21; dayNumber++) {
      live(home, dayNumber + 1, { from: dayNumber });
      const late = monday + dayNumber * day + 22 * hour;
      (['unlocked', 'locking', 'unlocked', 'locked'] as const).forEach((lock, index) =>
        home.state(late - (index === 0 ? 4 * hour : 0) + index * 1_000, 'door', { lock }),
      );
    }
    expect(unlockAt(home, monday + 22 * day + 22.8 * hour)).toMatchObject({ class: 'lock_odd_hours' });
  });

  test('are none before two weeks have been heard', () => {
    const home = lived(9);
    unlockAt(home, monday + 9 * day + 3 * hour);
    expect(home.classes()).toEqual([]);
  });

  test('at which nobody ever listened say nothing: a page that is closed at night knows no nights', () => {
    const home = lived(21, { listensAtNight: false });
    unlockAt(home, monday + 21 * day + 3 * hour);
    expect(home.classes()).toEqual([]);
  });

  test('that are usual at weekends are odd on a working day', () => {
    const home = lived(28);
    unlockAt(home, monday + 29 * day + 12 * hour + 30 * minute);
    expect(home.classes()).toEqual(['lock_odd_hours']);
    expect(home.seen[0]?.evidence[0]?.text).toContain('working days never');
  });

  test('of somebody who comes on Tuesdays only are odd on a Thursday', () => {
    const home = begun();
    passEachWeek(home, 5, 1, day + 12 * hour);
    const before = home.classes().length;
    unlockAt(home, monday + (5 * 7 + 3) * day + 12 * hour);
    expect(home.seen.slice(before).map(({ evidence }) => evidence[0]?.text)).toEqual([
      'Unlocked at 12:00; at this time it was always a Tuesday, never one of 5 Thursdays',
    ]);
  });

  test.each([
    [4, 0],
    [7, 1],
  ])(
    'of somebody who came home late on %i Saturdays are odd on a Sunday %i times: by chance it may have been the one day of two',
    (weeks, odd) => {
      const home = begun();
      passEachWeek(home, weeks, 6, 5 * day + 23.5 * hour);
      const before = home.classes().length;
      live(home, weeks * 7 + 7, { from: weeks * 7, seed: 40 });
      unlockAt(home, monday + (weeks * 7 + 6) * day + 23.5 * hour);
      const told = home.seen.slice(before).map(({ evidence }) => evidence[0]?.text);
      expect(told).toEqual(
        Array.from(
          { length: odd },
          () => expect.stringMatching('it was always a Saturday, never one of 7 Sundays') as string,
        ),
      );
    },
  );

  test('told again by the broker’s memory are nothing', () => {
    const home = lived();
    home.say(monday + 21 * day + 3 * hour, 'door', [{ type: 'state', state: { lock: 'unlocked' } }], {
      retained: true,
    });
    expect(home.classes()).toEqual([]);
  });

  test('become a habit when they return night after night: the fourth is none any more', () => {
    const home = lived();
    for (let night = 22; night < 27; night++) {
      home.state(monday + night * day + 3 * hour, 'door', { lock: 'unlocked' });
      home.state(monday + night * day + 3 * hour + minute, 'door', { lock: 'locked' });
    }
    expect(home.classes()).toEqual(['lock_odd_hours', 'lock_odd_hours', 'lock_odd_hours']);
  });

  test('are learned by an observer who may not speak, in silence', () => {
    const home = openLivedHome({ devices, mayRaise: () => false });
    home.state(monday, 'door', { lock: 'locked' });
    live(home, 21);
    unlockAt(home, monday + 22 * day + 3 * hour);
    expect(home.classes()).toEqual([]);
    expect(home.memory.devices.get('door')?.unlocks?.total).toBeGreaterThan(40);
  });

  test('are not learned from the one night that is looked for, though it came while all was new', () => {
    const home = begun();
    live(home, 5);
    unlockAt(home, monday + 5 * day + 3 * hour + 12 * minute);
    home.state(monday + 5 * day + 3 * hour + 13 * minute, 'door', { lock: 'locked' });
    live(home, 30, { from: 6 });
    expect(home.classes()).toEqual([]);
    const alert = unlockAt(home, monday + 30 * day + 3 * hour + 12 * minute);
    expect(alert?.evidence[0]?.text).toMatch(/^Unlocked at 03:12; in \d+ days only once before 07:\d\d$/);
  });

  test('are those of whoever comes home at three on two nights of the first weeks', () => {
    const home = begun();
    live(home, 5);
    for (const night of [5, 12]) {
      unlockAt(home, monday + night * day + 3 * hour);
      home.state(monday + night * day + 3 * hour + minute, 'door', { lock: 'locked' });
    }
    live(home, 30, { from: 13 });
    unlockAt(home, monday + 33 * day + 3 * hour);
    expect(home.classes()).toEqual([]);
  });

  test('survive being written down', () => {
    const before = lived();
    const kept: unknown = JSON.parse(JSON.stringify(saveHomeMemory(before.memory)));
    const after = openLivedHome({ devices, memory: openHomeMemory(savedIn(kept)) });
    after.state(monday + 21 * day, 'door', { lock: 'locked' });
    expect(unlockAt(after, monday + 22 * day + 3 * hour)?.class).toBe('lock_odd_hours');
  });
});

describe('the hours of a door, a window or a cover that has no lock', () => {
  const opened = [
    ['contact', 'window', { contact: 'open' }, { contact: 'closed' }],
    ['cover', 'shutter', { cover: 'opening' }, { cover: 'closed' }],
  ] as const;

  test.each(opened)(
    'are learned as those of a lock: a %s at twelve past three is an alert',
    (_, name, open, closed) => {
      const home = openLivedHome({
        devices: { ...devices, shutter: part('cover', ['cover'], { name: 'Kitchen shutter' }) },
      });
      home.state(monday, name, closed);
      eachHour(21, (at, hourOfDay) => {
        home.say(at, 'hub', [{ type: 'signal', lqi: 90 }]);
        if (hourOfDay === 7) home.state(at, name, open);
        if (hourOfDay === 18) home.state(at, name, closed);
      });
      expect(home.classes()).toEqual([]);
      home.state(monday + 22 * day + 3 * hour + 12 * minute, name, open);
      expect(home.classes()).toEqual(['lock_odd_hours']);
      expect(home.seen[0]?.title).toMatch(/ was opened at an unusual hour$/);
      expect(home.seen[0]?.evidence[0]?.text).toBe('Opened at 03:12; in 21 days never before 07:00');
    },
  );
});

describe('what never followed upon locking', () => {
  test('a window that is opened right after it is an alert with its numbers', () => {
    const home = lived(28);
    const at = monday + 29 * day + 7 * hour + 40 * minute;
    home.state(at, 'door', { lock: 'unlocked' });
    home.state(at + 20_000, 'door', { lock: 'locked' });
    home.state(at + 60_000, 'window', { contact: 'open' });
    // nor is it ever opened in the morning
    expect(home.classes()).toEqual(['lock_odd_hours', 'sequence_unusual']);
    expect(home.seen[1]).toMatchObject({
      title: 'The bathroom window was opened right after the front door was locked',
    });
    expect(home.seen[1]?.evidence[0]?.text).toMatch(
      /^40 s after the front door was locked; it was so \d+ times in 28 days/,
    );
  });

  test('also where it once followed, on a single odd day', () => {
    const told = (oddDays: readonly number[]) => {
      const home = begun();
      for (let dayNumber = 0; dayNumber < 40; dayNumber++) {
        live(home, dayNumber + 1, { from: dayNumber, seed: dayNumber });
        if (!oddDays.includes(dayNumber)) continue;
        const at = monday + dayNumber * day + 18 * hour;
        for (const again of [at, at + hour]) {
          home.state(again, 'door', { lock: 'unlocked' });
          home.state(again + 20_000, 'door', { lock: 'locked' });
          home.state(again + 60_000, 'window', { contact: 'open' });
          home.state(again + 20 * minute, 'window', { contact: 'closed' });
        }
      }
      const before = home.classes().length;
      const at = monday + 41 * day + 18 * hour;
      home.state(at, 'door', { lock: 'unlocked' });
      home.state(at + 20_000, 'door', { lock: 'locked' });
      home.state(at + 60_000, 'window', { contact: 'open' });
      return home.seen.slice(before);
    };
    for (const odd of [5, 10]) {
      const [alert] = told([odd]).filter(({ class: kind }) => kind === 'sequence_unusual');
      expect(alert?.evidence[0]?.text).toMatch(/and anything of the sort followed on one day only$/);
    }
    expect(told([3, 5, 8, 10]).map(({ class: kind }) => kind)).not.toContain('sequence_unusual');
  });

  test('a camera that goes off right after it, too', () => {
    const home = begun();
    home.say(monday, 'porch', [{ type: 'reachability', reachability: 'online' }]);
    live(home, 21);
    const at = monday + 22 * day + 7 * hour + 40 * minute;
    home.state(at, 'door', { lock: 'unlocked' });
    home.state(at + 20_000, 'door', { lock: 'locked' });
    home.say(at + 50_000, 'porch', [{ type: 'reachability', reachability: 'offline' }]);
    expect(home.classes()).toEqual(['sequence_unusual']);
  });

  test('a window that is opened half an hour later is none', () => {
    const home = lived(28);
    const at = monday + 29 * day + 17 * hour;
    home.state(at, 'door', { lock: 'unlocked' });
    home.state(at + 20_000, 'door', { lock: 'locked' });
    home.state(at + 30 * minute, 'window', { contact: 'open' });
    expect(home.classes()).toEqual([]);
  });

  test('is a habit where the family does it: who comes home airs the bathroom', () => {
    const home = begun();
    for (let dayNumber = 0; dayNumber < 28; dayNumber++) {
      const at = monday + dayNumber * day + 17 * hour;
      home.say(at - hour, 'hub', [{ type: 'signal', lqi: 90 }]);
      home.state(at, 'door', { lock: 'unlocked' });
      home.state(at + 20_000, 'door', { lock: 'locked' });
      home.state(at + 60_000, 'window', { contact: 'open' });
      home.state(at + 20 * minute, 'window', { contact: 'closed' });
    }
    expect(home.classes()).toEqual([]);
  });
});

describe('what is known to follow upon locking', () => {
  test('is learned of a new lock also where 256 orders of things are known', () => {
    const sequences = {
      contexts: Array.from({ length: 256 }, (_, key) => ({ key, times: 20, followed: [0, 0, 0, 0] })),
      totals: [0, 0, 0, 0],
    };
    const home = openLivedHome({ devices, memory: { ...openHomeMemory(), sequences } });
    home.state(monday, 'door', { lock: 'locked' });
    home.state(monday, 'window', { contact: 'closed' });
    live(home, 28);
    expect(sequences.contexts).toHaveLength(256);
    const at = monday + 29 * day + 18 * hour;
    home.state(at, 'door', { lock: 'unlocked' });
    home.state(at + 20_000, 'door', { lock: 'locked' });
    home.state(at + 60_000, 'window', { contact: 'open' });
    expect(home.classes()).toContain('sequence_unusual');
  });
});

describe('a command', () => {
  test('at an hour at which nobody gives one is unusual', () => {
    const home = begun();
    for (let dayNumber = 0; dayNumber < 21; dayNumber++) {
      live(home, dayNumber + 1, { from: dayNumber, seed: dayNumber });
      home.command(monday + dayNumber * day + 22 * hour, 'door');
    }
    home.command(monday + 21 * day + 2 * hour, 'door');
    expect(home.classes()).toEqual(['command_unusual']);
  });

  test('is unusual for a lock that nobody ever told anything', () => {
    const home = lived();
    home.command(monday + 21 * day + 12 * hour, 'door');
    expect(home.seen[0]?.evidence[0]?.text).toBe('A command at 12:00; in 21 days nobody ever did');
  });

  test('that was given here is told to nobody, and makes such an hour usual', () => {
    const home = lived();
    home.command(monday + 21 * day + 12 * hour, 'door', true);
    home.command(monday + 21 * day + 13 * hour, 'door');
    expect(home.classes()).toEqual([]);
  });
});
