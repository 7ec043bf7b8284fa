import { describe, expect, test } from 'vitest';

import type { Fact } from '@/core/observation';

import { part } from '../timeline.testing';
import { chanceOf, day, eachHour, hour, minute, monday, openLivedHome, type LivedHome } from './habits.testing';

const devices = {
  attic: part('sensor', ['temperature'], { name: 'Attic sensor' }),
  cellar: part('sensor', ['temperature'], { name: 'Cellar sensor' }),
  study: part('sensor', ['temperature'], { name: 'Study sensor' }),
  porch: part('camera', ['camera'], { name: 'Porch camera' }),
  key: part('lock', ['lock', 'battery'], { name: 'Front door' }),
};
const rooms = ['attic', 'cellar', 'study'] as const;

type Odds = {
  /** added to the temperature of the attic */
  readonly attic?: (at: number) => number;
  /** added to that of all rooms */
  readonly weather?: (at: number) => number;
  readonly bytes?: (at: number) => number;
  readonly battery?: (at: number) => number;
  readonly stream?: (at: number) => number;
  readonly more?: (home: LivedHome, at: number) => void;
};

const sine = (at: number, period: number) => Math.sin((at / period) * 2 * Math.PI);

/** Every twenty minutes each room tells its temperature, warm by day; the camera its stream, low at night; the lock its battery each hour. */
function live(days: number, odds: Odds = {}, home = openLivedHome({ devices }), from = 0): LivedHome {
  const chance = chanceOf(7 + from);
  for (let at = monday + from * day; at < monday + days * day; at += 20 * minute) {
    for (const room of rooms) {
      const warmth = 20 + 1.8 * sine(at, day) + 0.4 * (chance() - 0.5) + (odds.weather?.(at) ?? 0);
      const temperatureC = Math.round(10 * (warmth + (room === 'attic' ? (odds.attic?.(at) ?? 0) : 0))) / 10;
      const bytes = Math.round(160 + 20 * chance() + (room === 'attic' ? (odds.bytes?.(at) ?? 0) : 0));
      home.say(at, room, [{ type: 'state', state: { temperatureC } }], { bytes });
    }
    const hourOfDay = (at % day) / hour;
    const isNight = hourOfDay < 7 || hourOfDay > 19;
    const bitrateKbps = Math.round((isNight ? 700 : 1_800) + 120 * (chance() - 0.5) + (odds.stream?.(at) ?? 0));
    home.state(at + 1, 'porch', { bitrateKbps });
    if (at % hour === 0) {
      const percent = Math.round(90 - (0.2 * (at - monday)) / day + (odds.battery?.(at) ?? 0));
      home.say(at + 2, 'key', [{ type: 'battery', percent }]);
    }
    odds.more?.(home, at);
  }
  return home;
}

const since = (start: number, each: (ms: number) => number) => (at: number) => (at < start ? 0 : each(at - start));
const attackAt = monday + 21 * day + 10 * hour;

describe('an ordinary home', () => {
  test('is quiet for six weeks, though the nights are grey and the autumn is cold', () => {
    const home = live(42, { weather: (at) => (-6 * (at - monday)) / (42 * day) + 2.5 * sine(at, 9 * day) });
    expect(home.classes()).toEqual([]);
  });
});

