import { expect, test } from 'vitest';

import { openCountKeeper } from './count-keeper';

function open() {
  let counted = 0;
  const done: string[] = [];
  const kept = new Map<string, unknown>();
  const keeper = openCountKeeper({
    memory: {
      recall: async (home) => kept.get(home),
      async remember(home, counts) {
        kept.set(home, counts);
        done.push(`counts ${JSON.stringify(counts)}`);
      },
    },
    counts: () => ({ counted }),
    keepAlerts: async () => void done.push('alerts'),
  });
  const pass = async (now: number) => {
    keeper.tick(now);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { keeper, kept, done, pass, count: () => void counted++ };
}

test('nothing is written over what was kept before it was read, nor after the home was left', async () => {
  const { keeper, kept, done, pass, count } = open();
  kept.set('ws://home', { counted: 5 });
  await pass(0);
  expect(await keeper.recall('ws://home')).toEqual({ counted: 5 });
  await keeper.close();
  expect(done).toEqual([]);
  keeper.entered('ws://home');
  keeper.leave();
  count();
  await keeper.close();
  expect(done).toEqual([]);
  expect(kept.get('ws://home')).toEqual({ counted: 5 });
});

test('it is written every twenty seconds where it changed, and at the end', async () => {
  const { keeper, done, pass, count } = open();
  keeper.entered('ws://home');
  await pass(0);
  await pass(20_000);
  count();
  await pass(39_999);
  expect(done).toEqual(['alerts', 'counts {"counted":0}']);
  await pass(40_000);
  count();
  await keeper.close();
  expect(done.filter((one) => one !== 'alerts')).toEqual([0, 1, 2].map((n) => `counts {"counted":${n}}`));
});

test('a clock that is set back by hours holds it up no longer', async () => {
  const { keeper, kept, pass, count } = open();
  keeper.entered('ws://home');
  await pass(36_000_000);
  count();
  await pass(0);
  expect(kept.get('ws://home')).toEqual({ counted: 1 });
});

test('what was told is kept after its alert, and as it was when that was kept', async () => {
  const { keeper, done, count } = open();
  keeper.entered('ws://home');
  keeper.tick(0);
  count();
  await keeper.close();
  expect(done.slice(0, 2)).toEqual(['alerts', 'alerts']);
  expect(done.slice(2).toSorted()).toEqual(['counts {"counted":0}', 'counts {"counted":1}']);
});
