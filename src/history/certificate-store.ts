import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { IssuedCertificate, RevocationListFacts } from '@/core/log-ins/certificate';

/** A home's certificate authority as this browser keeps it. Its key can be used here, and read by nobody. */
export type KeptAuthority = {
  /** SHA-256 of its certificate, hexadecimal */
  readonly id: string;
  readonly name: string;
  /** addresses of the brokers that it was chosen for: one home may be reached under several */
  readonly homes: readonly string[];
  readonly certificate: Uint8Array<ArrayBuffer>;
  readonly key: CryptoKey;
  /** the encrypted backup, until somebody says that it is kept elsewhere */
  readonly unkeptBackup: string | null;
  /** those that its newest backup names, by serial number; those kept by earlier versions do not have it */
  readonly inBackup?: readonly string[];
  /** the newest last */
  readonly certificates: readonly IssuedCertificate[];
  readonly list: { readonly facts: RevocationListFacts; readonly der: Uint8Array<ArrayBuffer> } | null;
  /** what another browser issued and revoked; those kept by earlier versions do not have it */
  readonly revokedElsewhere?: readonly { readonly serial: string; readonly revokedAt: number }[];
  /** it was restored here or the accounts were lost, and nobody has shown or told yet what it revoked before: a new list might let somebody in again */
  readonly isListUnread?: boolean;
};

export type CertificateStore = {
  all(): Promise<readonly KeptAuthority[]>;
  /** false: this browser keeps nothing, and nothing was changed */
  keep(authority: KeptAuthority): Promise<boolean>;
  /** as it is kept now, in one step, for another tab may write too; null: there is none, or this browser keeps nothing */
  change(id: string, change: (now: KeptAuthority) => KeptAuthority): Promise<KeptAuthority | null>;
};

/** of one authority: far more than a home has; what ended longest ago goes first */
const mostCertificates = 2_000;
const mostAuthorities = 100;

type Schema = DBSchema & { readonly authorities: { readonly key: string; readonly value: KeptAuthority } };

/** In this browser's IndexedDB. CryptoKeys are kept as such: a script that reads them gets no bytes. */
export function openCertificateStore(database = 'gatehouse-certificates'): CertificateStore {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;

  function open(): Promise<IDBPDatabase<Schema>> {
    return (opened ??= openDB<Schema>(database, 1, {
      upgrade: (db) => void db.createObjectStore('authorities', { keyPath: 'id' }),
      blocking: (_current, _blocked, event) => {
        opened = null;
        (event.target as IDBDatabase).close(); // what a versionchange event comes from
      },
      terminated: () => void (opened = null),
    }));
  }

  return {
    async all() {
      try {
        return await (await open()).getAll('authorities', undefined, mostAuthorities);
      } catch {
        opened = null;
        return [];
      }
    },
    async keep(authority) {
      try {
        await (await open()).put('authorities', bounded(authority));
        return true;
      } catch {
        opened = null;
        return false;
      }
    },
    async change(id, change) {
      try {
        const { store, done } = (await open()).transaction('authorities', 'readwrite');
        const now = await store.get(id);
        const changed = now === undefined ? null : bounded(change(now));
        if (changed !== null) await store.put(changed);
        await done;
        return changed;
      } catch {
        opened = null;
        return null;
      }
    },
  };
}

function bounded(authority: KeptAuthority): KeptAuthority {
  const { certificates } = authority;
  if (certificates.length <= mostCertificates) return authority;
  const kept = certificates.toSorted((one, other) => other.notAfter - one.notAfter).slice(0, mostCertificates);
  return { ...authority, certificates: certificates.filter((one) => kept.includes(one)) };
}

/** For as long as the process lives. */
export function openPassingCertificateStore(): CertificateStore {
  const authorities = new Map<string, KeptAuthority>();
  return {
    all: async () => [...authorities.values()],
    async keep(authority) {
      authorities.set(authority.id, bounded(authority));
      return true;
    },
    async change(id, change) {
      const now = authorities.get(id);
      if (now === undefined) return null;
      const changed = bounded(change(now));
      authorities.set(id, changed);
      return changed;
    },
  };
}