describe('a reading', () => {
  test('that leaps to where it never was is an alert at once', () => {
    const home = live(22, { attic: (at) => (at === attackAt ? 25 : 0) });
    expect(home.classes()).toEqual(['value_jump']);
    expect(home.seen[0]).toMatchObject({ t: attackAt, title: 'The temperature of the attic sensor leapt' });
    expect(home.seen[0]?.evidence[0]?.text).toMatch(/^From [\d.]+ °C to [\d.]+ °C; in 21 days it lay between/);
  });

  /** From then on each five minutes so much more, until it is so far and for a quarter of an hour. */
  const climbs = (home: LivedHome, from: number, each: number, steps: number, of = 20.4) => {
    for (let n = 0; n < steps + 3; n++)
      home.state(from + n * 5 * minute, 'attic', { temperatureC: of + each * Math.min(n, steps) });
  };

  test.each([
    ['up', 5, 'rose fast', '30.4'],
    ['down', -5, 'fell fast', '10.4'],
  ])('that gets far %s in steps none of which is a leap is one alert', (_, each, words, end) => {
    const home = live(21);
    climbs(home, monday + 21 * day + 10 * minute, each, 3);
    expect(home.classes()).toEqual(['value_jump']);
    expect(home.seen[0]?.title).toBe(`The temperature of the attic sensor ${words}`);
    expect(home.seen[0]?.evidence[0]?.text).toMatch(
      new RegExp(`^From [\\d.]+ °C to ${end} °C within \\d+ minutes; in 21 days it lay`),
    );
  });

  test('that got far in some steps is told each time, also after it fell back each time', () => {
    const home = live(21);
    for (const days of [21, 24, 27, 30]) {
      live(days + 1, {}, home, days);
      climbs(home, monday + (days + 1) * day, 5, 3);
      live(days + 3, {}, home, days + 1.1);
    }
    expect(home.classes()).toEqual(['value_jump', 'value_jump', 'value_jump', 'value_jump']);
  });

  test('that rises by six degrees an hour for half a day does not leap', () => {
    const home = live(23, { attic: (at) => (at < attackAt ? 0 : Math.min(30, (6 * (at - attackAt)) / hour)) });
    expect(home.classes()).not.toContain('value_jump');
  });

  test('of an oven that is hot within the half hour, at any time, climbs: that is a habit, also when it gets hotter', () => {
    const home = openLivedHome({ devices });
    for (let days = 0; days < 25; days++) {
      live(days + 1, {}, home, days);
      const most = days < 24 ? 3 : 4.5;
      for (let n = 0; n < 12; n++)
        home.state(monday + (days + 1) * day - 19 * minute + n * minute, 'attic', {
          temperatureC: 20 + most * Math.min(n, 11 - n),
        });
    }
    expect(home.classes()).toEqual([]);
  });

  test('that drifts away while the other rooms do not is an alert, and over when it comes back', () => {
    const home = live(34, {
      attic: (at) => (at < attackAt || at > attackAt + 7 * day ? 0 : (0.9 * (at - attackAt)) / day),
    });
    expect(home.classes()).toEqual(['value_drift']);
    expect(home.seen[0]!.t).toBeLessThan(attackAt + 7 * day);
    expect(home.signals.at(-1)).toMatchObject({ type: 'over', class: 'value_drift' });
  });

  test('of a heater that is wanted for the first time in autumn, evening after evening, is none; of a plug that is off it is an alert', () => {
    const winter = (switched: 'on' | 'off') => {
      const home = openLivedHome({ devices: { plug: part('plug', ['switch']) } });
      eachHour(35, (at, hourOfDay, dayNumber) => {
        const isWanted = dayNumber > 20 && hourOfDay >= 18 && hourOfDay < 22;
        home.state(at, 'plug', { switch: isWanted ? switched : 'off', powerW: isWanted ? 1_990 + (dayNumber % 7) : 0 });
      });
      return home.classes();
    };
    expect(winter('on')).toEqual([]);
    expect(winter('off')[0]).toBe('value_jump');
  });

  test('of a sensor in the fog stands at 100 % for a day and a half, or near it; at another number it is stuck', () => {
    const foggy = (humidityPercent: (at: number) => number) => {
      const home = openLivedHome({ devices: { out: part('sensor', ['humidity']) } });
      const chance = chanceOf(5);
      for (let at = monday; at < monday + 24 * day; at += 10 * minute) {
        const isFog = at > attackAt && at < attackAt + 36 * hour;
        const usual = Math.round(10 * (80 + 12 * sine(at, day) + 10 * chance())) / 10;
        home.state(at, 'out', { humidityPercent: isFog ? humidityPercent(at) : Math.min(100, usual) });
      }
      return home.classes();
    };
    expect(foggy(() => 100)).not.toContain('value_stuck');
    expect(foggy((at) => (at % hour === 0 ? 99.9 : 100))).not.toContain('value_stuck');
    expect(foggy(() => 90)).toContain('value_stuck');
  });

  test('that is frozen at one number is an alert, though it is told as often as ever', () => {
    const frozen = live(21);
    for (let at = monday + 21 * day; at < monday + 22 * day; at += 10 * minute)
      frozen.state(at, 'attic', { temperatureC: 20.4 });
    expect(frozen.classes()).toEqual(['value_stuck']);
    expect(frozen.seen[0]?.evidence[0]?.text).toMatch(
      /^20\.4 °C for \d+ hours|minutes, told \d+ times; in 21 days never/,
    );
  });

  const wavers = (home: LivedHome, from: number, hours: number, by = 0.1) => {
    const chance = chanceOf(3);
    for (let at = from; at < from + hours * hour; at += 5 * minute)
      home.state(at, 'attic', { temperatureC: 20.4 + (chance() < 0.5 ? by : 0) });
  };

  test('that is one of the same two for hours is one alert, and over with a third', () => {
    const home = live(21);
    wavers(home, monday + 21 * day, 20);
    expect(home.classes()).toEqual(['value_stuck']);
    expect(home.seen[0]?.title).toBe('The temperature of the attic sensor is one of the same two numbers');
    expect(home.seen[0]?.evidence[0]?.text).toMatch(
      /^20\.[45] °C or 20\.[45] °C for .*, told \d+ times; in 21 days never/,
    );
    expect(home.signals.filter(({ type }) => type === 'over')).toEqual([]);
    home.state(monday + 21 * day + 20 * hour, 'attic', { temperatureC: 20.8 });
    expect(home.signals.at(-1)).toMatchObject({ type: 'over', class: 'value_stuck' });
  });

  test('of a coarse sensor that is one of the same two all night long, each night, is none', () => {
    const home = openLivedHome({ devices });
    for (let days = 0; days < 30; days++) {
      wavers(home, monday + days * day, days < 20 ? 6 : 8, 0.5);
      live(days + 1, {}, home, days + 0.375);
    }
    expect(home.classes()).toEqual([]);
  });

  test('that froze once is told when it freezes again, days later', () => {
    const home = live(21);
    for (const from of [21, 26, 31]) {
      for (let at = monday + from * day; at < monday + (from + 5) * day; at += 10 * minute)
        home.state(at, 'attic', { temperatureC: at < monday + (from + 0.5) * day ? 20.4 : 20 + (at % hour) / hour });
    }
    expect(home.classes()).toEqual(['value_stuck', 'value_stuck', 'value_stuck']);
  });

  test('that was not heard for a day did not stand still meanwhile', () => {
    const home = live(22);
    const tell = (from: number, hours: number, temperatureC: (at: number) => number) => {
      for (let at = from; at < from + hours * hour; at += 10 * minute)
        home.state(at, 'attic', { temperatureC: temperatureC(at) });
    };
    const moves = (at: number) => 20 + ((at / minute) % 70) / 100;
    tell(monday + 22 * day, 1, moves);
    tell(monday + 22.1 * day, 0.2, () => 20.9);
    tell(monday + 23.1 * day, 0.2, () => 20.9);
    tell(monday + 23.2 * day, 24, moves);
    tell(monday + 24.2 * day, 12, () => 20.4);
    expect(home.classes()).toEqual(['value_stuck']);
  });

  test('of a radiator that is turned on leaps a little every morning: that is a habit', () => {
    const home = live(42, { attic: (at) => ((at % day) / hour > 6 && (at % day) / hour < 9 ? 7 : 0) });
    expect(home.classes()).toEqual([]);
  });
});

