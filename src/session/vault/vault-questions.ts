import type { AutoLockMinutes, PasskeyHint, VaultAnswer } from '@/core/log-ins/vault';

type KeptName = { readonly url: string; readonly username: string };
type Nothing = Record<string, never>;
type Asked<About> = { readonly ask: About; readonly answer: VaultAnswer };

/** What a passkey gave for its salt. */
export type PasskeyGift = { readonly credential: string; readonly secret: Uint8Array<ArrayBuffer> };

/** The vault of this browser. No answer ever holds a password: the session connects with it itself. */
export type VaultQuestions = {
  /** `create`: where there is none yet, one is made with these words */
  readonly openVault: Asked<{ readonly passphrase: string; readonly create: boolean }>;
  readonly openVaultByPasskey: Asked<PasskeyGift>;
  readonly lockVault: Asked<Nothing>;
  /** everything in it is gone, and so is it */
  readonly wipeVault: Asked<Nothing>;
  /** the log-in with which the session is connected now */
  readonly keepLogin: Asked<Nothing>;
  readonly forgetLogin: Asked<KeptName>;
  /** how the connection went is in the feed */
  readonly connectKept: Asked<KeptName>;
  readonly changePassphrase: Asked<{ readonly old: string; readonly next: string }>;
  readonly addPasskey: Asked<{ readonly passphrase: string } & PasskeyGift & PasskeyHint>;
  readonly removePasskey: Asked<{ readonly credential: string }>;
  readonly setAutoLock: Asked<{ readonly minutes: AutoLockMinutes }>;
};
