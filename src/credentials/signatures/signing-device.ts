import type { FormerSigner, KnownSigner, Signer } from '@/core/log-ins/known-signer';

import { fingerprintOf, type Anchor } from './chain';
import { noTrack, type Track } from './freshness';

/** A device that signs, as a session knows it. Changed in place. */
export type SigningDevice = {
  /** the key that it had from the first time on, or that somebody vouched for since */
  trusted: Signer;
  /** is it vouched for by the authority that this browser keeps? */
  isVouched: boolean;
  /** another key that it shows, and that nobody vouches for */
  other: Signer | null;
  /** the keys that it had before, the newest last */
  former: readonly FormerSigner[];
  /** thumbprints of keys whose certificate was revoked: what they sign is not the device's any more */
  revoked: readonly string[];
  track: Track;
  /** since when it says that it signs no more, ms since the epoch, our clock; null: it signs all that it says */
  silentSince: number | null;
  /** when it was last heard with its own key, ms since the epoch, our clock */
  heardAt: number;
};

const mostFormer = 4;
const mostRevoked = 16;
/** as many as a device may have under way when we begin anew */
const mostRecentKept = 16;
/** so long a key is its own after it was last heard: what says it is the device, and has another, waits */
const ownMs = 60 * 60_000;
/** what was signed with the old key may be under way so long when a new one is announced */
const underWayMs = 60_000;
/** and comes again so long, when a connection breaks */
const resentMs = 10 * 60_000;

export function newDevice(trusted: Signer, at: number): SigningDevice {
  return {
    trusted,
    isVouched: false,
    other: null,
    former: [],
    revoked: [],
    track: noTrack,
    silentSince: null,
    heardAt: at,
  };
}

export function recalled(known: KnownSigner): SigningDevice {
  const { signer, lastSequence, heardAt, recent = [], behindMs = null, former = [], revoked = [] } = known;
  const track = { ...noTrack, last: lastSequence, recent, behindMs };
  return { ...newDevice(signer, heardAt), track, former, revoked };
}

export function knownOf(id: string, { trusted, track, heardAt, former, revoked }: SigningDevice): KnownSigner {
  return {
    id,
    signer: trusted,
    lastSequence: track.last,
    heardAt,
    ...(track.recent.length > 0 && { recent: track.recent.slice(-mostRecentKept) }),
    ...(track.behindMs !== null && { behindMs: track.behindMs }),
    ...(former.length > 0 && { former }),
    ...(revoked.length > 0 && { revoked }),
  };
}

/** The key of `next` takes the place of the one it had; what that signed may still be under way. */
export function renew(device: SigningDevice, next: Signer, at: number): void {
  const { trusted, former } = device;
  device.trusted = next;
  if (trusted.kid === next.kid) return;
  const others = former.filter(({ signer }) => signer.kid !== next.kid && signer.kid !== trusted.kid);
  device.former = [...others, { signer: trusted, replacedAt: at }].slice(-mostFormer);
}

export function revoke(device: SigningDevice, kid: string): void {
  if (device.trusted.kid === kid) device.isVouched = false;
  if (!device.revoked.includes(kid)) device.revoked = [...device.revoked, kid].slice(-mostRevoked);
}

/** Was the certificate taken back by which the device is known? Whatever it shows now, also its bare key. */
export async function isTakenBack({ trusted }: SigningDevice, anchors: readonly Anchor[]): Promise<boolean> {
  const { serial, authority } = trusted;
  if (serial === undefined || authority === null) return false;
  for (const { certificate, revoked } of anchors)
    if (revoked.has(serial) && (await fingerprintOf(certificate)) === authority.fingerprint) return true;
  return false;
}

/**
 * Somebody speaks for the device with another key, or with none, and the device itself was heard since that was announced
 * (`both`), or just before it (`lately`). null: it was not, so it may be what the device says now.
 */
export function ownVoice({ heardAt }: SigningDevice, announcedAt: number, at: number): 'both' | 'lately' | null {
  if (Math.abs(at - heardAt) > ownMs) return null;
  return heardAt > announcedAt + underWayMs ? 'both' : 'lately';
}

/**
 * Was this signed with a key that the device had before, and only then? A device logs in anew with its new certificate, and
 * sends once more what was under way (MQTT 5 §4.4).
 */
export function isUnderWay(
  { former, track }: SigningDevice,
  { kid }: Signer,
  { signedAt, at }: { readonly signedAt: number; readonly at: number },
): boolean {
  const one = former.find(({ signer }) => signer.kid === kid);
  if (one === undefined || Math.abs(at - one.replacedAt) > resentMs) return false;
  return [signedAt, signedAt + (track.behindMs ?? 0)].some((moment) => moment <= one.replacedAt + underWayMs);
}
