import type { IssuedCertificate } from '@/core/log-ins/certificate';
import type { KeptAuthority } from '@/history/certificate-store';

import type { Answerers } from '../../protocol';
import type { CertificateQuestions } from './certificate-questions';
import { cannotKeep, noAuthority } from './certificate-refusals';
import type { HomeAuthority } from './home-authority';
import { refused } from '../refused';
import { withRevocations } from './revoking';

type Parts = { readonly authorities: HomeAuthority; readonly clock: () => number };

type Questions = Extract<keyof CertificateQuestions, 'restoreAuthority' | 'renewBackup' | 'backupIsKept'>;

/** X.509 is fetched when somebody brings a backup. */
const issuing = () => import('@/credentials/certificates/issuing');

/** An authority out of its backup, and the backup brought up to date. */
export function openAuthorityBackup({ authorities, clock }: Parts): Answerers<Questions> {
  return {
    async restoreAuthority({ backup, passphrase }) {
      const { factsOf, largestBackup, openBackup } = await issuing();
      const opened = await openBackup(backup.slice(0, largestBackup + 1), passphrase);
      if (opened.outcome === 'refused') return refused(refusals[opened.reason]);
      const { fingerprint: id, name } = await factsOf(opened.ca);
      const known = (await authorities.all()).find((one) => one.id === id);
      const nothing = { unkeptBackup: null, certificates: [], list: null, isListUnread: true };
      const restored: KeptAuthority = known ?? { id, name, homes: [], ...nothing, ...opened.ca };
      const inBackup = [...new Set([...(restored.inBackup ?? []), ...opened.issued.map(({ serial }) => serial)])];
      const isKept = await authorities.takeUp({ ...withSealed(restored, opened.issued), ...opened.ca, inBackup });
      return isKept ? { outcome: 'restored' } : cannotKeep;
    },
    async renewBackup({ backup, passphrase }) {
      const authority = await authorities.current();
      if (authority === null) return noAuthority;
      const { factsOf, largestBackup, openBackup, withIssued } = await issuing();
      const opened = await openBackup(backup.slice(0, largestBackup + 1), passphrase);
      if (opened.outcome === 'refused') return refused(refusals[opened.reason]);
      if ((await factsOf(opened.ca)).fingerprint !== authority.id)
        return refused('This is the backup of another authority.');
      // what another browser issued and put there stays
      const { certificates } = withSealed(authority, opened.issued);
      const renewed = await withIssued(backup, certificates, passphrase, clock());
      // sealing takes a while, in which something may have been issued, and another authority taken up
      const now = await authorities.current();
      if (renewed === null || now?.id !== authority.id) return refused(refusals.foreign);
      const inBackup = certificates.map(({ serial }) => serial);
      const kept = await authorities.change(authority.id, (known) => ({
        ...withSealed(known, opened.issued),
        inBackup,
        unkeptBackup: renewed,
      }));
      return kept ? { outcome: 'renewed' } : cannotKeep;
    },
    async backupIsKept() {
      const authority = await authorities.current();
      if (authority !== null) await authorities.change(authority.id, (now) => ({ ...now, unkeptBackup: null }));
      return null;
    },
  };
}

/** Each once; what this browser knows of it is newer, and what it knows to be revoked is so. */
function withSealed(authority: KeptAuthority, sealed: readonly IssuedCertificate[]): KeptAuthority {
  const here = new Set(authority.certificates.map(({ serial }) => serial));
  const certificates = [...sealed.filter(({ serial }) => !here.has(serial)), ...authority.certificates];
  return withRevocations({ ...authority, certificates }, []);
}

const refusals = {
  foreign: 'This file is no backup of a home’s authority, or a part of it is missing.',
  passphrase: 'The passphrase does not open this backup. Capitals and spaces count.',
  mismatch: 'The key in this backup does not belong to its certificate: somebody has changed the file.',
  list: 'The list of certificates in this backup cannot be read: the file is torn, or somebody has changed it. Take another copy.',
} as const;
