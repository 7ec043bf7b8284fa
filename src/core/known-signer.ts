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
};

/** What is remembered of a device that signs, from visit to visit. */
export type KnownSigner = {
  /** its id in the profile */
  readonly id: string;
  readonly signer: Signer;
  /** the highest sequence that was believed; null: none */
  readonly lastSequence: number | null;
  /** ms since the epoch, our clock */
  readonly heardAt: number;
};

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
