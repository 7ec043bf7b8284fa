import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { wholeBrowser } from '../browsers';
import { expect, passwords, test } from '../fixtures';
import { Gatehouse } from '../pages/gatehouse';

/** what Chromium's settings call "Don't allow sites to save data" */
const nothingKept = { profile: { default_content_setting_values: { cookies: 2 } } };

test('in a browser that keeps nothing of any site the home is shown all the same, and that nothing is kept is said', async ({
  household: _,
  site,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'gatehouse-profile-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(nothingKept));
  const context = await chromium.launchPersistentContext(profile, wholeBrowser);
  const gatehouse = new Gatehouse(await context.newPage(), site, []);
  await gatehouse.open('/');
  await expect(gatehouse.form).toContainText('set to keep nothing of this site');
  await gatehouse.logIn('owner', passwords.owner);
  await expect(gatehouse.connection).toContainText('Connected');
  await gatehouse.go('Devices');
  await expect(gatehouse.row('Front door')).toBeVisible();
  await gatehouse.go('Settings');
  await expect(gatehouse.page.getByRole('status', { name: 'History' })).toContainText('This browser keeps nothing');
  await context.close();
  rmSync(profile, { recursive: true, force: true });
});
