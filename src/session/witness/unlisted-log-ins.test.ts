import { expect, test } from 'vitest';

import type { Happening } from '@/core/happening';

import { openUnlistedLogIns } from './unlisted-log-ins';

type List = Parameters<ReturnType<typeof openUnlistedLogIns>['look']>[1]['list'];

/** A broker that lists these, in the order in which it is asked; `null`: it does not answer. */
function watch(...lists: readonly (readonly string[] | null)[]) {
  const told: (string | null)[] = [];
  let asked = 0;
  const list = (async () => {
    const names = lists[Math.min(asked++, lists.length - 1)];
    if (!names) return { outcome: 'failed', reason: 'unanswered' };
    return { outcome: 'done', accounts: names.map((username) => ({ username })), roles: [], registers: new Map() };
  }) as unknown as List; // of an account only its name is looked at
  const looking = openUnlistedLogIns((happening: Happening) => {
    if (happening.type === 'unlisted-log-in') told.push(happening.username);
  });
  return {
    told,
    asked: () => asked,
    async came(username: string | null, at = 0) {
      looking.look({ type: 'log-in', at, username, clientId: 'c', address: null }, { list });
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    },
  };
}

test('whoever is on the list is nobody to tell of, and the list is read once', async () => {
  const { came, told, asked } = watch(['owner', 'cam.a']);
  for (const name of ['owner', 'cam.a', 'owner']) await came(name);
  expect([told, asked()]).toEqual([[], 1]);
});

test('an account that was made a moment ago is looked for in a new list', async () => {
  const { came, told } = watch(['owner'], ['owner', 'cam.b']);
  for (const name of ['owner', 'cam.b']) await came(name);
  expect(told).toEqual([]);
});

test('who is on no list, or needs no name, is told, and looked for once in ten minutes', async () => {
  const { came, told, asked } = watch(['owner']);
  for (const at of [0, 5_000, 10_000]) for (const name of ['service', null]) await came(name, at);
  expect(told).toEqual(['service', null]);
  expect(asked()).toBe(2);
  await came('service', 11 * 60_000);
  expect(asked()).toBe(3);
});

test('a clock that was ahead and is put right gives nobody longer than that', async () => {
  const { came, told } = watch(['owner']);
  await came('service', 3 * 3_600_000);
  await came('service', 0);
  expect(told).toEqual(['service', 'service']);
});

test('where the broker does not answer nobody is accused', async () => {
  const { came, told } = watch(null);
  await came('owner');
  expect(told).toEqual([]);
});
