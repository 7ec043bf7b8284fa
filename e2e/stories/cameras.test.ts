import type { Locator } from '@playwright/test';

import { expect, expectAccessible, passwords, test } from '../fixtures';

test.use({ cameras: true });

/** Width of the picture that is shown once it is decoded, and what its bytes add up to: another picture, another sum. */
async function shown(image: Locator): Promise<{ readonly width: number; readonly sum: number }> {
  return image.evaluate(async (element: HTMLImageElement) => {
    await element.decode();
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await pixelsOf(element)));
    return { width: element.naturalWidth, sum: bytes.reduce((sum, byte) => sum * 257 + byte, 0) };

    async function pixelsOf(picture: HTMLImageElement): Promise<Uint8ClampedArray<ArrayBuffer>> {
      const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight);
      const context = canvas.getContext('2d');
      context?.drawImage(picture, 0, 0);
      return context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    }
  });
}

test('cameras and the doorbell appear among the devices', async ({ gatehouse, household: _, page }) => {
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.count).toHaveText('24 devices');
  for (const name of ['Drive camera', 'Garden camera', 'Garage camera (ignores new passwords)', 'Front doorbell']) {
    await expect(gatehouse.row(name)).toContainText(/motion/i);
  }
  await expect(gatehouse.row('Front doorbell')).toContainText('Doorbell');
  await expect(gatehouse.row('Front doorbell')).toContainText(/\d+ %/);
  await expectAccessible(page);
});

test('a camera shows what it sees, anew every few seconds, and takes a picture when it is asked', async ({
  gatehouse,
  household: _,
  page,
}) => {
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
  const first = await shown(image);
  expect(first.width).toBeGreaterThanOrEqual(320);
  await expect.poll(async () => (await shown(image)).sum, { timeout: 20_000 }).not.toBe(first.sum);
  await expectAccessible(page);

  const before = await shown(image);
  await picture.getByRole('button', { name: 'Take a picture' }).click();
  await expect.poll(async () => (await shown(image)).sum, { timeout: 5_000 }).not.toBe(before.sum);
  await expect(picture.getByRole('button', { name: 'Take a picture' })).toBeEnabled();
  await expect(picture.getByRole('alert')).toHaveCount(0);

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

test('what is no picture, and a camera that sent none yet, are explained', async ({
  broker: _,
  gatehouse,
  page,
  somebody,
}) => {
  const topic = (what: string) => `gatehouse/v1/device/attic-camera/${what}`;
  const about = { name: 'Attic camera', kind: 'camera', capabilities: ['camera'] };
  await somebody.publishAsync(topic('about'), JSON.stringify(about), { retain: true });
  await somebody.publishAsync(topic('status'), '{"status":"online"}', { retain: true });
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.openDevice('Attic camera');
  const picture = gatehouse.region('Picture');
  await expect(picture).toContainText('No picture yet');
  const place = await picture.boundingBox();
  await somebody.publishAsync(topic('image'), Buffer.from('ffd8ffc00011080010001003', 'hex'));
  await expect(picture).toContainText('This cannot be shown as a picture');
  await expectAccessible(page);
  await somebody.publishAsync(topic('reply'), '{"id":"x","ok":false,"reason":"the shutter is closed"}');
  await expect(gatehouse.region('Activity')).toContainText('the shutter is closed');
  expect((await picture.boundingBox())?.y).toBe(place?.y);
});
