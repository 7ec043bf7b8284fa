import { describe, expect, test } from 'vitest';

import type { Fact } from '@/core/observation';
import { noProof, type MessageProof } from '@/core/message-proof';

import { part, play, remembered, timeline } from '../timeline.testing';

const devices = { cam: part('camera', ['camera']) };
const proof = (standing: MessageProof['standing'], reason: MessageProof['reason'] = null): readonly Fact[] => [
  { type: 'proof', proof: { ...noProof, standing, reason, signedAt: Date.UTC(2026, 10, 20) } },
];
/** a word, which tells its number: an announcement does not */
const counted = (fact: Fact): Fact =>
  fact.type === 'proof' ? { ...fact, proof: { ...fact.proof, sequence: 7 } } : fact;
const says = {
  s: proof('remembered'),
  v: proof('vouched'),
  x: proof('bad', 'signature'),
  X: remembered(proof('bad', 'signature')),
  m: proof('missing', 'no-signature'),
  p: proof('replayed', 'old-sequence'),
  r: proof('repeated'),
  d: proof('repeated', 'resent'),
  D: proof('repeated', 'resent-all'),
  u: proof('unverified', 'cannot-check'),
  o: proof('unverified', 'overflow'),
  O: proof('unverified', 'old'),
  R: remembered(proof('unverified', 'retained')),
  w: proof('remembered').map(counted),
  k: proof('changed', 'new-key'),
  q: proof('changed', 'signs-no-more'),
  z: proof('changed', 'revoked'),
  Z: proof('bad', 'revoked').map(counted),
  e: proof('changed', 'ended'),
  y: proof('changed', 'own-key-heard').map(counted),
  K: remembered(proof('changed', 'new-key')),
  S: remembered(proof('remembered')),
};
const story = (columns: string, everyMs = 1_000) => timeline({ devices, rows: [['cam', columns, says]], everyMs });

describe('words in the name of a device', () => {
  test.each([
    ['one bad signature among good ones is told', 'sssssxssss', { 'bad_signature cam': '-----a----' }],
    ['each forged word of a burst is told', 'sxxmx', { 'bad_signature cam': '-aaaa' }],
    ['a word without its signature is told', 's-m', { 'bad_signature cam': '--a' }],
    ['an old message played back is told', 'ss--p', { 'replay cam': '----a' }],
    ['an old message that comes again alone is told', 'ss-d------', { 'replay cam': '-----a----' }],
    ['and is so though the device goes on', 'ssd-s-s-s-', { 'replay cam': '----a-----' }],
    ['and so are some, as one', 'ssddd-----', { 'replay cam': '------a---' }],
    ['what comes again with all that came since is nothing', 'ssddDr--------', {}],
    ['what this page cannot check, or a broker delivered twice, is nothing', 'srrursu', {}],
    ['what is too old to tell, or was left at the broker, is not believed and no alarm', 'sOsRsO', {}],
    ['more at once than could be checked is told', 's-oo-s', { 'limit_exceeded cam': '--a---' }],
    ['what is signed and remembered by the broker is nothing', 'SssSS', {}],
  ])('%s', (_, columns, told) => {
    expect(story(columns)).toEqual(told);
  });

  test('what the broker remembers is told once, and again after a quarter of an hour', () => {
    expect(story('sXX-X', 8 * 60_000)).toEqual({ 'bad_signature cam': '-i+-i' });
  });

  test('the evidence says how old a message was that came again', () => {
    const [told] = play({ devices, rows: [['cam', 'sp', says]] });
    expect(told?.signal).toMatchObject({
      sighting: { evidence: [{ text: 'A message came that the device had signed 4 days before' }] },
    });
  });
});

describe('another key', () => {
  test.each([
    ['is told, and over when the old one is back', 'ssk-s', { 'certificate_changed cam': '--a-o' }],
    [
      'is told as long as it is shown, though the old one is heard',
      'skwywww',
      { 'certificate_changed cam': '-a-----' },
    ],
    ['is over when the device shows its own again', 'skww-sw', { 'certificate_changed cam': '-a---o-' }],
    ['none, in the name of a device that goes on to sign, too', 'sqww', { 'certificate_changed cam': '-a--' }],
    [
      'that was taken back is told, and so is each word of it',
      'vzZ-Z-v',
      { 'certificate_changed cam': '-a----o', 'bad_signature cam': '--a-a--' },
    ],
    [
      'whose certificate has ended is well again when the known key is heard',
      'sew',
      { 'certificate_changed cam': '-ao' },
    ],
    ['that was shown while nobody looked is told too', 'K---', { 'certificate_changed cam': 'i---' }],
    ['is told when the device signs no more', 'sq--', { 'certificate_changed cam': '-a--' }],
    ['of a planned renewal is nothing', 'ssvv', {}],
    ['first seen is nothing', 's', {}],
  ])('%s', (_, columns, told) => {
    expect(story(columns)).toEqual(told);
  });
});
