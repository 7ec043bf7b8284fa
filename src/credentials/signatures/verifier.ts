import { compactVerify, importJWK, type CryptoKey } from 'jose';

import { fromBase64Url } from '@/core/base64';
import { readCompactJws, type CompactJws } from '@/core/compact-jws';
import type { KnownSigner, Signer } from '@/core/known-signer';
import type { Message } from '@/core/message';
import { noProof, type MessageProof, type ProofReason, type ProofStanding } from '@/core/proof';

import type { Anchor } from './chain';
import { judge, noTrack } from './freshness';
import { jwkOf, readKey, readShown } from './shown-key';
import type { SigningDevice } from './signing-device';

/** Who signs in a home, and what the signature of each message shows. Asynchronous: one message of a device after the other. */
export type Verifier = {
  /** an announcement: which key the device shows. null: it does not sign, and never did */
  readAbout(id: string, message: Message): Promise<MessageProof | null>;
  /** telemetry or an event; null: it is not signed, and need not be */
  readWord(id: string, message: Message): Promise<MessageProof | null>;
  known(): readonly KnownSigner[];
};

type VerifierOptions = {
  readonly known: readonly KnownSigner[];
  /** the authorities of this home that this browser keeps */
  readonly anchors: () => Promise<readonly Anchor[]>;
};

type Claims = { readonly sequence: number; readonly signedAt: number };

const mostDevices = 2_000;
const decoder = new TextDecoder();

export function openVerifier({ known, anchors }: VerifierOptions): Verifier {
  const devices = new Map<string, SigningDevice>(
    known.map(({ id, signer, lastSequence, heardAt }) => [
      id,
      {
        trusted: signer,
        isVouched: false,
        other: null,
        track: { last: lastSequence, recent: [] },
        heardAt,
        signs: true,
      },
    ]),
  );
  const keys = new Map<string, Promise<CryptoKey | Uint8Array>>();

  async function readAbout(id: string, { payload, at }: Message): Promise<MessageProof | null> {
    const shown = readShown(objectIn(payload)?.['signing']);
    const device = devices.get(id);
    if (shown === null) {
      if (device === undefined) return null;
      // from now on it need not sign; that it did is not forgotten, so that it is told when it comes back with another key
      device.signs = false;
      return proofOf('changed', 'signs-no-more', device.trusted);
    }
    const read = await readKey(shown, id, await anchors(), at);
    if (read.outcome === 'refused') return proofOf('changed', read.reason, device?.trusted ?? null);
    const { signer, isVouched } = read;
    if (device === undefined) {
      if (devices.size >= mostDevices) return { ...noProof, reason: 'overflow' };
      const trusted = { ...signer, since: at };
      devices.set(id, { trusted, isVouched, other: null, track: noTrack, heardAt: at, signs: true });
      return proofOf(isVouched ? 'vouched' : 'remembered', null, trusted);
    }
    device.signs = true;
    return isKnown(device, signer, isVouched) ? trust(device, signer, isVouched, at) : doubt(device, signer, at);
  }

  function trust(device: SigningDevice, signer: Omit<Signer, 'since'>, isVouched: boolean, at: number): MessageProof {
    const since = device.trusted.kid === signer.kid ? device.trusted.since : at;
    device.trusted = { ...signer, since, authority: signer.authority ?? device.trusted.authority };
    device.isVouched = isVouched;
    device.other = null;
    return proofOf(isVouched ? 'vouched' : 'remembered', null, device.trusted);
  }

  function doubt(device: SigningDevice, signer: Omit<Signer, 'since'>, at: number): MessageProof {
    const since = device.other?.kid === signer.kid ? device.other.since : at;
    device.other = { ...signer, since };
    return proofOf('changed', 'new-key', device.other);
  }

  async function readWord(id: string, message: Message): Promise<MessageProof | null> {
    const { payload, retained, at } = message;
    const device = devices.get(id);
    const jws = readCompactJws(payload);
    if (jws === null) return device?.signs === true ? proofOf('missing', 'no-signature', device.trusted) : null;
    if (device === undefined) return { ...noProof, reason: 'no-key' };
    const kid = kidOf(jws);
    const signer = [device.trusted, device.other].find((one) => one?.kid === kid);
    if (!signer) return proofOf('bad', 'other-key', null);
    if (!(await isSigned(jws, signer))) return proofOf('bad', 'signature', signer);
    const claims = claimsIn(jws, message.topic);
    if (typeof claims === 'string') return proofOf('bad', claims, signer);
    const standing = signer === device.other ? 'changed' : device.isVouched ? 'vouched' : 'remembered';
    const reason = standing === 'changed' ? 'new-key' : null;
    if (retained) return proofOf(standing, reason, signer, claims);
    const { is, track } = judge(device.track, { ...claims, at });
    // whoever holds another key only must not count the device's own messages on
    if (signer === device.trusted) device.track = track;
    device.heardAt = Math.max(device.heardAt, at);
    switch (is) {
      case 'new':
        return proofOf(standing, reason, signer, claims);
      case 'old':
        return proofOf('unverified', 'old', signer, claims);
      case 'repeated':
        return proofOf('repeated', null, signer, claims);
      case 'replayed':
        return proofOf('replayed', 'old-sequence', signer, claims);
    }
  }

  async function isSigned({ text }: CompactJws, { kid, key }: Signer): Promise<boolean> {
    let imported = keys.get(kid);
    if (imported === undefined) {
      if (keys.size > 2 * mostDevices) keys.clear();
      keys.set(kid, (imported = importJWK(jwkOf(key), 'ES256')));
    }
    try {
      await compactVerify(text, await imported, { algorithms: ['ES256'] });
      return true;
    } catch {
      return false;
    }
  }

  return {
    readAbout,
    readWord,
    known: () =>
      [...devices].map(([id, { trusted: signer, track, heardAt }]) => ({
        id,
        signer,
        lastSequence: track.last,
        heardAt,
      })),
  };
}

/** The key it had; or another one, for which this home's authority vouches, or the same authority as before. */
function isKnown({ trusted }: SigningDevice, signer: Omit<Signer, 'since'>, isVouched: boolean): boolean {
  if (trusted.kid === signer.kid || isVouched) return true;
  return trusted.authority !== null && trusted.authority.fingerprint === signer.authority?.fingerprint;
}

function kidOf({ protectedHeader }: CompactJws): string | null {
  const header = objectIn(bytesOf(protectedHeader));
  return typeof header?.['kid'] === 'string' ? header['kid'] : null;
}

/** What it says of itself, under its signature. */
function claimsIn(
  { payload }: CompactJws,
  topic: string,
): Claims | Extract<ProofReason, 'other-topic' | 'no-sequence'> {
  const said = objectIn(payload);
  if (said?.['topic'] !== topic) return 'other-topic';
  const { sequence, at } = said;
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 0) return 'no-sequence';
  return typeof at === 'number' && Number.isFinite(at) ? { sequence, signedAt: at } : 'no-sequence';
}

function proofOf(
  standing: ProofStanding,
  reason: ProofReason | null,
  signer: Signer | null,
  claims: Claims | null = null,
): MessageProof {
  return {
    standing,
    reason,
    key: signer?.kid ?? null,
    since: signer?.since ?? null,
    authority: signer?.authority?.name ?? null,
    sequence: claims?.sequence ?? null,
    signedAt: claims?.signedAt ?? null,
  };
}

function objectIn(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null; // an object
  } catch {
    return null;
  }
}

function bytesOf(base64Url: string): Uint8Array {
  return fromBase64Url(base64Url) ?? new Uint8Array();
}
