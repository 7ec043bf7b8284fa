import { expect, type Locator, type Page } from '@playwright/test';

/** The page as a person meets it: by roles and names only (CONTRACT.md, "The page"). */
export class Gatehouse {
  readonly page: Page;
  readonly site: string;
  readonly misdeeds: string[];
  readonly connection: Locator;
  readonly form: Locator;
  readonly alert: Locator;
  readonly navigation: Locator;

  constructor(page: Page, site: string, misdeeds: string[]) {
    this.page = page;
    this.site = site;
    this.misdeeds = misdeeds;
    this.connection = page.getByRole('status', { name: 'Connection' });
    this.form = page.getByRole('form', { name: 'Connect to your broker' });
    this.alert = page.getByRole('alert');
    this.navigation = page.getByRole('navigation', { name: 'Main' });
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(this.site + path);
  }

  async logIn(username: string, password: string): Promise<void> {
    await this.form.getByLabel('Username').fill(username);
    await this.form.getByLabel('Password').fill(password);
    await this.form.getByRole('button', { name: 'Connect' }).click();
  }

  /** opens `path`, logs in as the owner and waits for the connection */
  async enter(path: string, password: string): Promise<void> {
    await this.open(path);
    await this.logIn('owner', password);
    await expect(this.connection).toContainText('Connected');
  }

  /** the same from the form on, with a new vault in which the log-in is kept */
  async enterWithVault(path: string, password: string, words: string): Promise<void> {
    await this.open(path);
    await this.form.getByText('Remember on this device').click();
    await this.form.getByLabel('New passphrase').fill(words);
    await this.logIn('owner', password);
    await expect(this.connection).toContainText('Connected');
  }

  /** The page of alerts, when it has heard how the household stands: from then on nothing escapes it. */
  async enterAlerts(password: string): Promise<void> {
    await this.enter('/alerts', password);
    await expect(this.alertAbout('The shed door is offline')).toBeVisible();
  }

  /** From the page to connect on: with the passphrase, and the first log-in that lies under it. */
  async unlockVault(words: string): Promise<void> {
    const unlock = this.page.getByRole('form', { name: 'Unlock the vault' });
    await unlock.getByLabel('Passphrase').fill(words);
    await unlock.getByRole('button', { name: 'Unlock' }).click();
    await this.page
      .getByRole('list', { name: 'Remembered log-ins' })
      .getByRole('button', { name: 'Connect to' })
      .click();
    await expect(this.connection).toContainText('Connected');
  }

  async go(name: string): Promise<void> {
    await this.navigation.getByRole('link', { name }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** the row of a device in the list */
  row(name: string): Locator {
    const grid = this.page.getByRole('grid', { name: 'Devices' });
    return grid.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  get count(): Locator {
    return this.page.getByRole('status', { name: 'Device count' });
  }

  get alerts(): Locator {
    return this.page.getByRole('list', { name: 'Alerts' }).getByRole('article');
  }

  /** Its buttons are pressed by a key: a pointer's press in the moment in which rows move is taken for one that was meant for another. */
  alertAbout(title: string | RegExp): Locator {
    return this.alerts.filter({ has: this.page.getByRole('heading', { name: title }) });
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** From the list to the page of one device; by the keyboard: rows move while devices come, and a pointer may meet another one. */
  async openDevice(name: string): Promise<void> {
    await this.go('Devices');
    await this.row(name).getByRole('link', { name }).press('Enter');
    await expect(this.heading).toHaveText(name);
  }

  /** By the keyboard, as in `openDevice`: rows change places as devices tell of updates. */
  async select(name: string): Promise<void> {
    const box = this.page.getByRole('checkbox', { name: `Select ${name}` });
    await box.press('Space');
    await expect(box).toBeChecked();
  }

  async signInAsAdministrator(password: string): Promise<void> {
    const form = this.page.getByRole('form', { name: 'Administrator' });
    await form.getByLabel('Password').fill(password);
    await form.getByRole('button', { name: 'Sign in' }).click();
  }

  /** the row of an account */
  credential(username: string): Locator {
    const table = this.page.getByRole('table', { name: 'Credentials' });
    return table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: username, exact: true }) });
  }

  /** the rows of a device's accounts, one or both */
  credentials(device: string): Locator {
    const name = new RegExp(`^${device}\\.[ab]$`);
    return this.page.getByRole('table', { name: 'Credentials' }).getByRole('rowheader', { name });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Rotate credentials' });
  }

  get rotation(): Locator {
    return this.dialog.getByRole('status', { name: 'Rotation' });
  }

  get steps(): Locator {
    return this.dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  }

  async rotate(username: string): Promise<void> {
    await this.credential(username).getByRole('button', { name: 'Rotate' }).click();
  }

  async startRotation(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Start rotation' }).click();
  }
}
