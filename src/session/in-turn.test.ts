import { expect, test } from 'vitest';

import { openTurns } from './in-turn';

test('what is asked at once is done one after the other, in its order, also after one that failed', async () => {
  const inTurn = openTurns();
  const done: string[] = [];
  const steps = (name: string) => async () => {
    done.push(`${name} begins`);
    await Promise.resolve();
    done.push(`${name} ends`);
    return name;
  };
  const first = inTurn(steps('one'));
  const broken = inTurn(() => Promise.reject(new Error('It failed.')));
  const last = inTurn(steps('two'));
  await expect(broken).rejects.toThrow('It failed.');
  expect([await first, await last]).toEqual(['one', 'two']);
  expect(done).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});

test('who asks for the same while it waits gets the same, and who asks when it has begun has it done again', async () => {
  const inTurn = openTurns();
  const [one, other] = [{}, {}];
  let begun = 0;
  const again: Promise<number>[] = [];
  const look = async () => (begun += 1);
  const first = inTurn(async () => {});
  const waiting = [inTurn.shared(one, look), inTurn.shared(one, look)];
  const another = inTurn.shared(other, async () => {
    again.push(inTurn.shared(one, look));
  });
  await first;
  expect(await Promise.all(waiting)).toEqual([1, 1]);
  await another;
  expect(await Promise.all(again)).toEqual([2]);
});

test('what somebody sits before goes before all that waits, and after what goes on', async () => {
  const inTurn = openTurns();
  const done: string[] = [];
  const note = (name: string) => async () => void done.push(name);
  const all = [
    inTurn(note('goes on')),
    inTurn(note('waits')),
    inTurn.shared({}, note('looks')),
    inTurn.first(note('ban')),
  ];
  await Promise.all(all);
  expect(done).toEqual(['goes on', 'ban', 'waits', 'looks']);
});
