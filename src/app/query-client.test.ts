import { MutationObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';

import { PlainError } from '@/core/plain-error';

import { createQueryClient } from './query-client';

/** What is told of acts that are pressed one after the other; null: it was done. */
async function press(errors: readonly (Error | null)[], meta: { readonly saysItself?: boolean } = {}) {
  const told: (string | null)[] = [];
  const queries = createQueryClient((sentence) => told.push(sentence));
  for (const error of errors) {
    const act = new MutationObserver(queries, {
      mutationFn: async () => {
        if (error !== null) throw error;
      },
      meta,
    });
    await act.mutate().catch(() => {});
  }
  return told.flatMap((one) => one ?? []);
}

test('an act that nobody answered is told, whichever page it was pressed on', async () => {
  const away = 'A part of Gatehouse could not be loaded.';
  expect(await press([new PlainError(away)])).toEqual([away]);
  expect(await press([null])).toEqual([]);
});

test('what an error tells that was not written for people is not shown to them', async () => {
  const [told] = await press([new TypeError('cannot read s3cret of undefined')]);
  expect(told).toMatch(/^Nobody knows whether it was done/);
  expect(told).not.toContain('s3cret');
});

test('that a part of the code could not be fetched is said in words, whichever browser says it', async () => {
  const notLoaded = 'A part of Gatehouse could not be loaded. Try again, or load the page again.';
  for (const message of [
    'Failed to fetch dynamically imported module: https://home.lan/assets/rules-1.js',
    'error loading dynamically imported module: https://home.lan/assets/rules-1.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /assets/rules-1.css',
  ])
    expect(await press([new TypeError(message)])).toEqual([notLoaded]);
});

test('a page that says it where it was pressed says it alone', async () => {
  expect(await press([new Error('no')], { saysItself: true })).toEqual([]);
});

test('what was told of the last act is gone when the next is begun', async () => {
  let shown: string | null = null;
  const queries = createQueryClient((sentence) => (shown = sentence));
  const failing = new MutationObserver(queries, {
    mutationFn: async () => {
      throw new PlainError('It was not done.');
    },
  });
  await failing.mutate().catch(() => {});
  expect(shown).toBe('It was not done.');
  await new MutationObserver(queries, { mutationFn: async () => 'done' }).mutate();
  expect(shown).toBeNull();
});
