import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { KnownSigner } from '@/core/known-signer';
import type { Message } from '@/core/message';

import type { Anchor } from './chain';
import { openAuthority, openSigner, type TestSigner } from './signing.testing';
import { openVerifier } from './verifier';

const now = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
const day = 24 * 60 * minute;

let camera: TestSigner;
let stranger: TestSigner;
let home: Awaited<ReturnType<typeof openAuthority>>;
let foreign: Awaited<ReturnType<typeof openAuthority>>;

beforeAll(async () => {
  camera = await openSigner('drive-camera');
  stranger = await openSigner('drive-camera');
  home = await openAuthority('Lime Street 4', now - day);
  foreign = await openAuthority('Lime Street 4', now - day);
});

const anchored = (revoked: readonly string[] = []): readonly Anchor[] => [
  { certificate: home.certificate, revoked: new Set(revoked) },
];

/** Lets a verifier hear them in turn; what it makes of each. */
async function hear(
  messages: readonly Message[],
  { known = [], anchors = [] }: { readonly known?: readonly KnownSigner[]; readonly anchors?: readonly Anchor[] } = {},
) {
  const verifier = openVerifier({ known, anchors: async () => anchors });
  const heard = [];
  for (const message of messages) {
    const isAbout = message.topic.endsWith('/about');
    heard.push(await verifier[isAbout ? 'readAbout' : 'readWord']('drive-camera', message));
  }
  return { verifier, heard, standings: heard.map((proof) => proof && [proof.standing, proof.reason]) };
}
const about = (signing: object | null, at = now) =>
  camera.message('about', { name: 'Drive camera', ...(signing !== null && { signing }) }, { at, retained: true });

describe('a device that shows a key of its own', { timeout: 30_000 }, () => {
  test('is remembered by it, and its words are its own', async () => {
    const { heard } = await hear([about(camera.shown), await camera.say('event', 1, { at: now })]);
    expect(heard).toEqual([
      expect.objectContaining({ standing: 'remembered', key: camera.kid, since: now, authority: null }),
      expect.objectContaining({ standing: 'remembered', sequence: 1, signedAt: now, reason: null }),
    ]);
  });

  test('does not say what another key signed, what was changed, or what it said elsewhere', async () => {
    const good = await camera.say('event', 3, { at: now });
    const forged = await stranger.say('event', 4, { at: now });
    const bent = { ...good, payload: good.payload.map((byte, index) => (index === 200 ? byte ^ 1 : byte)) };
    const elsewhere = {
      ...(await camera.say('event', 5, { at: now })),
      topic: 'gatehouse/v1/device/drive-camera/telemetry',
    };
    const countless = await camera.say('event', 6, { at: now }, { sequence: 'six' });
    const bare = camera.message('event', { at: now, event: 'ring' }, { at: now });
    const { standings } = await hear([about(camera.shown), forged, bent, elsewhere, countless, bare]);
    expect(standings.slice(1)).toEqual([
      ['bad', 'other-key'],
      ['bad', 'signature'],
      ['bad', 'other-topic'],
      ['bad', 'no-sequence'],
      ['missing', 'no-signature'],
    ]);
  });

  test('whose message is played back days later, also after a restart of ours, is heard once', async () => {
    const first = await camera.say('event', 5, { at: now });
    const { verifier } = await hear([about(camera.shown), first, await camera.say('event', 9, { at: now + minute })]);
    const known = verifier.known();
    const later = { ...first, at: now + 3 * day };
    const { standings } = await hear([later, await camera.say('event', 10, { at: now + 3 * day })], { known });
    expect(standings).toEqual([
      ['replayed', 'old-sequence'],
      ['remembered', null],
    ]);
  });

  test('is no replay of itself: retained words come again at each connect, and a broker may deliver twice', async () => {
    const word = await camera.say('telemetry', 5, { at: now });
    const kept = { ...word, retained: true, at: now + day };
    const { standings } = await hear([about(camera.shown), word, word, kept, kept]);
    expect(standings.slice(1).map((one) => one?.[0])).toEqual(['remembered', 'repeated', 'remembered', 'remembered']);
  });

  test('one bad signature in a thousand is found, and all others are good', async () => {
    const words = [];
    for (let sequence = 1; sequence <= 1_000; sequence++)
      words.push(await (sequence === 617 ? stranger : camera).say('telemetry', sequence, { at: now + sequence }));
    const { standings } = await hear([about(camera.shown), ...words]);
    expect(standings.flatMap((one, index) => (one?.[0] === 'bad' ? [index] : []))).toEqual([617]);
    expect(standings.filter((one) => one?.[0] === 'remembered')).toHaveLength(1_000);
  });
});

