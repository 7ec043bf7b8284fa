import fc from 'fast-check';
import { expect, test } from 'vitest';

import { alertStates, causeOf, stands } from './alert';
import { contents, doubles, mutesOf, openObservers } from './observers.testing';

test.each([
  ['what is resolved when it is over', 'tamper'],
  ['danger, which stays', 'safety'],
] as const)(
  'five observers of %s with clocks up to 90 s apart, joining at any time, end with the same list and one alert a cause',
  (_, kind) => {
    const five = fc.integer({ min: 0, max: 4 });
    const subject = fc.constantFrom('door', 'window', 'gate');
    const driven = { which: fc.nat(9), state: fc.constantFrom(...alertStates), aheadMs: fc.nat(3_600_000) };
    const steps = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('cause' as const), subject, begins: fc.boolean() }) },
      { weight: 8, arbitrary: fc.record({ do: fc.constant('deliver' as const), who: five, into: fc.boolean() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), who: five }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who: five }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('wake' as const), who: five }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 400_000 }) }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('act' as const),
          who: five,
          which: fc.nat(9),
          what: fc.constantFrom('acknowledge', 'snooze', 'resolve', 'reopen', 'judge', 'mute', 'unmute'),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('drive' as const), ...driven }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('plant' as const), subject, ago: fc.nat(400_000) }) },
    );
    const clocks = fc.array(fc.integer({ min: -90_000, max: 90_000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(clocks, fc.array(steps, { maxLength: 80 }), fc.record(driven), (offsets, story, end) => {
        const home = openObservers(offsets, kind);
        home.join(0);
        for (const step of story) {
          home.pass(10);
          switch (step.do) {
            case 'cause':
              home.cause(step.subject, step.begins);
              break;
            case 'deliver':
              home.deliver(step.who, step.into);
              break;
            case 'join':
              home.join(step.who);
              break;
            case 'leave':
              home.leave(step.who);
              break;
            case 'wake':
              home.wake(step.who);
              break;
            case 'pass':
              home.pass(step.ms);
              break;
            case 'drive':
              home.drive(step.which, step.state, step.aheadMs);
              break;
            case 'plant':
              home.plant(step.subject, step.ago);
              break;
            case 'act':
              home.act(step.who, step.which, step.what);
          }
        }
        home.join(4);
        expect(home.settle(50)).toBeLessThan(50);
        const books = home.observers.filter((one) => one !== null).map(({ book }) => book);
        const [first] = books;
        for (const book of books) {
          expect(contents(book)).toEqual(contents(first!)); // there is at least the one that joined last
          expect(contents(book)).toEqual(
            [...home.retained.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
          );
          expect(doubles(book)).toEqual([]);
          expect(mutesOf(book)).toEqual(mutesOf(first!));
        }
        const told = contents(first!).filter(stands).map(causeOf);
        for (const one of home.standing) expect(told).toContain(`${kind} ${one}`);
        // whoever drives what is shared to the end of its counters: what a person does then is so for all
        home.drive(end.which, end.state, end.aheadMs);
        expect(home.settle(50)).toBeLessThan(50);
        for (const alert of contents(first!)) {
          const { id, state } = alert;
          // two of one cause that are open again become one
          if (contents(first!).filter((other) => causeOf(other) === causeOf(alert)).length > 1) continue;
          const does = state === 'acknowledged' ? 'reopen' : 'acknowledge';
          home.act(4, [...home.observers[4]!.book.alerts.keys()].indexOf(id), does); // it joined
          expect(home.settle(50)).toBeLessThan(50);
          for (const book of books) {
            expect(contents(book)).toEqual(contents(first!));
            expect(mutesOf(book)).toEqual(mutesOf(first!));
            expect(book.alerts.get(id)?.state).toBe(does === 'reopen' ? 'open' : 'acknowledged');
          }
        }
      }),
      { numRuns: 200 },
    );
  },
);
