import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  contentsOf,
  createVault,
  isPassphraseTooWeak,
  openByPasskey,
  openByPassphrase,
  withContents,
  withoutPasskey,
  withPasskey,
  withPassphrase,
} from './vault';
import { readVaultDocument, type VaultContents } from './vault-document';

const iterations = 100_000; // the least that counts as a vault
const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const words = 'lantern otter quarry velvet';
const contents: VaultContents = {
  logins: [{ url: 'wss://home', username: 'anna', password: 'päss 🔑', keptAt: 5 }],
  locksAfterMinutes: 5,
};
const create = () => createVault(words, random, iterations);
const gift = { credential: 'Y3JlZA', salt: 'c2FsdA', secret: random(32) };

describe('a vault', () => {
  test('opens with its words and with no others, and gives back what was put in', async () => {
    const vault = await withContents(await create(), contents, random);
    const opened = await openByPassphrase(vault.document, words);
    expect(opened && (await contentsOf(opened))).toEqual(contents);
    expect(await openByPassphrase(vault.document, `${words} `)).toBeNull();
  });

  test('takes the same words from every keyboard', async () => {
    const composed = await createVault('caf\u00e9 lantern otter', random, iterations);
    expect(await openByPassphrase(composed.document, 'cafe\u0301 lantern otter')).not.toBeNull();
  });

  test('shows nothing of itself where it lies, and its key cannot be taken out', async () => {
    const { document, key } = await withContents(await create(), contents, random);
    expect(JSON.stringify(document)).not.toMatch(/anna|wss|lantern|päss/);
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  test('that was changed, anywhere, does not open or says that it is damaged', async () => {
    const { document } = await withContents(await create(), contents, random);
    const other = await create();
    const swapped = { ...document, contents: other.document.contents };
    const opened = await openByPassphrase(swapped, words);
    expect(opened && (await contentsOf(opened))).toBeNull();
    const keySwapped = { ...document, passphrase: other.document.passphrase };
    const halfOpened = await openByPassphrase(keySwapped, words);
    expect(halfOpened && (await contentsOf(halfOpened))).toBeNull();
  });

  test('opens with a passkey that was added under the passphrase, until it is forgotten', async () => {
    const vault = await withContents(await create(), contents, random);
    expect(await withPasskey(vault.document, 'not the words at all', gift, random)).toBeNull();
    const document = await withPasskey(vault.document, words, gift, random);
    if (document === null) throw new Error('The passkey was not added.');
    const opened = await openByPasskey(document, gift);
    expect(opened && (await contentsOf(opened))).toEqual(contents);
    expect(await openByPasskey(document, { ...gift, secret: random(32) })).toBeNull();
    expect(await openByPasskey(document, { ...gift, credential: 'b3RoZXI' })).toBeNull();
    expect(await openByPasskey(withoutPasskey(document, gift.credential), gift)).toBeNull();
  });

  test('gets new words from whoever has the old ones; its passkeys and what is in it stay', async () => {
    const vault = await withContents(await create(), contents, random);
    const document = await withPasskey(vault.document, words, gift, random);
    const next = 'marble heron thicket opal';
    expect(document && (await withPassphrase(document, 'wrong words here', next, random, iterations))).toBeNull();
    const changed = document && (await withPassphrase(document, words, next, random, iterations));
    if (changed === null) throw new Error('The passphrase was not changed.');
    expect(await openByPassphrase(changed, words)).toBeNull();
    const opened = await openByPassphrase(changed, next);
    expect(opened && (await contentsOf(opened))).toEqual(contents);
    expect(await openByPasskey(changed, gift)).not.toBeNull();
  });
});

describe('what lies in storage', () => {
  test('is read as it was written', async () => {
    const { document } = await create();
    expect(readVaultDocument(structuredClone(document))).toEqual(document);
  });

  test('is no vault where its key would be guessed in no time, or would never be made', async () => {
    const { document } = await create();
    const weaker = (iterations: number) => ({
      ...document,
      passphrase: { ...document.passphrase, kdf: { ...document.passphrase.kdf, iterations } },
    });
    expect(readVaultDocument(weaker(1_000))).toBeNull();
    expect(readVaultDocument(weaker(1e12))).toBeNull();
    expect(readVaultDocument({ ...document, format: 'gatehouse-vault/2' })).toBeNull();
  });

  test('may be anything', () => {
    fc.assert(fc.property(fc.anything(), (kept) => readVaultDocument(kept) === null));
  });
});

test.each([
  ['', true],
  ['short', true],
  ['aaaaaaaaaaaaaaaa', true],
  ['abababababababab', true],
  ['lantern otter quarry', false],
])('the passphrase "%s" is too weak: %s', (passphrase, weak) => {
  expect(isPassphraseTooWeak(passphrase)).toBe(weak);
});