describe('another key', () => {
  test('that nobody vouches for is told, and the old one stays good', async () => {
    const { standings } = await hear([
      about(camera.shown),
      about(stranger.shown, now + minute),
      await stranger.say('event', 6, { at: now + minute }),
      await camera.say('event', 7, { at: now + minute }),
    ]);
    expect(standings.slice(1)).toEqual([
      ['changed', 'new-key'],
      ['changed', 'new-key'],
      ['remembered', null],
    ]);
  });

  test('with a certificate of this home is a planned renewal', async () => {
    const { chain } = await home.chainFor(stranger);
    const { standings } = await hear([about(camera.shown), about({ chain }, now + minute)], { anchors: anchored() });
    expect(standings.at(-1)).toEqual(['vouched', null]);
  });

  test('of the authority that the device had before is a renewal, also where nobody keeps that authority', async () => {
    const before = await home.chainFor(camera);
    const after = await home.chainFor(stranger);
    const { standings } = await hear([about({ chain: before.chain }), about({ chain: after.chain }, now + minute)]);
    expect(standings).toEqual([
      ['remembered', null],
      ['remembered', null],
    ]);
  });

  test('of an authority that only calls itself the same is none', async () => {
    const before = await home.chainFor(camera);
    const after = await foreign.chainFor(stranger);
    for (const anchors of [[], anchored()]) {
      const { standings } = await hear([about({ chain: before.chain }), about({ chain: after.chain })], { anchors });
      expect(standings.at(-1)).toEqual(['changed', 'new-key']);
    }
  });

  test('is not made good by a chain that is mixed, revoked or for another device', async () => {
    const { chain, serial } = await home.chainFor(camera);
    const [leaf] = chain;
    const other = await foreign.chainFor(camera);
    const neighbour = await home.chainFor({ ...camera, id: 'garden-camera' });
    const outcomes = [
      await hear([about({ chain: [leaf, other.chain[1]] })], { anchors: anchored() }),
      await hear([about({ chain: neighbour.chain })], { anchors: anchored() }),
      await hear([about({ chain })], { anchors: anchored([serial]) }),
      await hear([about({ chain: ['AAAA', 'AAAA'] })], { anchors: anchored() }),
    ];
    expect(outcomes.map(({ standings }) => standings[0]?.[1])).toEqual(['chain', 'chain', 'revoked', 'unreadable']);
  });
});

test('who signs no more is told so once it says it, and need not sign from then on', async () => {
  const { standings } = await hear([
    about(camera.shown),
    about(null, now + minute),
    camera.message('event', { event: 'ring' }, { at: now + minute }),
  ]);
  expect(standings.slice(1)).toEqual([['changed', 'signs-no-more'], null]);
});

test('who never signed is not asked for a signature', async () => {
  const { standings } = await hear([about(null), camera.message('event', { event: 'ring' }, { at: now })]);
  expect(standings).toEqual([null, null]);
});

test('nothing that anybody sends makes it throw, or is believed', async () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc
      .constantFrom('eyJ.', 'eyJhbGciOiJub25lIn0.eyJ9.', 'eyJ.eyJ.eyJ', '{"signing":{"chain":{}}}', '{"signing":[]}')
      .map((text) => new TextEncoder().encode(text)),
    fc.json().map((text) => new TextEncoder().encode(`{"signing":${text}}`)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { maxLength: 8 }), async (payloads) => {
      const topic = 'gatehouse/v1/device/drive-camera/event';
      const { heard } = await hear([
        about(camera.shown),
        ...payloads.map((payload): Message => ({ topic, payload, retained: false, at: now })),
      ]);
      for (const proof of heard.slice(1)) expect(['missing', 'bad']).toContain(proof?.standing);
    }),
    { numRuns: 60 },
  );
});
