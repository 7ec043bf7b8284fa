import type { KnownSigner } from '@/core/log-ins/known-signer';

import { openByHome } from './by-home';

/** Remembers by which key each device is known and how far it had counted, so that what is played back later is noticed. */
export type SignerMemory = {
  /** `home`: the address of its broker */
  recall(home: string): Promise<readonly KnownSigner[]>;
  /** never rejects: a browser that keeps nothing forgets */
  remember(home: string, signers: readonly KnownSigner[]): Promise<void>;
};

/** In this browser's IndexedDB. Holds public keys, no secret. */
export function openSignerMemory(database = 'gatehouse-signers'): SignerMemory {
  const kept = openByHome<readonly KnownSigner[]>(database, 'signers');
  return {
    async recall(home) {
      const signers: unknown = await kept.read(home);
      return Array.isArray(signers) ? (signers as readonly KnownSigner[]) : [];
    },
    async remember(home, signers) {
      await kept.write(home, signers);
    },
  };
}

/** For as long as the process lives. */
export function openPassingSigners(): SignerMemory {
  const homes = new Map<string, readonly KnownSigner[]>();
  return {
    recall: async (home) => homes.get(home) ?? [],
    remember: async (home, signers) => void homes.set(home, signers),
  };
}
