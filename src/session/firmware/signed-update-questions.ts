import type { DeviceId } from '@/core/device';

/** What was verified of an update, for the page. */
export type SignedUpdateFacts = {
  readonly model: string;
  readonly version: string;
  readonly minimumVersion: string | null;
  readonly sizeBytes: number;
  /** hexadecimal */
  readonly sha256: string;
  /** the name in the code-signing certificate */
  readonly signedBy: string;
  readonly serial: string;
  readonly authority: string;
  /** SHA-256 of the authority's certificate, hexadecimal */
  readonly authorityFingerprint: string;
};

type Refused = { readonly outcome: 'refused'; readonly reason: string };
type Brought = {
  readonly device: DeviceId;
  /** the text of the file */
  readonly file: string;
  /** certificate of the maker's authority, PEM, as the person brought it; null: only the home's own is believed */
  readonly maker: string | null;
};

/** Questions about an update that somebody brings as a file. Nothing is sent of one that is refused. */
export type SignedUpdateQuestions = {
  readonly checkSignedUpdate: {
    readonly ask: Brought;
    readonly answer: ({ readonly outcome: 'verified' } & SignedUpdateFacts) | Refused;
  };
  readonly offerSignedUpdate: {
    readonly ask: Brought;
    readonly answer: { readonly outcome: 'offered'; readonly version: string } | Refused;
  };
};
