import { describe, expect, test } from 'vitest';

import { part } from '../timeline.testing';
import { chanceOf, day, hour, minute, monday, openLivedHome, type LivedHome } from './habits.testing';

const sensors = ['attic', 'cellar', 'shed', 'study'] as const;
type Sensor = (typeof sensors)[number];
const devices = {
  hub: part('hub'),
  attic: part('sensor', [], { name: 'Attic sensor' }),
  cellar: part('sensor', [], { name: 'Cellar sensor' }),
  shed: part('sensor', [], { name: 'Shed sensor' }),
  study: part('sensor', [], { name: 'Study sensor' }),
};
const attackAt = monday + 21 * day + 10 * hour;

type Odds = {
  /** how it is heard then, of 255; null: not at all */
  readonly lqi?: (at: number, sensor: Sensor) => number | null;
  /** nobody listens */
  readonly deaf?: (at: number) => boolean;
  readonly until?: number;
};

/** Each sensor says something every half hour, more or less, and how well it is heard; the hub every ten minutes. */
function live(odds: Odds = {}): LivedHome {
  const home = openLivedHome({ devices });
  const chance = chanceOf(3);
  for (let at = monday; at < (odds.until ?? attackAt + 2 * day); at += 10 * minute) {
    if (odds.deaf?.(at) === true) continue;
    home.say(at, 'hub', []);
    if (at % (30 * minute) !== 0) continue;
    for (const sensor of sensors) {
      const lqi = odds.lqi === undefined ? 150 : odds.lqi(at, sensor);
      if (lqi !== null && chance() > 0.1)
        home.say(at, sensor, [{ type: 'signal', lqi: lqi + Math.round(20 * chance()) }]);
    }
  }
  return home;
}

const between = (at: number, from: number, ms: number) => at >= from && at < from + ms;

describe('a sensor that says nothing', () => {
  test('for far longer than ever is an alert, though nobody says that it is offline, and over when it speaks', () => {
    const home = live({ lqi: (at, sensor) => (sensor === 'attic' && between(at, attackAt, 12 * hour) ? null : 150) });
    expect(home.classes()).toEqual(['silent_device']);
    expect(home.seen[0]).toMatchObject({ title: 'The attic sensor is silent for longer than ever' });
    expect(home.seen[0]?.evidence[0]?.text).toMatch(
      /^Nothing for (\d+ minutes|\d hours); in 21 days never for more than (\d+ minutes|\d hours)$/,
    );
    expect(home.seen[0]!.t).toBeLessThan(attackAt + 9 * hour);
    expect(home.signals.at(-1)).toMatchObject({ type: 'over', class: 'silent_device' });
  });

  test('for an hour, while a router restarts or the mesh heals, is none', () => {
    const home = live({ lqi: (at, sensor) => (sensor === 'attic' && between(at, attackAt, hour) ? null : 150) });
    expect(home.classes()).toEqual([]);
  });

  test('as all others do, after a power cut, is none of its own', () => {
    const home = live({ lqi: (at) => (between(at, attackAt, 12 * hour) ? null : 150) });
    expect(home.classes()).toEqual([]);
  });

  test('while the page was closed said nothing to nobody', () => {
    expect(live({ deaf: (at) => between(at, attackAt, 14 * hour) }).classes()).toEqual([]);
  });

  test('in its first two weeks is only learned', () => {
    const early = monday + 5 * day;
    const home = live({
      until: monday + 8 * day,
      lqi: (at, sensor) => (sensor === 'attic' && between(at, early, 12 * hour) ? null : 150),
    });
    expect(home.classes()).toEqual([]);
  });
});

describe('motion sensors of a house', () => {
  const rooms = ['hall', 'kitchen', 'bedroom'] as const;
  const parts = {
    ...devices,
    hall: part('sensor', ['motion']),
    kitchen: part('sensor', ['motion']),
    bedroom: part('sensor', ['motion']),
  };
  const awayAt = monday + 22 * day + 9 * hour;
  const backAt = awayAt + 8 * day + 9 * hour;

  /** Somebody is about in each room by day, and now and then in the bedroom; other sensors tell something all the time. */
  function liveIn(isHeard: (room: (typeof rooms)[number], at: number) => boolean): LivedHome {
    const home = openLivedHome({ devices: parts });
    const chance = chanceOf(3);
    for (let at = monday; at < backAt + 5 * day; at += 10 * minute) {
      home.say(at, 'hub', []);
      for (const sensor of sensors) home.say(at + 1, sensor, []);
      const hourOfDay = Math.floor((at % day) / hour);
      for (const room of rooms) {
        const isUsed = room === 'bedroom' ? [6, 14, 22].includes(hourOfDay) : hourOfDay > 6 && hourOfDay < 23;
        if (!isUsed || chance() > 0.6 || !isHeard(room, at)) continue;
        home.state(at + 2, room, { motion: true });
        home.state(at + 2 * minute, room, { motion: false });
      }
    }
    return home;
  }

  test('that tell nothing while all are on holiday are none, nor is the room that is entered last on return', () => {
    const home = liveIn((_, at) => at < awayAt || at > backAt);
    expect(home.classes()).toEqual([]);
  });

  test('of which one tells nothing while somebody is in the others are an alert, also when it fell silent on holiday', () => {
    const dead = liveIn((room, at) => room !== 'hall' || at < awayAt);
    expect(dead.seen.map(({ title }) => title)).toEqual(['The hall is silent for longer than ever']);
    expect(dead.seen[0]!.t).toBeLessThan(awayAt + 2 * day);
    const home = liveIn((room, at) => at < awayAt || (room !== 'hall' && at > backAt));
    expect(home.seen.map(({ title }) => title)).toEqual(['The hall is silent for longer than ever']);
    expect(home.seen[0]!.t).toBeGreaterThan(backAt);
  });
});

