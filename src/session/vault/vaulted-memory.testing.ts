import type { VaultState } from '@/core/log-ins/vault';
import * as shelf from '@/history/private-memory';
import type { SealedMatter } from '@/history/seal';

import { openVaultedMemory, type VaultedMemory } from './vaulted-memory';

export const secret = 'what-lies-in-the-vault';
export const locked: VaultState = { status: 'locked', passkeys: [] };
export const none: VaultState = { status: 'none' };

/** As after a reload: what is kept stays, and nothing is known of the vault yet. The database is named `gatehouse-${what}`. */
export function vaulted(what: SealedMatter): VaultedMemory {
  return openVaultedMemory({
    database: `gatehouse-${what}`,
    store: what,
    what,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    load: async () => shelf,
  });
}
