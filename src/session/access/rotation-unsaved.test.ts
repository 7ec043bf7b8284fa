import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

import { expect, onTestFinished, test } from 'vitest';

import { runSimulatedHome } from '@/cli/simulated-devices';

import { cameraPasswords, passwords, startBroker } from '../../../e2e/brokers';
import { isRefused, openBrowser } from './rotation-story.testing';

const drive = 'drive-camera';

test(
  'a broker that says that it cannot save its accounts gets no new password: at its next start it would know only the old',
  { timeout: 120_000 },
  async () => {
    const broker = await startBroker('mosquitto', true);
    onTestFinished(() => broker.stop());
    const home = runSimulatedHome({
      url: broker.url,
      username: 'zigbee2mqtt',
      password: passwords.zigbee2mqtt,
      seed: 3,
      startAt: Date.now(),
      cameras: cameraPasswords,
    });
    onTestFinished(() => home.close());
    await home.ready;
    const onDisk = readFileSync(broker.accountFile);
    rmSync(broker.accountFile);
    mkdirSync(broker.accountFile); // root may write into any file, and nobody into a directory
    const browser = await openBrowser(broker.url);
    await browser.session.access.answer('startRotation', { username: `${drive}.a` });
    const rotation = await browser.when(() => browser.rotation(drive)?.outcome && browser.rotation(drive));
    expect(rotation.outcome).not.toBe('replaced');
    expect(rotation.sentence).toContain('cannot write its accounts to its disk');
    expect(home.secrets()).toContain(cameraPasswords.get(drive));
    rmSync(broker.accountFile, { recursive: true });
    writeFileSync(broker.accountFile, onDisk);
    await broker.kill();
    await broker.restart();
    const isLockedOut = await isRefused({ broker }, `${drive}.a`, cameraPasswords.get(drive) ?? '', drive);
    expect(isLockedOut).toBe(false);
  },
);
