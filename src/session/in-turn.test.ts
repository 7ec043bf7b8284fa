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
  expect(inTurn.isBusy()).toBe(true);
  await expect(broken).rejects.toThrow('It failed.');
  expect([await first, await last]).toEqual(['one', 'two']);
  expect(done).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  expect(inTurn.isBusy()).toBe(false);
});
