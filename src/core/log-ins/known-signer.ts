/** A public key on P-256 (RFC 7518 §6.2.1), as a device shows it. */
export type SigningKey = { readonly x: string; readonly y: string };

/** A key by which a device is known. */
export type Signer = {
  readonly key: SigningKey;
  /** its thumbprint (RFC 7638), base64url */
  readonly kid: string;
  /** since when it is known here, ms since the epoch */
  readonly since: number;
  /** who gave the certificate; null: the key has none */
  readonly authority: { readonly fingerprint: string; readonly name: string } | null;
  /** serial number of its certificate, hexadecimal; absent: it has none, or it was kept before that was */
  readonly serial?: string;
};

/** A message that came: its number, when it came first (ms since the epoch, our clock), and how often. */
export type Came = { readonly sequence: number; readonly firstAt: number; readonly times: number };

/** What is remembered of a device that signs, from visit to visit. */
export type KnownSigner = {
  /** its id in the profile */
  readonly id: string;
  readonly signer: Signer;
  /** the highest sequence that was believed; null: none */
  readonly lastSequence: number | null;
  /** ms since the epoch, our clock */
  readonly heardAt: number;
  /** what came last, the newest last; absent in what was kept before there was such a thing, as is all below */
  readonly recent?: readonly Came[];
  /** so far its clock is behind ours, ms */
  readonly behindMs?: number;
  /** the keys that it had before, and when each was replaced (ms since the epoch, our clock) */
  readonly former?: readonly FormerSigner[];
  /** thumbprints of keys whose certificate was revoked */
  readonly revoked?: readonly string[];
};
export type FormerSigner = { readonly signer: Signer; readonly replacedAt: number };

/** months: whoever plays something back may wait */
const keptMs = 200 * 86_400_000;
const mostKept = 2_000;

/** What is worth remembering: those that were heard last, for some months. */
export function worthKeeping(known: readonly KnownSigner[], now: number): readonly KnownSigner[] {
  const fresh = known.filter(({ heardAt }) => now - heardAt <= keptMs);
  return fresh.length <= mostKept
    ? fresh
    : fresh.toSorted((one, other) => other.heardAt - one.heardAt).slice(0, mostKept);
}
