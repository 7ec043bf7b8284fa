import { compactVerify, importJWK, type CryptoKey } from 'jose';

import { fromBase64Url } from '@/core/base64';
import { readCompactJws, type CompactJws } from '@/core/compact-jws';
import type { KnownSigner, Signer } from '@/core/log-ins/known-signer';
import type { Message } from '@/core/message';
import { noProof, type MessageProof, type ProofReason, type ProofStanding } from '@/core/message-proof';

import type { Anchor } from './chain';
import { judge, type Freshness } from './freshness';
import { jwkOf, readKey, readShown, type ShownSigner } from './shown-key';
import {
  isTakenBack,
  isUnderWay,
  knownOf,
  newDevice,
  ownVoice,
  recalled,
  renew,
  revoke,
  type SigningDevice,
} from './signing-device';

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
const tooMany: MessageProof = { ...noProof, reason: 'too-many' };
const decoder = new TextDecoder();

export function openVerifier({ known, anchors }: VerifierOptions): Verifier {
  const devices = new Map<string, SigningDevice>(known.map((one) => [one.id, recalled(one)]));
  const keys = new Map<string, Promise<CryptoKey | Uint8Array>>();

  async function readAbout(id: string, { payload, at }: Message): Promise<MessageProof | null> {
    const shown = readShown(objectIn(payload)?.['signing']);
    const device = devices.get(id);
    if (shown === null) {
      if (device === undefined) return null;
      // it need not sign once it is not heard any more as it was; that it did is not forgotten
      device.silentSince ??= at;
      return proofOf('changed', 'signs-no-more', device.trusted);
    }
    const anchored = await anchors();
    if (device !== undefined && (await isTakenBack(device, anchored))) revoke(device, device.trusted.kid);
    const read = await readKey(shown, id, anchored, at);
    if (read.outcome === 'read') return takeKey(id, device, read, at);
    if (read.reason === 'revoked') return refuseKey(id, device, read.signer, at);
    return proofOf('changed', read.reason, device?.trusted ?? null);
  }

  function takeKey(
    id: string,
    device: SigningDevice | undefined,
    { signer, isVouched }: { readonly signer: ShownSigner; readonly isVouched: boolean },
    at: number,
  ): MessageProof {
    if (device === undefined) {
      if (devices.size >= mostDevices) return tooMany;
      const known = { ...newDevice({ ...signer, since: at }, at), isVouched };
      devices.set(id, known);
      return proofOf(isVouched ? 'vouched' : 'remembered', null, known.trusted);
    }
    device.silentSince = null;
    if (isVouched) device.revoked = device.revoked.filter((kid) => kid !== signer.kid);
    if (device.revoked.includes(signer.kid)) return proofOf('changed', 'revoked', device.trusted);
    return isKnown(device, signer, isVouched) ? trust(device, signer, isVouched, at) : doubt(device, signer, at);
  }

  /** Its words are nobody's, until an authority of this home vouches for its key anew. */
  function refuseKey(id: string, device: SigningDevice | undefined, signer: ShownSigner, at: number): MessageProof {
    if (device === undefined) {
      if (devices.size >= mostDevices) return tooMany;
      const unknown = newDevice({ ...signer, since: at }, at);
      revoke(unknown, signer.kid);
      devices.set(id, unknown);
      return proofOf('changed', 'revoked', unknown.trusted);
    }
    const { trusted, isVouched } = device;
    // a key may have two certificates, the one before taken back: whoever shows that again takes nothing from the other
    const hasAnother = isVouched && trusted.kid === signer.kid && trusted.serial !== signer.serial;
    if (!hasAnother) revoke(device, signer.kid);
    return proofOf('changed', 'revoked', trusted);
  }

  function trust(device: SigningDevice, signer: ShownSigner, isVouched: boolean, at: number): MessageProof {
    const { trusted } = device;
    const serial = signer.serial ?? (signer.kid === trusted.kid ? trusted.serial : undefined);
    renew(
      device,
      {
        ...signer,
        since: trusted.kid === signer.kid ? trusted.since : at,
        authority: signer.authority ?? trusted.authority,
        ...(serial !== undefined && { serial }),
      },
      at,
    );
    device.isVouched = isVouched;
    device.other = null;
    return proofOf(isVouched ? 'vouched' : 'remembered', null, device.trusted);
  }

  function doubt(device: SigningDevice, signer: ShownSigner, at: number): MessageProof {
    const since = device.other?.kid === signer.kid ? device.other.since : at;
    device.other = { ...signer, since };
    return proofOf('changed', 'new-key', device.other);
  }

  async function readWord(id: string, message: Message): Promise<MessageProof | null> {
    const { payload, retained, at } = message;
    const device = devices.get(id);
    const jws = readCompactJws(payload);
    if (jws === null) return device === undefined ? null : readUnsigned(device, at);
    if (device === undefined) return { ...noProof, reason: 'no-key' };
    const kid = kidOf(jws);
    const { trusted, other, former, revoked } = device;
    const signer = [trusted, other, ...former.map((one) => one.signer)].find((one) => one?.kid === kid);
    if (!signer) return proofOf('bad', 'other-key', null);
    if (!(await isSigned(jws, signer))) return proofOf('bad', 'signature', signer);
    const claims = claimsIn(jws, message.topic);
    if (typeof claims === 'string') return proofOf('bad', claims, signer);
    if (revoked.includes(signer.kid)) return proofOf('bad', 'revoked', signer, claims);
    // the device has none of its words remembered: whoever did may have kept it for long
    if (retained) return proofOf('unverified', 'retained', signer, claims);
    if (signer === other) return readForeign(device, signer, claims, at);
    if (signer !== trusted && !isUnderWay(device, signer, { ...claims, at }))
      return proofOf('bad', 'other-key', signer);
    return readOwn(device, signer, claims, at);
  }

  /** No signature, of a device that signs, or did. */
  function readUnsigned(device: SigningDevice, at: number): MessageProof | null {
    const { silentSince, trusted } = device;
    if (silentSince === null) return proofOf('missing', 'no-signature', trusted);
    const own = ownVoice(device, silentSince, at);
    if (own === null) return null;
    return own === 'both' ? proofOf('missing', 'no-signature', trusted) : proofOf('changed', 'own-key-heard', trusted);
  }

  /** Signed with a key that it shows, and that nobody vouches for. */
  function readForeign(device: SigningDevice, signer: Signer, claims: Claims, at: number): MessageProof {
    const own = ownVoice(device, signer.since, at);
    if (own !== null) return proofOf(own === 'both' ? 'bad' : 'changed', 'own-key-heard', signer, claims);
    // it must not count the device's own messages on
    const { is } = judge(device.track, { ...claims, at });
    return proofIn(is, 'changed', signer, claims);
  }

  function readOwn(device: SigningDevice, signer: Signer, claims: Claims, at: number): MessageProof {
    const { is, track } = judge(device.track, { ...claims, at });
    device.track = track;
    if (is === 'new' || is === 'held-back') device.heardAt = Math.max(device.heardAt, at);
    return proofIn(is, device.isVouched ? 'vouched' : 'remembered', signer, claims);
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
    known: () => [...devices].map(([id, device]) => knownOf(id, device)),
  };
}

/** The key it had; or another one, for which this home's authority vouches, or the same authority as before. */
function isKnown({ trusted }: SigningDevice, signer: ShownSigner, isVouched: boolean): boolean {
  if (trusted.kid === signer.kid || isVouched) return true;
  return trusted.authority !== null && trusted.authority.fingerprint === signer.authority?.fingerprint;
}

function proofIn(is: Freshness, standing: ProofStanding, signer: Signer, claims: Claims): MessageProof {
  switch (is) {
    case 'new':
      return proofOf(standing, standing === 'changed' ? 'new-key' : null, signer, claims);
    case 'held-back':
    case 'old':
      return proofOf('unverified', is, signer, claims);
    case 'repeated':
      return proofOf('repeated', null, signer, claims);
    case 'resent':
    case 'resent-all':
      return proofOf('repeated', is, signer, claims);
    case 'replayed':
      return proofOf('replayed', 'old-sequence', signer, claims);
  }
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
