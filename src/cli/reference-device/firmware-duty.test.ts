import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { encodeFirmwareOffer } from '@/conventions/gatehouse/firmware-offer';
import { sha256Hex } from '@/credentials/certificates/encoding';
import { openWorkshop, type Workshop } from '@/credentials/firmware-signing/workshop.testing';

import { firmwareReply } from './firmware-command';
import { openFirmwareDuty, type FirmwareState } from './firmware-duty';
import { firstKept, openMemory } from './memory';

const now = Date.parse('2026-11-26T02:00:00Z');
const image = crypto.getRandomValues(new Uint8Array(10_000));
const encoder = new TextEncoder();

let home: Workshop;
let stranger: Workshop;
beforeAll(async () => {
  home = await openWorkshop('Our home', now);
  stranger = await openWorkshop('Another home', now);
});

function openDevice() {
  const memory = openMemory(firstKept({ slot: 'a', username: 'cam.a', password: 'secret' }));
  const told: FirmwareState[] = [];
  const lines: string[] = [];
  const duty = openFirmwareDuty({
    model: 'Reference camera',
    memory,
    firmware: { version: '1.0.0', authorities: [home.ca.certificate] },
    now: () => now,
    log: (line) => lines.push(line),
    changed: () => told.push(duty.state()),
  });
  return { duty, told, lines, memory };
}

/** What comes on its topic, in order: the manifest, and the pieces of `sent`. */
async function offer(manifest: string, sent = image): Promise<readonly Uint8Array[]> {
  const words = encodeFirmwareOffer('cam', { manifest, sha256: await sha256Hex(image), image: sent });
  for (const { payload } of words.slice(1)) expect(payload.length).toBeLessThanOrEqual(4_096);
  return words.map(({ payload }) => encoder.encode(payload));
}

async function hearAll({ duty }: ReturnType<typeof openDevice>, words: readonly Uint8Array[]): Promise<void> {
  for (const word of words) await duty.hear(word);
}

const update = (id: string) => JSON.stringify({ id, command: 'update-firmware' });

describe('a device that is offered firmware', () => {
  test('installs what the home has signed, when it is told to, and runs it after its next start too', async () => {
    const device = openDevice();
    await hearAll(device, await offer(await home.sign(image, {})));
    expect(device.duty.state()).toEqual({ installed: '1.0.0', latest: '1.1.0', updateAvailable: true });
    expect(await device.duty.install()).toBe(true);
    expect(device.told.map(({ updating, outcome }) => updating?.percent ?? outcome)).toEqual([
      undefined,
      0,
      50,
      'succeeded',
    ]);
    expect(device.duty.installed()).toBe('1.1.0');
    expect(device.memory.load().firmware).toBe('1.1.0');
  });

  test.each([
    ['wrongly signed', async () => `${(await home.sign(image, {})).slice(0, -8)}AAAAAAAA`, 'signature'],
    ['signed by another home', () => stranger.sign(image, {}), 'authority'],
    ['for another model', () => home.sign(image, { model: 'Still 2' }), 'another model'],
    ['older', () => home.sign(image, { version: '0.9.0' }), 'older'],
    ['for a newer one than it runs', () => home.sign(image, { minimumVersion: '1.0.5' }), 'too old for it'],
  ])('refuses one that is %s before it has the image, and says why', async (_, manifest, word) => {
    const device = openDevice();
    await hearAll(device, await offer(await manifest()));
    expect(device.told).toHaveLength(1);
    expect(device.told[0]).toMatchObject({ installed: '1.0.0', updateAvailable: false, outcome: 'failed' });
    expect(device.told[0]?.reason).toContain(word);
    expect(await device.duty.install()).toBe(false);
    expect(device.duty.installed()).toBe('1.0.0');
  });

  test('refuses an image that was cut or changed on its way', async () => {
    const changed = image.slice();
    changed[5_000] = (changed[5_000] ?? 0) ^ 1;
    for (const [sent, word] of [
      [image.slice(0, -1), 'size'],
      [new Uint8Array([...image, 0]), 'size'],
      [changed, 'SHA-256'],
    ] as const) {
      const device = openDevice();
      await hearAll(device, await offer(await home.sign(image, {}), sent));
      expect(device.duty.state().reason).toContain(word);
      expect(await device.duty.install()).toBe(false);
    }
  });

  test('takes the pieces in any order and more than once', async () => {
    const [manifest, ...pieces] = await offer(await home.sign(image, {}));
    const order = fc.shuffledSubarray([...pieces, ...pieces], { minLength: 2 * pieces.length });
    await fc.assert(
      fc.asyncProperty(order, async (some) => {
        const device = openDevice();
        await hearAll(device, [manifest ?? new Uint8Array(), ...some]);
        return device.duty.state().updateAvailable;
      }),
      { numRuns: 15 },
    );
  });

  test('obeys only when something waits, and answers each time', async () => {
    const device = openDevice();
    expect(firmwareReply(device.duty, update('1'))).toMatchObject({ id: '1', ok: false });
    await hearAll(device, await offer(await home.sign(image, {})));
    expect(firmwareReply(device.duty, update('2'))).toEqual({ id: '2', ok: true });
    expect(firmwareReply(device.duty, update('3'))).toMatchObject({ id: '3', ok: false });
    expect(firmwareReply(device.duty, '{"id":"4","command":"take-picture"}')).toBeNull();
  });

  test('forgets an offer that is taken back, and is not moved by nonsense', async () => {
    const device = openDevice();
    await hearAll(device, await offer(await home.sign(image, {})));
    await device.duty.hear(new Uint8Array());
    expect(device.duty.state()).toEqual({ installed: '1.0.0', updateAvailable: false });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => encoder.encode(text)),
        ),
        async (bytes) => {
          await device.duty.hear(bytes);
          return device.duty.installed() === '1.0.0' && !device.duty.state().updateAvailable;
        },
      ),
    );
  });
});