describe('a plug that speaks every minute', () => {
  const parts = { hub: devices.hub, plug: part('plug', [], { name: 'Heater plug' }) };
  const silentAt = monday + 16 * day;
  function liveTill(end: number): LivedHome {
    const home = openLivedHome({ devices: parts });
    for (let at = monday; at < end; at += 50_000) {
      home.say(at, 'hub', []);
      if (at < silentAt) home.say(at + 1_000, 'plug', []);
    }
    return home;
  }

  test('and then nothing any more is an alert after two hours', () => {
    const home = liveTill(silentAt + 3 * hour);
    expect(home.classes()).toEqual(['silent_device']);
    expect(home.seen[0]?.title).toBe('Heater plug is silent for longer than ever');
    expect(home.seen[0]!.t).toBeLessThan(silentAt + 2.5 * hour);
  });

  test('and nothing since we listen again is an alert, too', () => {
    const { memory } = liveTill(silentAt + hour);
    const again = silentAt + 8 * hour;
    const home = openLivedHome({ devices: parts, memory });
    for (let at = again; at < again + 3 * hour; at += minute) home.say(at, 'hub', []);
    expect(home.classes()).toEqual(['silent_device']);
    expect(home.seen[0]!.t).toBeGreaterThanOrEqual(again + 2 * hour);
  });
});

describe('the signal of a sensor', () => {
  test('that tells it in two ways is weak where one of them is, though the other number is the higher', () => {
    const home = openLivedHome({ devices });
    for (let at = monday; at < attackAt + 10 * hour; at += 10 * minute) {
      home.say(at, 'shed', [{ type: 'signal', rssiDbm: -60 }]);
      home.say(at + minute, 'shed', [{ type: 'signal', lqi: at < attackAt ? 150 : 40, rssiDbm: -60 }]);
    }
    expect(home.classes()).toEqual(['value_drift']);
    expect(home.seen[0]?.evidence[0]?.text).toBe('40 of 255, and so for 6 hours; in 21 days it was about 150');
    expect(home.seen[0]!.t).toBeLessThan(attackAt + 8 * hour);
  });

  test('that stays far weaker than it was is an alert with both numbers, and over when it is back', () => {
    const home = live({ lqi: (at, sensor) => (sensor === 'shed' && between(at, attackAt, 20 * hour) ? 40 : 150) });
    expect(home.classes()).toEqual(['value_drift']);
    expect(home.seen[0]).toMatchObject({ title: 'The signal of the shed sensor is unusually weak' });
    expect(home.seen[0]?.evidence[0]?.text).toMatch(
      /^\d\d of 255, and so for 6 hours; in 21 days it was about 1[56]\d$/,
    );
    expect(home.signals.at(-1)).toMatchObject({ type: 'over', class: 'value_drift' });
  });

  test('that is weak for some hours, until the mesh has healed, is none', () => {
    const home = live({ lqi: (at, sensor) => (sensor === 'shed' && between(at, attackAt, 4 * hour) ? 40 : 150) });
    expect(home.classes()).toEqual([]);
  });

  test('that falls with that of its like, because the coordinator was moved, is none', () => {
    expect(live({ lqi: (at) => (at > attackAt ? 40 : 150) }).classes()).toEqual([]);
  });

  test('that is weak every night, as a sensor behind a door that is shut then, is none', () => {
    const isNight = (at: number) => at % day < 7 * hour;
    expect(live({ lqi: (at, sensor) => (sensor === 'shed' && isNight(at) ? 90 : 150) }).classes()).toEqual([]);
  });

  test('that is by day as weak as it is at night only, is an alert', () => {
    const isNight = (at: number) => at % day < 7 * hour;
    const home = live({
      lqi: (at, sensor) => (sensor === 'shed' && (isNight(at) || between(at, attackAt, 9 * hour)) ? 60 : 180),
      until: attackAt + 12 * hour,
    });
    expect(home.classes()).toEqual(['value_drift']);
    expect(home.seen[0]?.evidence[0]?.text).toMatch(
      /^[67]\d of 255, and so for 6 hours; in 21 days it was about 1[89]\d$/,
    );
  });
});
