import type { VaultRefusal } from './vault';

/** Why the vault did not do it, and what helps. */
export const refusalWords: Readonly<Record<VaultRefusal, string>> = {
  'wrong-passphrase': 'This is not the passphrase of the vault on this device.',
  'wrong-passkey': 'This passkey does not open the vault on this device. Use the passphrase.',
  weak: 'Take at least 12 characters. Four words that do not belong together are easy to remember.',
  locked: 'The vault has locked itself. Unlock it and try again.',
  storage: 'This browser did not keep it. It may be full, in a private window, or set to keep nothing of this site.',
  damaged: 'What lies in the vault cannot be read any more. It can only be wiped, in Settings.',
  unavailable: 'Passwords can be kept only on a page that was opened with https.',
};

/** Why what lies under the vault is not shown. */
export const unreadWords = {
  locked: 'It lies under your vault, which was not unlocked since this browser was opened.',
  damaged: refusalWords.damaged,
} as const;