describe('payloads', () => {
  test('that grow by a few bytes a day are noticed when they have grown by half', () => {
    const home = live(40, { bytes: since(attackAt, (ms) => (30 * ms) / day) });
    expect(home.classes()).toEqual(['payload_bloat']);
    expect(home.seen[0]?.evidence[0]?.text).toMatch(/^\d+ bytes a message, .* it was \d+ on average$/);
  });

  test('of a newer firmware that tells two things more are none', () => {
    expect(live(42, { bytes: since(attackAt, () => 60) }).classes()).toEqual([]);
  });

  test.each([80, 150, 400])('that grow by %i bytes a day, a few with each message, are noticed within days', (aDay) => {
    const home = live(26, { bytes: since(attackAt, (ms) => (aDay * ms) / day) });
    expect(home.classes()).toEqual(['payload_bloat']);
    expect(home.seen[0]!.t).toBeLessThan(attackAt + 3.5 * day);
  });

  test('that grow are told once, and it is over when they are as they were', () => {
    const home = live(34, {
      bytes: (at) => (at < attackAt || at > attackAt + 4 * day ? 0 : (100 * (at - attackAt)) / day),
    });
    expect(home.classes()).toEqual(['payload_bloat']);
    expect(home.seen[0]?.title).toBe('The messages of the attic sensor grow, a little at a time');
    expect(home.signals.at(-1)).toMatchObject({ type: 'over', class: 'payload_bloat' });
  });

  test('of a firmware that tells half as much again, and of the next one, are none', () => {
    const twice = (at: number) => since(attackAt, () => 80)(at) + since(attackAt + 2 * day, () => 80)(at);
    expect(live(42, { bytes: twice }).classes()).toEqual([]);
  });

  test('of a newer firmware that tells three times as much are none, for its version says so', () => {
    const updated = live(21);
    updated.say(monday + 21 * day, 'attic', [{ type: 'firmware', installed: '1.0.0' }]);
    updated.say(attackAt, 'attic', [{ type: 'firmware', installed: '1.1.0' }]);
    expect(live(30, { bytes: since(attackAt, () => 350) }, updated, 22).classes()).toEqual([]);
    const unchanged = live(21);
    expect(live(30, { bytes: since(attackAt, () => 350) }, unchanged, 22).classes()).toEqual(['payload_bloat']);
  });

  test('of many kilobytes all at once are noticed with the first', () => {
    const home = live(22, { bytes: (at) => (at === attackAt ? 20_000 : 0) });
    expect(home.seen.map((alert) => [alert.class, alert.t])).toEqual([['payload_bloat', attackAt]]);
  });
});

