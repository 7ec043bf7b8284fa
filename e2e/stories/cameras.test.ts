import { cameraPasswords } from '../brokers';
import type { Locator } from '@playwright/test';
import type { MqttClient } from 'mqtt';

import { payloadsOf } from '@/simulator/cameras/payloads';
import { stillOf } from '@/simulator/cameras/still';

import { expect, expectAccessible, passwords, test, householdDevices } from '../fixtures';

test.use({ cameras: true });
// a camera takes a picture every ten seconds, and is called silent after ten
test.describe.configure({ timeout: 120_000 });

/** The picture that stands there: its width once it is decoded, and what its pixels add up to. */
async function shown(image: Locator): Promise<{ readonly width: number; readonly sum: number }> {
  return image.evaluate((element: HTMLImageElement) => {
    if (!element.complete || element.naturalWidth === 0) return { width: 0, sum: 0 };
    const canvas = new OffscreenCanvas(element.naturalWidth, element.naturalHeight);
    const context = canvas.getContext('2d');
    context?.drawImage(element, 0, 0);
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    return {
      width: canvas.width,
      sum: pixels.reduce((sum, value, index) => (sum * 31 + value + index) % 1_000_003, 0),
    };
  });
}

const width = (image: Locator) => async () => (await shown(image)).width;

test('cameras and the doorbell appear among the devices', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText(`${householdDevices + cameraPasswords.size} devices`);
  for (const name of ['Drive camera', 'Garden camera', 'Garage camera (ignores new passwords)', 'Front doorbell']) {
    await expect(gatehouse.row(name)).toContainText(/motion/i);
  }
  await expect(gatehouse.row('Front doorbell')).toContainText('Doorbell');
  await expect(gatehouse.row('Front doorbell')).toContainText(/\d+ %/);
  await expectAccessible(page);
});

test('a camera shows what it sees, anew every few seconds', async ({ gatehouse, household: _, page }) => {
  await page.addInitScript(() => {
    const counter = Object.assign(globalThis, { blobs: 0 });
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob: Blob) => ((counter.blobs += 1), createObjectURL.call(URL, blob));
    URL.revokeObjectURL = (url: string) => ((counter.blobs -= 1), revokeObjectURL.call(URL, url));
  });
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Garden camera');
  const picture = gatehouse.region('Picture');
  const image = picture.getByRole('img', { name: /^Picture of the garden, taken (?:just now|\d+ s ago)$/ });
  await expect(image).toBeVisible({ timeout: 20_000 });
  await expect.poll(width(image)).toBeGreaterThanOrEqual(320);
  const first = await shown(image);
  const differs = async () => {
    const { sum } = await shown(image);
    return sum !== 0 && sum !== first.sum;
  };
  await expect.poll(differs, { timeout: 30_000 }).toBe(true);
  await expectAccessible(page);

  // each address of a picture is given back when the next is shown
  const blobs = () => page.evaluate(() => (globalThis as unknown as { blobs: number }).blobs);
  await expect.poll(blobs).toBe(1);
  await gatehouse.go('Devices');
  await expect.poll(blobs).toBe(0);
});

test('a camera that goes offline shows its last picture and says that it is the last', async ({
  gatehouse,
  household,
  page,
}) => {
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Drive camera');
  const picture = gatehouse.region('Picture');
  await expect(picture.getByRole('img')).toBeVisible({ timeout: 20_000 });
  await household.home.close();
  await expect(picture).toContainText('The camera is offline. This is the last picture it sent');
  await expect(picture.getByRole('img')).toBeVisible();
  await expectAccessible(page);
  await picture.getByRole('button', { name: 'Take a picture' }).click();
  await expect(picture.getByRole('alert')).toContainText('The camera has not answered');
});

/** Somebody's own camera: it takes a picture when it is asked for one, and never by itself. */
async function announceAttic(somebody: MqttClient): Promise<void> {
  const about = { name: 'Attic camera', kind: 'camera', capabilities: ['camera'] };
  await somebody.publishAsync(attic('about'), JSON.stringify(about), { retain: true });
  await somebody.publishAsync(attic('status'), '{"status":"online"}', { retain: true });
}
const atticScene = { place: 'garage', name: 'Attic camera', event: null, subject: null, parked: false } as const;
const attic = (what: string) => `gatehouse/v1/device/attic-camera/${what}`;

