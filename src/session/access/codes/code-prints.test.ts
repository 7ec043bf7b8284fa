import { expect, test } from 'vitest';

import { openCodePrints } from './code-prints';

test('a code that somebody has is nobody else’s, and may be given to the same person again', async () => {
  const prints = openCodePrints();
  await prints.keep('073952', 'Anna');
  expect(await prints.isAnothers('073952', 'Ben')).toBe(true);
  expect(await prints.isAnothers('073952', ' anna ')).toBe(false);
  expect(await prints.isAnothers('073953', 'Ben')).toBe(false);
});

test('what is kept of a code tells nothing of it: each page keeps another print', async () => {
  const signed: string[] = [];
  const { subtle } = crypto;
  const sign = subtle.sign.bind(subtle);
  const keys: CryptoKey[] = [];
  subtle.sign = async (algorithm, key, data) => {
    keys.push(key);
    const print = await sign(algorithm, key, data);
    signed.push(new Uint8Array(print).join());
    return print;
  };
  try {
    await openCodePrints().keep('073952', 'Anna');
    await openCodePrints().keep('073952', 'Anna');
  } finally {
    subtle.sign = sign;
  }
  expect(new Set(signed).size).toBe(2);
  expect(keys.map(({ extractable }) => extractable)).toEqual([false, false]);
});