describe('a device that speaks', () => {
  test('many times as often as ever is an alert within the same minutes', () => {
    const home = live(21);
    for (let n = 0; n < 200; n++)
      home.state(monday + 21 * day + n * 1_000, 'attic', { temperatureC: 20 + (n % 3) / 10 });
    expect(home.classes()).toEqual(['message_flood']);
    expect(home.seen[0]!.t).toBeLessThan(monday + 21 * day + 2 * minute);
  });

  const again = (home: LivedHome, from: number, times: number, everyMs: number) => {
    for (let n = 0; n < times; n++) home.state(from + n * everyMs, 'attic', { temperatureC: 20 + (n % 3) / 10 });
  };

  test('all that it said for hours once more, for its bridge was away, is none, and a flood after it is one', () => {
    const home = live(21);
    const from = monday + 21 * day;
    again(home, from, 150, 3);
    again(home, from + minute, 20, 20_000);
    expect(home.classes()).toEqual([]);
    again(home, from + 8 * minute, 90, 300);
    expect(home.classes()).toEqual(['message_flood']);
  });

  test('in one burst after the other, or ever faster, is an alert though one of them is left out', () => {
    const inBursts = live(21);
    for (let round = 0; round < 5; round++) again(inBursts, monday + 21 * day + round * 10_000, 40, 5);
    expect(inBursts.classes()).toEqual(['message_flood']);
    for (const everyMs of [20, 100, 240, 600]) {
      const home = live(21);
      again(home, monday + 21 * day, 1_000, everyMs);
      expect(home.classes()).toEqual(['message_flood']);
      expect(home.seen[0]!.t).toBeLessThan(monday + 21 * day + 65 * Math.max(everyMs, 20) + 6_000);
    }
  });

  test('a few times more after a restart is none', () => {
    const home = live(21);
    for (let n = 0; n < 12; n++)
      home.state(monday + 21 * day + n * 2_000, 'attic', { temperatureC: 20 + (n % 3) / 10 });
    expect(home.classes()).toEqual([]);
  });
});

