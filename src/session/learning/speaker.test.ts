import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { writeSpeaker } from './speaker-line';
import { openCompany } from './speaker.testing';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/** for each to have said what it says */
const calm = 10 * second;

describe('of two pages that know the home', () => {
  test('one speaks, though their clocks are apart, and it is the same for an hour', () => {
    const { open, pass, speakers } = openCompany();
    open('phone', 21, { aheadMs: -90 * second });
    open('laptop', 21, { aheadMs: 90 * second });
    pass(calm);
    const [first] = speakers();
    for (let passed = 0; passed < hour; passed += second) {
      expect(speakers()).toEqual([first]);
      pass(second);
    }
  });

  test('that come at the same moment the one speaks that has learned more', () => {
    const { open, pass, speakers } = openCompany();
    open('phone', 60);
    open('laptop', 20);
    pass(calm);
    expect(speakers()).toEqual(['phone']);
  });

  test('the one that speaks already goes on, however much more the other knows', () => {
    const { open, pass, speakers } = openCompany();
    open('phone', 15);
    pass(calm);
    const laptop = open('laptop', 300);
    pass(hour);
    expect(speakers()).toEqual(['phone']);
    expect(laptop.lines()).toBe(0);
  });

  test('the one that has learned takes over from the one that is still learning, once', () => {
    const { open, pass, speakers } = openCompany();
    const phone = open('phone', 14);
    pass(calm);
    expect(speakers()).toEqual(['phone']);
    open('laptop', 15);
    pass(calm);
    expect(speakers()).toEqual(['laptop']);
    const before = phone.lines();
    pass(hour);
    phone.days = 16;
    pass(hour);
    expect([speakers(), phone.lines()]).toEqual([['laptop'], before]);
  });

  test('the other speaks four minutes after the one that went without a word, whatever their clocks show', () => {
    const { open, pass, speakers } = openCompany();
    const phone = open('phone', 21, { aheadMs: 90 * second });
    pass(calm);
    const laptop = open('laptop', 21, { aheadMs: -hour });
    pass(7 * minute);
    phone.vanish();
    pass(2 * minute - second);
    expect(speakers()).toEqual([]);
    pass(2 * minute + second);
    expect(speakers()).toEqual(['laptop']);
    expect(laptop.turns).toHaveLength(1);
  });

  test('the other speaks at once after the one that said goodbye', () => {
    const { open, pass, speakers, remembered } = openCompany();
    const phone = open('phone', 21);
    pass(calm);
    open('laptop', 21);
    pass(calm);
    phone.goodbye();
    expect([speakers(), remembered()]).toEqual([['laptop'], '']);
  });

  test('one that slept, or whose clock is set, does not take the other for gone', () => {
    const { open, pass, speakers } = openCompany();
    open('phone', 21);
    pass(calm);
    const laptop = open('laptop', 21);
    pass(minute);
    for (const byMs of [5 * hour, -9 * hour]) {
      laptop.setClock(byMs);
      pass(second);
      expect(speakers()).toEqual(['phone']);
    }
    laptop.sleep();
    pass(8 * hour);
    laptop.wake();
    expect(speakers()).toEqual(['phone']);
    laptop.read();
    pass(hour);
    expect(speakers()).toEqual(['phone']);
  });

  test('one that spoke and slept hears first who spoke meanwhile', () => {
    const { open, pass, speakers } = openCompany();
    const phone = open('phone', 21);
    pass(calm);
    open('laptop', 21);
    pass(calm);
    phone.sleep();
    pass(10 * minute);
    const before = phone.lines();
    phone.wake();
    phone.read();
    pass(hour);
    expect([speakers(), phone.lines()]).toEqual([['laptop'], before]);
  });

  test('one that comes back after its connection was lost does not take the place again', () => {
    const { open, pass, speakers } = openCompany();
    const phone = open('phone', 21);
    pass(calm);
    open('laptop', 21);
    phone.vanish();
    pass(10 * minute);
    phone.connect();
    pass(hour);
    expect(speakers()).toEqual(['laptop']);
  });

  test('one whose connection was lost waits for nobody who said goodbye meanwhile', () => {
    const { open, pass, speakers } = openCompany();
    const phone = open('phone', 21);
    pass(calm);
    const laptop = open('laptop', 21);
    pass(calm);
    laptop.vanish();
    phone.goodbye();
    laptop.connect();
    expect(speakers()).toEqual(['laptop']);
  });
});