/** A page asks the broker for pictures when it shows where they go: one is told again until it has come there. */
async function tellUntil(seen: Locator, tell: () => Promise<unknown>): Promise<void> {
  await expect(async () => {
    await tell();
    await expect(seen).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}
const atticNow = () => Buffer.from(stillOf({ ...atticScene, at: Date.now() }));

test('a picture is taken when it is asked for', async ({ broker: _, gatehouse, page, somebody }) => {
  await somebody.subscribeAsync(attic('command'));
  somebody.on('message', (_topic, payload) => {
    if ((JSON.parse(payload.toString()) as { command: string }).command !== 'take-picture') return;
    const taken = {
      device: 'attic-camera',
      topic: attic('image'),
      scene: { ...atticScene, at: Date.now() },
      picture: 1,
    };
    for (const piece of payloadsOf(taken)) somebody.publish(taken.topic, Buffer.from(piece));
  });
  await announceAttic(somebody);
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Attic camera');
  const picture = gatehouse.region('Picture');
  await expect(picture).toContainText('No picture yet');
  await picture.getByRole('button', { name: 'Take a picture' }).click();
  const image = picture.getByRole('img', { name: /^Picture of the attic, taken/ });
  await expect(image).toBeVisible();
  await expect.poll(width(image)).toBeGreaterThanOrEqual(320);
  await expect(picture.getByRole('button', { name: 'Take a picture' })).toBeEnabled();
  await expect(picture.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page);
});

test('what is no picture, and a camera that sent none yet, are explained', async ({
  broker: _,
  gatehouse,
  page,
  somebody,
}) => {
  await announceAttic(somebody);
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Attic camera');
  const picture = gatehouse.region('Picture');
  await expect(picture).toContainText('No picture yet');
  const place = await picture.boundingBox();
  await tellUntil(picture.getByText('This cannot be shown as a picture'), () =>
    somebody.publishAsync(attic('image'), Buffer.from('ffd8ffc00011080010001003', 'hex')),
  );
  await expectAccessible(page);
  await somebody.publishAsync(attic('reply'), '{"id":"x","ok":false,"reason":"the shutter is closed"}');
  await expect(gatehouse.region('Activity')).toContainText('the shutter is closed');
  expect((await picture.boundingBox())?.y).toBe(place?.y);
});

test('a picture that comes again and again without a change is called frozen', async ({
  broker: _,
  gatehouse,
  page,
  somebody,
}) => {
  await announceAttic(somebody);
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Attic camera');
  const picture = gatehouse.region('Picture');
  let stuck = atticNow();
  await tellUntil(picture.getByRole('img', { name: /^Picture of the attic/ }), () => {
    stuck = atticNow();
    return somebody.publishAsync(attic('image'), stuck);
  });
  await expect(picture).not.toContainText('may be frozen');
  for (let n = 0; n < 3; n++) await somebody.publishAsync(attic('image'), stuck);
  await expect(picture).toContainText(/No new picture has come for \d+ s.* may be frozen/);
  await expectAccessible(page);
  await somebody.publishAsync(attic('image'), Buffer.from(stillOf({ ...atticScene, at: Date.now() + 60_000 })));
  await expect(picture).not.toContainText('may be frozen');
});

test('an alert shows what its camera saw, and how long before', async ({ broker: _, gatehouse, page, somebody }) => {
  await announceAttic(somebody);
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Attic camera');
  await tellUntil(gatehouse.region('Picture').getByRole('img'), () =>
    somebody.publishAsync(attic('image'), atticNow()),
  );
  for (const tamper of [false, true]) await somebody.publishAsync(attic('telemetry'), JSON.stringify({ tamper }));
  await gatehouse.go('Alerts');
  const image = gatehouse
    .alertAbout(/tampered/)
    .getByRole('img', { name: /^Picture from Attic camera, (?:at that moment|\d+ s before)$/ });
  await expect(image).toBeVisible();
  await expect.poll(width(image)).toBeGreaterThanOrEqual(320);
  await expectAccessible(page);
});
