import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';

import { openVaultShelf } from './vault-shelf';

const isNothing = (lying: unknown) => lying === null;

test('of two sessions that write at the same moment, one finds that the other did', async () => {
  const [one, other] = [openVaultShelf(), openVaultShelf()];
  const written = await Promise.all([one.write({ of: 'one' }, isNothing), other.write({ of: 'other' }, isNothing)]);
  expect(written.toSorted()).toEqual(['changed', 'kept']);
  const kept = await one.read();
  expect(kept).toEqual({ of: written[0] === 'kept' ? 'one' : 'other' });
  expect(await other.write({ of: 'both' }, (lying) => JSON.stringify(lying) === JSON.stringify(kept))).toBe('kept');
  expect(await one.read()).toEqual({ of: 'both' });
});

test('that one session wiped it is told to the other', async () => {
  const [one, other] = [openVaultShelf(), openVaultShelf()];
  await one.write({ of: 'one' }, () => true);
  const told = new Promise<void>((resolve) => other.onWiped(resolve));
  await one.wipe();
  await told;
  expect(await other.read()).toBeNull();
});
