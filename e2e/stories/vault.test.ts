import { everythingKept } from '../everything-kept';
import { expect, expectAccessible, passwords, test } from '../fixtures';
import { Gatehouse } from '../pages/gatehouse';

const words = 'lantern otter quarry velvet';

test('a password is remembered only under a passphrase, and connects after it was unlocked', async ({
  gatehouse,
  household: _,
  page,
}) => {
  await gatehouse.open('/connect');
  await gatehouse.form.getByText('Remember on this device').click();
  await gatehouse.form.getByLabel('New passphrase').fill('short');
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.form).toContainText('at least 12 characters');
  await gatehouse.form.getByLabel('New passphrase').fill(words);
  await expectAccessible(page);
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.connection).toContainText('Connected');
  const kept = await everythingKept(page);
  expect(kept).toContain('gatehouse-vault/1');
  expect(kept).not.toContain(passwords.owner);
  expect(kept).not.toContain(words);

  await page.reload();
  const unlock = page.getByRole('form', { name: 'Unlock the vault' });
  await unlock.getByLabel('Passphrase').fill('not these words at all');
  await unlock.getByRole('button', { name: 'Unlock' }).click();
  await expect(unlock).toContainText('not the passphrase');
  await expectAccessible(page);
  await gatehouse.unlockVault(words);
  expect(await page.content()).not.toContain(passwords.owner);
});

test('a passkey unlocks it, a person locks it, and wiping leaves nothing', async ({
  gatehouse,
  household: _,
  page,
}) => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  // a passkey belongs to a name, and 127.0.0.1 is none
  await page.goto(gatehouse.site.replace('127.0.0.1', 'localhost') + '/connect');
  await gatehouse.form.getByText('Remember on this device').click();
  await gatehouse.form.getByLabel('New passphrase').fill(words);
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.connection).toContainText('Connected');

  await gatehouse.go('Settings');
  const section = gatehouse.region('Remembered log-ins');
  await section.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Unlock with a passkey' });
  await dialog.getByLabel('Passphrase').fill(words);
  await dialog.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(section.getByRole('button', { name: 'Forget the passkey' })).toBeVisible();
  await expectAccessible(page);

  await section.getByRole('button', { name: 'Lock now' }).click();
  await expect(section).toBeFocused();
  await section.getByRole('button', { name: 'Use the passkey' }).click();
  await expect(section.getByRole('list', { name: 'Remembered log-ins' })).toContainText('as owner');
  await expect(section).toBeFocused();

  await section.getByRole('button', { name: 'Wipe all' }).click();
  await page.getByRole('button', { name: 'Wipe them' }).click();
  await expect(section).toContainText('This browser remembers none');
  await expect(section).toBeFocused();
  expect(await everythingKept(page)).not.toContain('gatehouse-vault/1');
});

test('where each tab has a session of its own, one that wipes it ends it for the other, which keeps nothing under it', async ({
  gatehouse,
  household: _,
  page,
  context,
  site,
}) => {
  await context.addInitScript(() => void Reflect.deleteProperty(globalThis, 'SharedWorker'));
  await gatehouse.enterWithVault('/connect', passwords.owner, words);
  // what it hears is written under the vault every ten seconds
  await expect.poll(async () => everythingKept(page), { timeout: 40_000 }).toContain('gatehouse-series-sealed');

  const other = new Gatehouse(await context.newPage(), site, []);
  await other.open('/connect');
  await other.unlockVault(words);
  await other.go('Settings');
  await other.region('Remembered log-ins').getByRole('button', { name: 'Wipe all' }).click();
  await other.page.getByRole('button', { name: 'Wipe them' }).click();
  await expect(other.region('Remembered log-ins')).toContainText('This browser remembers none');

  await gatehouse.go('Settings');
  await expect(gatehouse.region('Remembered log-ins')).toContainText('This browser remembers none');
  // said once it was written again, every ten seconds or so
  const history = page.getByRole('status', { name: 'History' });
  await expect(history).toContainText('It is not encrypted', { timeout: 40_000 });
  expect(await everythingKept(page)).not.toContain('-sealed');
});
