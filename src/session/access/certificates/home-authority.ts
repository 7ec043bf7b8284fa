import type { IssuedCertificate } from '@/core/log-ins/certificate';
import type { CertificateStore, KeptAuthority } from '@/history/certificate-store';

/** The authority that this home uses, among those that this browser keeps. Read anew each time: another tab may write too. */
export type HomeAuthority = {
  /** null: this home has none here */
  current(): Promise<KeptAuthority | null>;
  all(): Promise<readonly KeptAuthority[]>;
  /** this home uses it from now on, and no other; false: nothing can be kept here */
  takeUp(authority: KeptAuthority): Promise<boolean>;
  readonly change: CertificateStore['change'];
  add(certificate: IssuedCertificate): Promise<boolean>;
};

/** `at`: the address of the broker, by which a home is known here; null: there is none yet */
export function openHomeAuthority(store: CertificateStore, at: () => string | null): HomeAuthority {
  async function current(): Promise<KeptAuthority | null> {
    const address = at();
    return address === null ? null : ((await store.all()).find(({ homes }) => homes.includes(address)) ?? null);
  }

  return {
    current,
    all: store.all,
    change: store.change,
    async takeUp(authority) {
      const address = at();
      if (address === null) return false;
      for (const other of await store.all()) {
        if (other.id === authority.id || !other.homes.includes(address)) continue;
        await store.change(other.id, (now) => ({ ...now, homes: now.homes.filter((one) => one !== address) }));
      }
      return store.keep({ ...authority, homes: [...new Set([...authority.homes, address])] });
    },
    async add(certificate) {
      const authority = await current();
      if (authority === null) return false;
      const added = (now: KeptAuthority) => ({ ...now, certificates: [...now.certificates, certificate] });
      return (await store.change(authority.id, added)) !== null;
    },
  };
}
