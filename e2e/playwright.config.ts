import { defineConfig } from '@playwright/test';

const quietBrowser = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const executablePath = process.env['GATEHOUSE_CHROMIUM'];

/** Each story is told twice: on the embedded broker, and on the Mosquitto that a home would have. */
export default defineConfig({
  testDir: 'stories',
  outputDir: '../.cache/e2e',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  use: {
    launchOptions: { args: quietBrowser, ...(executablePath !== undefined && { executablePath }) },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'embedded', metadata: { broker: 'embedded' } },
    { name: 'mosquitto', metadata: { broker: 'mosquitto' } },
  ],
});
