import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

import { expect, onTestFinished, test } from 'vitest';

import { runSimulatedHome } from '@/cli/simulated-devices';
import type { Rotation } from '@/core/log-ins/rotation';

import { cameraPasswords, passwords, startBroker } from '../../../../e2e/brokers';
import { isRefused, openBrowser } from './rotation-story.testing';

const drive = 'drive-camera';

async function openUnsavable() {
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
  return {
    broker,
    home,
    mendDisk() {
      rmSync(broker.accountFile, { recursive: true });
      writeFileSync(broker.accountFile, onDisk);
    },
    /** how a rotation that is started now ends */
    async rotate(): Promise<Rotation> {
      const before = browser.rotation(drive)?.outcome == null ? null : browser.rotation(drive);
      const answer = await browser.session.access.answer('startRotation', { username: `${drive}.a` });
      expect(answer).toEqual({ outcome: 'started' });
      await browser.when(() => browser.rotation(drive) !== before);
      return browser.when(() => browser.rotation(drive)?.outcome && browser.rotation(drive));
    },
    isLockedOut: () => isRefused({ broker }, `${drive}.a`, cameraPasswords.get(drive) ?? '', drive),
  };
}

test(
  'a broker that says that it cannot save its accounts gets no new password: at its next start it would know only the old',
  { timeout: 120_000 },
  async () => {
    const { broker, home, rotate, mendDisk, isLockedOut } = await openUnsavable();
    const rotation = await rotate();
    expect(rotation.outcome).not.toBe('replaced');
    expect(rotation.sentence).toContain('cannot write its accounts to its disk');
    expect(rotation.steps.map(({ state }) => state)).not.toContain('in-progress');
    expect(home.secrets()).toContain(cameraPasswords.get(drive));
    mendDisk();
    await broker.kill();
    await broker.restart();
    expect(await isLockedOut()).toBe(false);
  },
);

test(
  'started again it tells no device anything while the broker still cannot save, and goes on where it stopped once it can',
  { timeout: 120_000 },
  async () => {
    const { broker, home, rotate, mendDisk, isLockedOut } = await openUnsavable();
    const known = [...home.secrets()];
    for (let attempt = 0; attempt < 6; attempt++) {
      const { outcome, sentence } = await rotate();
      expect({ attempt, outcome, sentence }).toMatchObject({
        outcome: 'stopped',
        sentence: expect.stringContaining('cannot write its accounts to its disk') as string,
      });
      expect([...home.secrets()]).toEqual(known);
    }
    mendDisk();
    expect(await rotate()).toMatchObject({ outcome: 'replaced' });
    await broker.kill();
    const before = broker.log().length;
    await broker.restart();
    expect(await isLockedOut()).toBe(true);
    await expect.poll(() => broker.log().slice(before), { timeout: 30_000 }).toContain(`u'${drive}.b'`);
  },
);
