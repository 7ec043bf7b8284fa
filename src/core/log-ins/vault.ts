/** How a passkey is asked for its secret: WebAuthn Level 3 §10.1.4, the `prf` extension. No secret in itself; base64url. */
export type PasskeyHint = { readonly credential: string; readonly salt: string };

/** A broker log-in in the vault, without its password. */
export type KeptLogin = { readonly url: string; readonly username: string; readonly keptAt: number };

export const autoLockChoices = [1, 5, 15, 60] as const;
export type AutoLockMinutes = (typeof autoLockChoices)[number];

/** The log-ins that this browser remembers, encrypted. The key is in the session only, and only while it is open. */
export type VaultState =
  /** not looked yet */
  | { readonly status: 'unknown' }
  | { readonly status: 'none' }
  /** this page has no cryptography (http elsewhere than on loopback) or this browser keeps nothing */
  | { readonly status: 'unavailable' }
  /** what is kept is no vault: it can only be wiped */
  | { readonly status: 'damaged' }
  | { readonly status: 'locked'; readonly passkeys: readonly PasskeyHint[] }
  | {
      readonly status: 'open';
      readonly passkeys: readonly PasskeyHint[];
      readonly logins: readonly KeptLogin[];
      /** locks itself when nobody used it for so long */
      readonly locksAfterMinutes: AutoLockMinutes;
    };

/** `storage`: the browser would not keep it. `damaged`: the key fits, and what it opens is not what we wrote. */
export type VaultRefusal =
  | 'wrong-passphrase'
  | 'wrong-passkey'
  | 'weak'
  | 'locked'
  | 'storage'
  | 'damaged'
  | 'unavailable';
export type VaultAnswer = { readonly outcome: 'done' } | { readonly outcome: 'refused'; readonly reason: VaultRefusal };