describe('a page that comes', () => {
  test('asks whom the broker remembers, and is silent where it is answered', () => {
    const { open, pass, speakers, said } = openCompany();
    open('phone', 21);
    pass(minute);
    const laptop = open('laptop', 21);
    expect(laptop.speaks).toBe(false);
    pass(calm);
    expect(said.filter(({ by }) => by === 'laptop')).toHaveLength(1);
    pass(4 * minute);
    expect(speakers()).toEqual(['phone']);
  });

  test('speaks after seconds where nobody answers: the one that the broker remembers is gone', () => {
    const { open, pass, speakers } = openCompany();
    const phone = open('phone', 21);
    pass(calm);
    phone.vanish();
    pass(hour);
    open('laptop', 21);
    pass(5 * second + 250);
    expect(speakers()).toEqual(['laptop']);
  });

  test('is answered no more than once a second, whoever asks', () => {
    const { open, pass, publish } = openCompany();
    const phone = open('phone', 21);
    pass(calm);
    const before = phone.lines();
    for (let times = 0; times < 40; times++) {
      publish('{"asks":"who speaks"}', false);
      pass(250);
    }
    expect(phone.lines() - before).toBeLessThanOrEqual(11);
  });
});

describe('nobody stays silent', () => {
  test('whose line the broker drops: it speaks for itself, and does not say it again', () => {
    const { open, pass, speakers } = openCompany();
    const guest = open('guest', 21, { isDenied: true });
    for (let passed = 0; passed < hour; passed += minute) {
      expect(speakers()).toEqual(['guest']);
      pass(minute);
    }
    expect(guest.lines()).toBe(1);
    guest.vanish();
    guest.connect();
    pass(calm);
    expect(guest.lines()).toBe(2);
  });

  test('who knows the home, where one speaks that is still learning and cannot be told so', () => {
    const { open, pass, speakers } = openCompany();
    open('phone', 3);
    pass(calm);
    open('guest', 21, { isDenied: true });
    pass(hour);
    expect(speakers()).toEqual(['phone', 'guest']);
  });

  test('but the guest, as long as somebody speaks whose alerts he reads', () => {
    const { open, pass, speakers } = openCompany();
    open('guest', 21, { isDenied: true });
    pass(calm);
    const phone = open('phone', 21);
    pass(hour);
    expect(speakers()).toEqual(['phone']);
    phone.goodbye();
    expect(speakers()).toEqual(['guest']);
  });

  test('for a line that somebody made up and left with the broker', () => {
    const { open, pass, publish, speakers } = openCompany();
    publish(writeSpeaker({ observer: 'nobody', saidAt: 8e15, days: 1_000_000 }).payload);
    const guest = open('guest', 21, { isDenied: true });
    pass(5 * second + 250);
    expect(speakers()).toEqual(['guest']);
    for (let times = 0; times < 3; times++) {
      guest.vanish();
      guest.connect();
      expect(speakers()).toEqual(['guest']);
      pass(calm);
    }
    const phone = open('phone', 21);
    pass(calm);
    expect(speakers()).toEqual([phone.name]);
  });

  test('for long after the last word of one that makes lines up', () => {
    const { open, pass, publish, speakers } = openCompany();
    open('phone', 21);
    pass(calm);
    publish(writeSpeaker({ observer: 'nobody', saidAt: 0, days: 1_000_000 }).payload);
    expect(speakers()).toEqual([]);
    pass(4 * minute);
    expect(speakers()).toEqual(['phone']);
  });

  test('for one that speaks in our name, or says what nobody can read', () => {
    const { open, pass, publish, remembered, speakers } = openCompany();
    open('phone', 21);
    pass(calm);
    for (const payload of [remembered(), '{"observer":7}', '[]', 'nobody', '\u0000', remembered()]) {
      publish(payload);
      pass(second);
      expect(speakers()).toEqual(['phone']);
    }
  });

  test('when somebody takes the line from the broker', () => {
    const { open, pass, publish, speakers } = openCompany();
    open('phone', 21);
    open('laptop', 15);
    pass(calm);
    publish('');
    pass(calm);
    expect(speakers()).toHaveLength(1);
  });
});

test('where a watcher speaks no page does or says so, and when it is gone one of them speaks', () => {
  const { open, pass, remembered, said, speakers } = openCompany();
  const pages = [open('phone', 21), open('laptop', 30)];
  pass(calm);
  for (const page of pages) page.isQuiet = true;
  pass(second);
  expect([speakers(), remembered()]).toEqual([[], '']);
  const before = said.length;
  pass(hour);
  expect(said).toHaveLength(before);
  for (const page of pages) page.isQuiet = false;
  pass(calm);
  expect(speakers()).toHaveLength(1);
});

