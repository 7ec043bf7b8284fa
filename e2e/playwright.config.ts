import { defineConfig } from '@playwright/test';

import { lightBrowser } from './browsers';

/** Stories of the page and of what devices say, where another broker changes nothing: `npm run test:long` tells them twice all the same. */
const storiesOfThePage = [
  'alert-life',
  'alerts',
  'alerts-on-chart',
  'anywhere',
  'cameras',
  'connecting',
  'currency',
  'devices',
  'dialects',
  'firmware',
  'forced-colours',
  'history',
  'history-export',
  'inspector',
  'learned',
  'locks',
  'notifications',
  'offline',
  'paper',
  'scenarios',
  'tabs',
  'typed-login',
  'unknown',
  'update-plan',
  'vault',
  'verdicts',
  'voices',
  'zigbee-file',
].map((name) => `**/${name}.test.ts`);

/** Stories of log-ins and rights: a home has them on its Mosquitto. The long run tells them on the embedded broker too, of which `rotate-all` tells each time. */
const storiesOfAccounts = [
  'broker-lost',
  'codes',
  'delivery',
  'many-retained',
  'people',
  'rights',
  'rotation',
  'signatures',
  'signed-update',
].map((name) => `**/${name}.test.ts`);
const long = process.env['GATEHOUSE_LONG'] === '1';

/** The few others are told twice each time: on the embedded broker, and on the Mosquitto that a home would have. */
export default defineConfig({
  testDir: 'stories',
  outputDir: '../.cache/e2e',
  fullyParallel: true,
  // most of a story is waiting for a broker: with two, half of two cores was idle
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  use: {
    launchOptions: lightBrowser,
    locale: 'en-GB',
    // each page would fetch the whole build once more to keep it: the stories of the page without a network allow it
    serviceWorkers: 'block',
    timezoneId: 'UTC',
    // with pictures the browser draws and encodes every frame, twice the time; with snapshots it writes down the whole
    // page at every step, a tenth more: the steps, the last picture and what stood there then are enough
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    // half of the stories are told to somebody who wants no motion, which also draws less
    {
      name: 'embedded',
      metadata: { broker: 'embedded' },
      use: { contextOptions: { reducedMotion: 'reduce' } },
      testIgnore: long ? [] : storiesOfAccounts,
    },
    { name: 'mosquitto', metadata: { broker: 'mosquitto' }, testIgnore: long ? [] : storiesOfThePage },
  ],
});
