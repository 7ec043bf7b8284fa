import { expect, test } from 'vitest';

import { isPlain } from '@/core/plain-error';

import { loadOnce } from './load-once';

test('a part that could not be loaded once is there when the server of the page is back', async () => {
  const answers = [() => Promise.reject(new TypeError('Failed to fetch')), () => Promise.resolve('the part')];
  let asked = 0;
  const part = loadOnce<string>(() => answers[asked++]?.() ?? Promise.reject(new Error('asked once too often')));
  const failure: unknown = await part().catch((error: unknown) => error);
  expect(isPlain(failure) && failure.message).toMatch(/could not be loaded\. Try again/);
  expect(await part()).toBe('the part');
  expect(await part()).toBe('the part');
  expect(asked).toBe(2);
});