describe('a watcher that still learns', () => {
  function openWatched(days: number) {
    const company = openCompany();
    const watcher = company.open('watcher', days);
    return { ...company, watcher };
  }

  test('speaks while no page is there that has learned, and leaves it to the first that comes', () => {
    const { open, pass, speakers } = openWatched(0);
    pass(hour);
    expect(speakers()).toEqual(['watcher']);
    const phone = open('phone', 21);
    pass(calm);
    expect(speakers()).toEqual(['phone']);
    pass(hour);
    expect(speakers()).toEqual(['phone']);
    phone.goodbye();
    pass(calm);
    expect(speakers()).toEqual(['watcher']);
  });

  test('leaves it to the page that speaks already', () => {
    const { open, pass, speakers } = openCompany();
    open('phone', 21);
    pass(calm);
    const watcher = open('watcher', 0);
    pass(hour);
    expect(speakers()).toEqual(['phone']);
    expect(watcher.lines()).toBe(0);
  });

  test('speaks for all from the day on when it has learned, takes over what was told, and says no more of it', () => {
    const { open, pass, remembered, said, speakers, watcher } = openWatched(14);
    const phone = open('phone', 21);
    pass(hour);
    expect([speakers(), watcher.turns.length]).toEqual([['phone'], 1]);
    watcher.days = 15;
    watcher.speaksFirst = true;
    phone.isQuiet = true;
    expect(speakers()).toEqual(['watcher']);
    pass(calm);
    expect([speakers(), watcher.turns.length, remembered()]).toEqual([['watcher'], 2, '']);
    const before = said.length;
    pass(hour);
    expect([speakers(), said.length]).toEqual([['watcher'], before]);
  });

  test('is not silenced, once it has learned, by a line that somebody made up', () => {
    const { pass, publish, speakers, watcher } = openWatched(15);
    watcher.speaksFirst = true;
    pass(calm);
    publish(writeSpeaker({ observer: 'nobody', saidAt: 0, days: 1_000_000 }).payload);
    pass(calm);
    expect(speakers()).toEqual(['watcher']);
  });
});

test('where alerts are not shared each page speaks for itself and says nothing', () => {
  const { open, pass, said, speakers } = openCompany();
  open('phone', 21, { share: false });
  open('laptop', 30, { share: false });
  pass(hour);
  expect([speakers(), said]).toEqual([['phone', 'laptop'], []]);
});

test('another tab of a browser speaks soon after the one that spoke for it is gone', () => {
  const { open, pass, speakers } = openCompany();
  const tab = open('tab', 21);
  const other = open('other tab', 21);
  other.isQuiet = true;
  pass(hour);
  tab.vanish();
  other.isQuiet = false;
  pass(5 * second + 500);
  expect(speakers()).toEqual(['other tab']);
});

test('whoever comes, goes, sleeps, learns or is hushed: some minutes later one speaks of those that are there', () => {
  const event = fc.record({
    who: fc.nat(3),
    does: fc.constantFrom('comes', 'vanishes', 'says goodbye', 'sleeps', 'wakes', 'learns', 'is hushed', 'may speak'),
    thenMs: fc.constantFrom(0, 250, second, calm, 3 * minute),
  });
  const days = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30));
  fc.assert(
    fc.property(days, fc.array(event, { maxLength: 25 }), (known, events) => {
      const { open, pass, speakers } = openCompany();
      const pages = known.map((one, index) => open(`page ${index}`, one, { aheadMs: (index - 1) * 90 * second }));
      for (const { who, does, thenMs } of events) {
        const page = pages[who]!; // one of four
        if (does === 'comes' && !page.isThere) page.connect();
        else if (does === 'vanishes') page.vanish();
        else if (does === 'says goodbye' && page.isThere) page.goodbye();
        else if (does === 'sleeps') page.sleep();
        else if (does === 'wakes') {
          page.wake();
          page.read();
        } else if (does === 'learns') page.days++;
        else page.isQuiet = does === 'is hushed';
        pass(thenMs);
      }
      pass(5 * minute);
      const able = pages.filter(({ isThere, isQuiet }) => isThere && !isQuiet);
      const speaking = able.filter(({ name }) => speakers().includes(name));
      expect(speaking).toHaveLength(Math.min(able.length, 1));
      if (able.some((page) => page.days > 14)) expect(speaking.every((page) => page.days > 14)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
