import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { KnownSigner } from '@/core/log-ins/known-signer';
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

  test('is no replay of itself: a broker may deliver twice', async () => {
    const word = await camera.say('telemetry', 5, { at: now });
    const { standings } = await hear([about(camera.shown), word, word]);
    expect(standings.slice(1).map((one) => one?.[0])).toEqual(['remembered', 'repeated']);
  });

  test('has no word remembered by the broker: whoever left an old one there is not believed, at any visit', async () => {
    const first = [about(camera.shown), await camera.say('telemetry', 100, { at: now })];
    const { verifier } = await hear(first);
    const planted = { ...(await camera.say('telemetry', 3, { at: now - 10 * day })), retained: true, at: now + day };
    for (const known of [[], verifier.known()]) {
      const next = await camera.say('telemetry', 101, { at: now + day });
      const { standings } = await hear([about(camera.shown, now + day), planted, next], { known });
      expect(standings.slice(1)).toEqual([
        ['unverified', 'retained'],
        ['remembered', null],
      ]);
    }
  });

  test('is known again from what was remembered before there were details', async () => {
    const { verifier } = await hear([about(camera.shown), await camera.say('event', 5, { at: now })]);
    const known = verifier.known().map(({ id, signer: { key, kid, since, authority }, lastSequence, heardAt }) => ({
      id,
      signer: { key, kid, since, authority },
      lastSequence,
      heardAt,
    }));
    const { standings } = await hear(
      [
        await camera.say('event', 6, { at: now + day }),
        { ...(await camera.say('event', 5, { at: now })), at: now + day },
      ],
      { known },
    );
    expect(standings).toEqual([
      ['remembered', null],
      ['replayed', 'old-sequence'],
    ]);
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
  test('that nobody vouches for is told, and not believed beside the old one, which stays good', async () => {
    const { standings } = await hear([
      about(camera.shown),
      about(stranger.shown, now + minute),
      await stranger.say('event', 6, { at: now + minute }),
      await camera.say('event', 7, { at: now + 3 * minute }),
      await stranger.say('event', 8, { at: now + 4 * minute }),
      about(camera.shown, now + 5 * minute),
    ]);
    expect(standings.slice(1)).toEqual([
      ['changed', 'new-key'],
      ['changed', 'own-key-heard'],
      ['remembered', null],
      ['bad', 'own-key-heard'],
      ['remembered', null],
    ]);
  });

  test('is heard, as one that nobody vouches for, once the old one was silent for an hour: it was set back', async () => {
    const { standings } = await hear([
      about(camera.shown),
      await camera.say('event', 5, { at: now }),
      about(stranger.shown, now + minute),
      // under way when it was announced
      await camera.say('event', 6, { at: now + minute + 2_000 }),
      await stranger.say('event', 7, { at: now + 2 * minute }),
      await stranger.say('event', 8, { at: now + 62 * minute }),
    ]);
    expect(standings.slice(3)).toEqual([
      ['remembered', null],
      ['changed', 'own-key-heard'],
      ['changed', 'new-key'],
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

describe('a renewal', { timeout: 30_000 }, () => {
  const renewed = async () => [about({ chain: (await home.chainFor(stranger)).chain }, now + minute)];

  test('finds words under way: what the old key signed before it is still the device', async () => {
    const [before, late, lost] = [
      await camera.say('event', 10, { at: now + minute - 2_000 }),
      await camera.say('event', 11, { at: now + minute - 500 }),
      await camera.say('event', 12, { at: now + minute - 400 }),
    ];
    const { verifier, standings } = await hear(
      [
        about({ chain: (await home.chainFor(camera)).chain }),
        before,
        ...(await renewed()),
        { ...late, at: now + minute + 500 },
        await stranger.say('event', 13, { at: now + minute + 600 }),
        // sent again when it had logged in with its new certificate
        { ...before, at: now + minute + 700 },
        { ...late, at: now + minute + 710 },
        { ...lost, at: now + minute + 720 },
      ],
      { anchors: anchored() },
    );
    expect(standings.slice(3)).toEqual([
      ['vouched', null],
      ['vouched', null],
      ['repeated', null],
      ['repeated', null],
      ['vouched', null],
    ]);
    // also where we began anew meanwhile
    const again = { ...late, at: now + 2 * minute };
    const after = await hear([again], { known: verifier.known(), anchors: anchored() });
    expect(after.standings).toEqual([['repeated', null]]);
  });

  test('ends the old key: what it signs later, or what comes later, is not the device', async () => {
    const kept = await camera.say('event', 11, { at: now + minute - 500 });
    const { standings } = await hear(
      [
        about({ chain: (await home.chainFor(camera)).chain }),
        ...(await renewed()),
        await camera.say('event', 12, { at: now + 5 * minute }),
        { ...kept, at: now + 12 * minute },
      ],
      { anchors: anchored() },
    );
    expect(standings.slice(2)).toEqual([
      ['bad', 'other-key'],
      ['bad', 'other-key'],
    ]);
  });

  test('because the old certificate was taken back leaves nothing of the old key good', async () => {
    const { chain, serial } = await home.chainFor(camera);
    let revoked: readonly string[] = [];
    const verifier = openVerifier({ known: [], anchors: async () => anchored(revoked) });
    const late = await camera.say('event', 11, { at: now + minute - 500 });
    await verifier.readAbout(camera.id, about({ chain }));
    revoked = [serial];
    const [next] = await renewed();
    expect(next && (await verifier.readAbout(camera.id, next))).toMatchObject({ standing: 'vouched' });
    const proof = await verifier.readWord(camera.id, { ...late, at: now + minute + 500 });
    expect(proof).toMatchObject({ standing: 'bad', reason: 'revoked' });
  });
});

describe('a certificate that was taken back', { timeout: 30_000 }, () => {
  test('takes the words of its key with it, whatever is shown then, also at the next visit', async () => {
    const { chain, serial } = await home.chainFor(camera);
    const first = await hear([about({ chain }), await camera.say('event', 1, { at: now })], { anchors: anchored() });
    expect(first.standings).toEqual([
      ['vouched', null],
      ['vouched', null],
    ]);
    const anchors = anchored([serial]);
    const known = first.verifier.known();
    for (const shows of [{ chain }, camera.shown]) {
      const at = now + minute;
      const word = await camera.say('event', 2, { at });
      const { verifier, standings } = await hear([about(shows, at), word], { known, anchors });
      expect(standings).toEqual([
        ['changed', 'revoked'],
        ['bad', 'revoked'],
      ]);
      const next = await camera.say('event', 3, { at: at + minute });
      const later = await hear([next], { known: verifier.known(), anchors });
      expect(later.standings).toEqual([['bad', 'revoked']]);
    }
  });

  test('is refused at a first look too, and so is what is not signed', async () => {
    const { chain, serial } = await home.chainFor(camera);
    const { standings } = await hear(
      [
        about({ chain }),
        await camera.say('event', 1, { at: now }),
        camera.message('event', { event: 'ring' }, { at: now }),
      ],
      { anchors: anchored([serial]) },
    );
    expect(standings).toEqual([
      ['changed', 'revoked'],
      ['bad', 'revoked'],
      ['missing', 'no-signature'],
    ]);
  });

  test('is past when another is vouched for, with a new key or with the same', async () => {
    const before = await home.chainFor(camera);
    for (const holder of [camera, stranger]) {
      const { chain } = await home.chainFor(holder);
      const { standings } = await hear(
        [
          about({ chain: before.chain }),
          await camera.say('event', 1, { at: now }),
          about({ chain }, now + minute),
          await holder.say('event', 2, { at: now + minute }),
        ],
        { anchors: anchored([before.serial]) },
      );
      expect(standings).toEqual([
        ['changed', 'revoked'],
        ['bad', 'revoked'],
        ['vouched', null],
        ['vouched', null],
      ]);
    }
  });

  test('and is shown again by somebody takes nothing from the one that the same key has since', async () => {
    const [before, after] = [await home.chainFor(camera), await home.chainFor(camera)];
    const { standings } = await hear(
      [
        about({ chain: after.chain }),
        about({ chain: before.chain }, now + minute),
        await camera.say('event', 2, { at: now + minute }),
      ],
      { anchors: anchored([before.serial]) },
    );
    expect(standings.slice(1)).toEqual([
      ['changed', 'revoked'],
      ['vouched', null],
    ]);
  });

  test('is known by the name and the key of its authority, however that writes its own certificate', async () => {
    const { chain, serial } = await home.chainFor(camera);
    const anchors = [{ certificate: await home.writtenAnew(), revoked: new Set([serial]) }];
    expect(anchors[0]?.certificate).not.toEqual(home.certificate);
    const { standings } = await hear([about({ chain })], { anchors });
    expect(standings).toEqual([['changed', 'revoked']]);
  });
});

test('who has a certificate and logs in with its password for a while shows the same key bare, and is believed', async () => {
  const { chain } = await home.chainFor(camera);
  const { standings } = await hear(
    [about({ chain }), about(camera.shown, now + minute), await camera.say('event', 1, { at: now + minute })],
    { anchors: anchored() },
  );
  expect(standings.slice(1)).toEqual([
    ['remembered', null],
    ['remembered', null],
  ]);
});

test('who signs no more is told so once it says it, and need not sign when its signed words have ended', async () => {
  const ring = (at: number) => camera.message('event', { event: 'ring' }, { at });
  const { standings } = await hear([
    about(camera.shown),
    about(null, now + minute),
    ring(now + 2 * minute),
    ring(now + 70 * minute),
  ]);
  expect(standings.slice(1)).toEqual([['changed', 'signs-no-more'], ['changed', 'own-key-heard'], null]);
});

test('of whom somebody says that it signs no more, while it does, nobody is believed without a signature', async () => {
  const { standings } = await hear([
    about(camera.shown),
    about(null, now + minute),
    await camera.say('event', 1, { at: now + 3 * minute }),
    camera.message('event', { event: 'ring' }, { at: now + 4 * minute }),
  ]);
  expect(standings.slice(2)).toEqual([
    ['remembered', null],
    ['missing', 'no-signature'],
  ]);
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
