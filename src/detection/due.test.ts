import fc from 'fast-check';
import { expect, test } from 'vitest';

import { openDue } from './due';

const asked = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), isUndone: fc.boolean() }), { maxLength: 300 });

test('what is due is done in the order of time, and of one moment in the order in which it was asked for', () => {
  fc.assert(
    fc.property(asked, fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 5 }), (wishes, looks) => {
      const due = openDue();
      const done: number[] = [];
      const undo = wishes.map(({ at }, index) => due.add(at, () => void done.push(index)));
      for (const [index, { isUndone }] of wishes.entries()) if (isUndone) undo[index]?.();
      for (const now of [...looks.toSorted((one, other) => one - other), 25]) due.run(now);
      const wanted = wishes.flatMap(({ at, isUndone }, index) => (isUndone ? [] : [{ at, index }]));
      expect(done).toEqual(wanted.toSorted((one, other) => one.at - other.at).map(({ index }) => index));
    }),
  );
});

test('what is asked for while something is done comes in its turn, and what is undone then does not come', () => {
  const due = openDue();
  const done: string[] = [];
  const undo = due.add(3, () => void done.push('undone'));
  due.add(1, (at) => {
    done.push(`first at ${at}`);
    undo();
    due.add(2, (then) => void done.push(`asked for meanwhile, at ${then}`));
    due.add(9, () => void done.push('not yet'));
  });
  due.add(4, (at) => void done.push(`last at ${at}`));
  due.run(5);
  expect(done).toEqual(['first at 1', 'asked for meanwhile, at 2', 'last at 4']);
});

test('what is put off again and again piles up nowhere', () => {
  const due = openDue();
  let times = 0;
  let undo = () => {};
  for (let at = 0; at < 10_000; at++) {
    undo();
    undo = due.add(at + 100, () => void times++);
  }
  due.run(1e6);
  undo();
  due.add(2e6, () => void times++);
  due.run(3e6);
  expect(times).toBe(2);
});

test('a moment that is no number never comes, and holds up nothing', () => {
  const due = openDue();
  const done: string[] = [];
  due.add(Number.NaN, () => void done.push('never'))();
  due.add(1, () => void done.push('well'));
  due.run(2);
  expect(done).toEqual(['well']);
});

test('what waits when the clock is set goes on waiting for as long as it had to', () => {
  const due = openDue();
  const done: string[] = [];
  due.add(1_100, (at) => void done.push(`second at ${at}`));
  due.add(1_050, (at) => void done.push(`first at ${at}`));
  due.run(1_000);
  due.shift(-900);
  due.run(149);
  expect(done).toEqual([]);
  due.run(200);
  expect(done).toEqual(['first at 150', 'second at 200']);
});
