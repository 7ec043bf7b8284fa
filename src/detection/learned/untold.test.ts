import { expect, test } from 'vitest';

import { hour, minute, type LivedHome } from './habits.testing';
import { acts, dayAt, keptOf, live, threeWeeks, visit, type Act } from './levels.testing';

const usual = threeWeeks();
const ofNumbers = [
  'a larger stream',
  'a number that stands still',
  'a number that is one of the same two',
  'a drift',
  'a weak signal',
];
const lasting = acts.filter(([name]) => ofNumbers.includes(name));
const says = 'It has not told this number for a day: nobody knows any more';

/** Until just after it is told. */
function untilTold(act: Act): { readonly home: LivedHome; readonly from: number } {
  const odds = act(dayAt(22) + 10 * hour, false);
  const home = visit(usual, dayAt(21));
  let from = dayAt(21);
  for (; home.seen.length === 0 && from < dayAt(25); from += hour) live(home, from, from + hour, odds);
  return { home, from };
}

/** All of them speak on, and tell no number. */
function speakOn(home: LivedHome, from: number, hours: number): void {
  for (let at = from; at < from + hours * hour; at += 20 * minute)
    for (const device of ['attic', 'cellar', 'study', 'porch', 'key']) home.say(at, device, []);
}

const ends = ({ signals }: LivedHome) => signals.flatMap((signal) => (signal.type === 'over' ? [signal] : []));

test.each(lasting)('%s is over when the device speaks on and has not told its number for a day', (_, kind, act) => {
  const { home, from } = untilTold(act);
  expect(home.classes()).toEqual([kind]);
  speakOn(home, from, 22);
  expect(ends(home)).toEqual([]);
  speakOn(home, from + 22 * hour, 30);
  const [{ subject } = { subject: '' }] = home.seen;
  expect(ends(home)).toMatchObject([{ class: kind, subject, evidence: { text: says } }]);
});

test.each(lasting)('%s that stands at a restart is over then, too', (_, kind, act) => {
  const { home: first, from } = untilTold(act);
  speakOn(first, from, 10);
  const { seen: standing } = first;
  const second = visit(keptOf(first), from + 10 * hour, { standing });
  speakOn(second, from + 10 * hour, 80);
  expect(ends(second)).toMatchObject([{ class: kind, subject: standing[0]?.subject, evidence: { text: says } }]);
});

test.each(lasting)('%s goes on while the device says nothing at all', (_, kind, act) => {
  const { home, from } = untilTold(act);
  for (let at = from; at < from + 80 * hour; at += 20 * minute) home.say(at, 'cellar', []);
  expect(home.classes()).toContain(kind);
  expect(ends(home).filter((one) => one.subject === home.seen[0]?.subject)).toEqual([]);
});

test.each(lasting)('%s that another observer tells again keeps its day', (_, kind, act) => {
  const { home: first, from } = untilTold(act);
  const [standing] = first.seen;
  if (standing === undefined) throw new Error(`Nothing was told of ${kind}`);
  const second = visit(keptOf(first), from, { standing: [standing] });
  // the look after a day is too early, the next is not: no word of others puts it off
  for (let passed = 0; passed < 60; passed += 10) {
    speakOn(second, from + passed * hour, 10);
    second.adopt(standing, from + (passed + 10) * hour);
  }
  const [over] = ends(second);
  expect(over).toMatchObject({ class: kind, subject: standing.subject, evidence: { text: says } });
});