describe('a battery', () => {
  test('that falls in two days as it did in two months is an alert', () => {
    const home = live(24, { battery: since(attackAt, (ms) => Math.max(-30, (-6 * ms) / day)) });
    expect(home.classes()).toEqual(['battery_drain']);
    expect(home.seen[0]?.evidence[0]?.text).toMatch(
      /^It lost \d+ % within two days and is at \d+ %; usually it loses [\d.]+ %/,
    );
  });

  test('that is changed, or told in steps of ten, is none', () => {
    const stepwise = (at: number) =>
      Math.round((90 - (0.9 * (at - monday)) / day) / 10) * 10 - (90 - (0.2 * (at - monday)) / day);
    expect(live(40, { battery: stepwise }).classes()).toEqual([]);
    expect(live(40, { battery: since(attackAt, () => 14) }).classes()).toEqual([]);
  });

  test('that is changed for one of another type, which settles within days, is none; one that then empties within hours is', () => {
    const settles = since(attackAt, (ms) => 6 + 14 * Math.exp(-ms / day));
    expect(live(40, { battery: settles }).classes()).toEqual([]);
    const empties = live(24, { battery: (at) => settles(at) - since(attackAt + day, (ms) => (5 * ms) / hour)(at) });
    expect(empties.classes()[0]).toBe('battery_drain');
    expect(empties.seen[0]!.t).toBeLessThan(attackAt + day + 8 * hour);
    const later = live(40, { battery: (at) => settles(at) - since(attackAt + 8 * day, (ms) => (8 * ms) / day)(at) });
    expect(later.seen[0]!.t).toBeLessThan(attackAt + 10 * day);
  });

  test('that is told lower in each night of a winter and higher at noon is none, and one that is drained then is found', () => {
    const warmth = (at: number) => Math.sin(((at - 8 * hour) / day) * 2 * Math.PI) / 2 - 0.5;
    const swing = (at: number) => warmth(at) * Math.min(12, Math.max(0, ((at - monday) / day - 10) * 0.5));
    expect(live(45, { battery: swing }).classes()).toEqual([]);
    const drainedAt = monday + 40 * day;
    const drained = live(45, { battery: (at) => swing(at) - Math.max(0, (24 * (at - drainedAt)) / day) });
    expect(drained.classes()).toContain('battery_drain');
    expect(drained.seen[0]?.t).toBeLessThan(drainedAt + 2 * day);
  });
});

describe('the stream of a camera', () => {
  test('that is many times as large is an alert, and night mode is none', () => {
    const home = live(23, { stream: since(attackAt, () => 5_000) });
    expect(home.classes()).toEqual(['camera_bitrate']);
    expect(home.seen[0]?.title).toBe('The porch camera streams unusually much');
  });

  test('that is in night mode on a dark afternoon is none', () => {
    expect(live(23, { stream: (at) => (at > attackAt && at < attackAt + 3 * hour ? -1_100 : 0) }).classes()).toEqual(
      [],
    );
  });

  test('that is nearly nothing by day is an alert: the picture may be covered', () => {
    expect(live(23, { stream: (at) => (at > attackAt && at < attackAt + 3 * hour ? -1_650 : 0) }).classes()).toEqual([
      'camera_bitrate',
    ]);
  });
});

describe('watching a camera', () => {
  const watch = (home: LivedHome, at: number, viewers = 1) => {
    home.state(at, 'porch', { viewers });
    home.state(at + 3 * minute, 'porch', { viewers: 0 });
  };
  const evenings = (): Odds => ({
    more: (home, at) => (at % day === 19 * hour || at % day === 20 * hour) && watch(home, at + 60_000),
  });

  test('at night, when nobody ever did, is an alert', () => {
    const home = live(21, evenings());
    expect(home.classes()).toEqual([]);
    watch(home, monday + 21 * day + 3 * hour + 10 * minute);
    expect(home.seen[0]).toMatchObject({
      class: 'camera_viewer',
      title: 'Somebody watches the porch camera live at an unusual hour',
    });
    expect(home.seen[0]?.evidence[0]?.text).toMatch(
      /^Somebody began to watch at 03:10; in 21 days never before 19:00$/,
    );
  });

  test('by more people than ever is an alert', () => {
    const home = live(21, evenings());
    watch(home, monday + 21 * day + 19 * hour, 3);
    expect(home.seen[0]?.evidence[0]?.text).toBe('3 watch at once; in 21 days never more than 1');
  });

  test('by whoever answers the door is none, and is no habit that a stranger could use', () => {
    const home = live(21);
    const at = monday + 21 * day + 12 * hour;
    const ring: Fact = { type: 'event', event: 'ring', text: 'Somebody rang', meaning: 'rang' };
    home.state(at - hour, 'porch', { viewers: 0 });
    home.say(at, 'porch', [ring]);
    watch(home, at + minute);
    expect(home.classes()).toEqual([]);
    watch(home, at + 10 * minute);
    expect(home.seen[0]?.title).toBe('Somebody watches the porch camera live for the first time');
    watch(home, at + 2 * day);
    expect(home.seen[1]).toMatchObject({
      title: 'Somebody watches the porch camera live, which hardly anybody ever did',
      evidence: [{ text: expect.stringMatching(/^Somebody watches; in 2\d days only once$/) }],
    });
  });

  test('for the first time in three weeks is an alert', () => {
    const home = live(21);
    home.state(monday + 21 * day, 'porch', { viewers: 0 });
    watch(home, monday + 21 * day + 12 * hour);
    expect(home.classes()).toEqual(['camera_viewer']);
  });
});
