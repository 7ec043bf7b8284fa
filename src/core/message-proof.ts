/** How far a device's words are shown to be its own, by its signature (the profile's compact JWS, RFC 7515). */
export type ProofStanding =
  /** signed with the key of a certificate that this home's authority gave it, which this browser keeps */
  | 'vouched'
  /** signed with the key it had from the first time on; nobody here vouches for it */
  | 'remembered'
  /** signed, and not checked: too much came at once, it is too old to be told from an old one, or this page cannot */
  | 'unverified'
  /** another key than it had, or none any more, and nobody vouches for that */
  | 'changed'
  /** no signature, from a device that says that it signs */
  | 'missing'
  | 'bad'
  /** said before, and said again by somebody */
  | 'replayed'
  /** delivered again, as brokers and devices do when a connection breaks */
  | 'repeated';

/** What a device or a bridge sends again comes in one go, in the order in which it was sent first (MQTT 5 §4.6); so long between two of it, in ms. */
export const oneGoMs = 2_000;

/** Why a message is not what it says to be. */
export type ProofReason =
  | 'unreadable'
  | 'signature'
  | 'other-key'
  | 'other-topic'
  | 'no-sequence'
  | 'old-sequence'
  | 'resent'
  | 'resent-all'
  | 'no-signature'
  | 'signs-no-more'
  | 'new-key'
  | 'chain'
  | 'ended'
  | 'revoked'
  | 'own-key-heard'
  | 'old'
  | 'held-back'
  | 'retained'
  | 'overflow'
  | 'too-many'
  | 'cannot-check'
  | 'no-key';

/** What the signature of one message shows. */
export type MessageProof = {
  readonly standing: ProofStanding;
  /** null where it needs none */
  readonly reason: ProofReason | null;
  /** thumbprint of the key (RFC 7638), base64url; null: unknown */
  readonly key: string | null;
  /** since when this device is known to have this key, ms since the epoch */
  readonly since: number | null;
  /** who gave the certificate, as it calls itself; null: the key has none */
  readonly authority: string | null;
  /** as the device counted it; null: none was read */
  readonly sequence: number | null;
  /** ms since the epoch, the device's clock */
  readonly signedAt: number | null;
};

/** signed by nobody knows whom, or nobody knows when: what such a word says may not be so */
const unbelieved: ReadonlySet<ProofReason | null> = new Set(['overflow', 'old', 'retained', 'own-key-heard']);

/** Nothing of such a message is believed: it changes nothing of what is known of the device. */
export function isRefused({ standing, reason }: Pick<MessageProof, 'standing' | 'reason'>): boolean {
  switch (standing) {
    case 'bad':
    case 'missing':
    case 'replayed':
    case 'repeated':
      return true;
    case 'unverified':
    case 'changed':
      return unbelieved.has(reason);
    case 'vouched':
    case 'remembered':
      return false;
  }
}

/** Somebody else said it, or had to leave the signature out. What was merely said again is its own word. */
export function isForged({ standing }: Pick<MessageProof, 'standing'>): boolean {
  return standing === 'bad' || standing === 'missing';
}

export const noProof: MessageProof = {
  standing: 'unverified',
  reason: 'cannot-check',
  key: null,
  since: null,
  authority: null,
  sequence: null,
  signedAt: null,
};
