import { expect, test } from 'vitest';

import type { Message } from '@/core/message';
import { openVerifier } from '@/credentials/signatures/verifier';

import { askForCertificate } from './certificate-request';
import { firstKept, openMemory } from './memory';
import { openSigning } from './signing';

const now = Date.UTC(2026, 10, 24, 12);
const encoder = new TextEncoder();
const topicOf = (what: string) => `gatehouse/v1/device/cam/${what}`;
const memory = () => openMemory(firstKept({ slot: 'a', username: 'cam.a', password: 'x' }));
const message = (what: string, payload: string, at: number): Message => ({
  topic: topicOf(what),
  payload: encoder.encode(payload),
  retained: false,
  at,
});

test('what the reference device signs is verified by whoever never met its code, also after a power cut', async () => {
  const kept = memory();
  const verifier = openVerifier({ known: [], anchors: async () => [] });
  const standings = [];
  for (const at of [now, now + 5]) {
    // started anew each time, with what it kept
    const signing = openSigning(kept, null, () => at);
    await verifier.readAbout('cam', message('about', JSON.stringify({ signing: signing.shown }), at));
    for (const what of ['telemetry', 'event', 'telemetry']) {
      const said = signing.sign(topicOf(what), JSON.stringify({ motion: true }));
      standings.push((await verifier.readWord('cam', message(what, said, at)))?.standing);
    }
  }
  expect(standings).toEqual(Array.from({ length: 6 }, () => 'remembered'));
});

test('the key with which it signs is the one for which it asks a certificate', async () => {
  const kept = memory();
  openSigning(kept, null, () => now);
  const keyPem = kept.load().certificates?.keyPem ?? '';
  expect((await askForCertificate('cam', keyPem)).pairingCode).toMatch(/\S/);
  const [first, again] = [openSigning(kept, null, () => now), openSigning(kept, null, () => now)];
  expect(again.shown).toEqual(first.shown);
  expect(JSON.stringify(first.shown)).not.toContain('"d"');
});
