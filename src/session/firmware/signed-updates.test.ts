import { beforeAll, beforeEach, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { Outgoing } from '@/core/message';
import { toPem } from '@/credentials/certificates/issuing';
import { packUpdate } from '@/credentials/firmware-signing/update-file';
import { openWorkshop, type Workshop } from '@/credentials/firmware-signing/workshop.testing';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { untoldFirmware } from '@/core/firmware.testing';

import { openSignedUpdates } from './signed-updates';

const now = Date.parse('2026-11-26T02:00:00Z');
const address = 'ws://home';
const image = crypto.getRandomValues(new Uint8Array(7_000));

let home: Workshop;
let maker: Workshop;
let sent: Outgoing[];
beforeAll(async () => {
  home = await openWorkshop('Our home', now);
  maker = await openWorkshop('Example Cameras', now);
});
beforeEach(() => void (sent = []));

const camera = (voice: `gatehouse:${string}` | `zigbee2mqtt:${string}` = 'gatehouse:porch-cam'): Device => ({
  ...emptyDevice('one'),
  name: 'Porch camera',
  model: 'Reference camera',
  voices: [voice],
  firmware: {
    value: { ...untoldFirmware, installed: '1.0.0' },
    at: now,
    retained: false,
    by: 'gatehouse',
  },
});

/** The page's side of a home that has its own authority in this browser. */
async function openPage(device = camera(), broker: 'sent' | 'not-authorised' = 'sent') {
  const store = openPassingCertificateStore();
  const { certificate, key } = home.ca;
  const kept = { id: 'ours', name: 'Our home', homes: [address], unkeptBackup: null, certificates: [], list: null };
  await store.keep({ ...kept, certificate, key });
  const { answers } = openSignedUpdates({
    devices: new Map([[device.id, device]]),
    store,
    at: () => address,
    clock: () => now,
    async publish(outgoing) {
      sent.push(outgoing);
      return broker === 'sent' ? { outcome: 'sent' } : { outcome: 'refused', reason: broker };
    },
  });
  return (manifest: string, { bytes = image, makerPem = null as string | null } = {}) => {
    const about = { device: 'one', file: packUpdate({ manifest, image: bytes }), maker: makerPem };
    return { check: () => answers.checkSignedUpdate(about), offer: () => answers.offerSignedUpdate(about) };
  };
}

test('a good update is shown with who signed it and what, and then brought to the device', async () => {
  const update = (await openPage())(await home.sign(image, { minimumVersion: '1.0.0' }));
  expect(await update.check()).toMatchObject({
    outcome: 'verified',
    version: '1.1.0',
    minimumVersion: '1.0.0',
    sizeBytes: 7_000,
    signedBy: 'Workshop',
    authority: 'Our home',
  });
  expect(sent).toEqual([]);
  expect(await update.offer()).toEqual({ outcome: 'offered', version: '1.1.0' });
  const topic = 'gatehouse/v1/device/porch-cam/firmware/offer';
  expect(sent.map((one) => [one.topic, one.retain ?? false])).toEqual([
    [topic, true],
    [topic, false],
    [topic, false],
    [topic, false],
  ]);
});

test.each([
  ['wrongly signed', async () => `${(await home.sign(image, {})).slice(0, -8)}AAAAAAAA`, image, 'signature is wrong'],
  ['for another model', () => home.sign(image, { model: 'Still 2' }), image, 'another model'],
  ['older than what runs', () => home.sign(image, { version: '0.9.0' }), image, 'older'],
  ['for a newer one than what runs', () => home.sign(image, { minimumVersion: '1.0.5' }), image, 'too old for it'],
  ['cut', () => home.sign(image, {}), image.slice(0, -1), 'size'],
  ['of another image', () => home.sign(image, {}), image.toReversed(), 'SHA-256'],
  ['signed by a stranger', () => maker.sign(image, {}), image, 'authority'],
])('an update that is %s is refused in words, and nothing of it is sent', async (_, manifest, bytes, words) => {
  const update = (await openPage())(await manifest(), { bytes });
  for (const answer of [await update.check(), await update.offer()]) {
    expect(answer).toMatchObject({ outcome: 'refused' });
    expect(answer.outcome === 'refused' && answer.reason).toContain(words);
  }
  expect(sent).toEqual([]);
});

test('a maker’s update is taken once its authority is named, and a file without a certificate names nobody', async () => {
  const brought = await openPage();
  const manifest = await maker.sign(image, {});
  const makerPem = toPem(maker.ca.certificate, 'CERTIFICATE');
  expect(await brought(manifest, { makerPem }).check()).toMatchObject({ authority: 'Example Cameras' });
  expect(await brought(manifest, { makerPem: 'no certificate' }).check()).toMatchObject({ outcome: 'refused' });
});

test('a device of another convention is offered nothing, and a no of the broker is told', async () => {
  const manifest = await home.sign(image, {});
  const other = await openPage(camera('zigbee2mqtt:plug'));
  expect(await other(manifest).offer()).toMatchObject({ outcome: 'refused' });
  expect(sent).toEqual([]);
  const forbidden = await openPage(camera(), 'not-authorised');
  expect(await forbidden(manifest).offer()).toMatchObject({ outcome: 'refused' });
  expect(sent).toHaveLength(1);
});
