import type { IssuedCertificate } from '@/core/log-ins/certificate';
import { enterInBook, merged, readBook, type Revocation } from '@/credentials/certificates/revocation-book';
import type { KeptAuthority } from '@/history/certificate-store';

import type { Answerers } from '../../protocol';
import type { Office } from '../admin';
import { cutOff } from './cut-off';
import type { HomeAuthority } from './home-authority';
import { cannotKeep, noAuthority } from './certificate-refusals';
import { refused, signInFirst } from '../refused';

type Parts = {
  readonly authorities: HomeAuthority;
  readonly clock: () => number;
  readonly office: () => Office | null;
};

const unanswered = refused('The broker does not answer. Nothing was revoked; try again.');
const inDoubt = refused(
  'The broker did not answer in time: it may be written down already that this certificate is revoked, and then the next list names it, whichever browser makes that. Until there is such a list the certificate works. Revoke it again when the broker answers.',
);
const bookIsLost = refused(
  'The broker’s accounts have forgotten what was revoked: they were lost or set back. Open the newest list first, below.',
);
/** a list names what was revoked by its number, so a home’s is a few kilobytes */
const longestList = 512 * 1024;

const issuing = () => import('@/credentials/certificates/issuing');

/**
 * A list of revoked certificates that forgets one lets it in again. So each is made of what the account database knows from
 * every browser; where an authority was restored here, or those accounts were lost, none is made before somebody has shown
 * the newest one.
 */
export function openRevoking({
  authorities,
  clock,
  office,
}: Parts): Answerers<'revokeCertificate' | 'readRevocationList'> {
  /** The broker takes its time, and signing too: what was issued meanwhile stays, and so does a newer list. null: not kept. */
  async function keepList(
    authority: KeptAuthority,
    number: number,
    change = (now: KeptAuthority) => now,
  ): Promise<KeptAuthority | null> {
    const { certificates, revokedElsewhere: elsewhere = [] } = authority;
    const { newRevocationList } = await issuing();
    const list = await newRevocationList(authority, { now: clock(), number, certificates, elsewhere });
    return authorities.change(authority.id, (now) => ({
      ...change(withRevocations(now, revocationsOf(authority))),
      list: (now.list?.facts.number ?? 0) > number ? now.list : list,
    }));
  }

  return {
    async revokeCertificate({ serial }) {
      const authority = await authorities.current();
      const admin = office();
      if (authority === null) return noAuthority;
      if (authority.isListUnread === true)
        return refused('This authority was restored here. Open the newest list of what it revoked first, below.');
      const one = authority.certificates.find((each) => each.serial === serial);
      if (one === undefined) return refused('Nobody knows this certificate here.');
      if (admin === null) return signInFirst;
      await admin.linked();
      const before = await readBook({ security: admin.security, authority: authority.id });
      if (before === 'unanswered') return unanswered;
      const number = authority.list?.facts.number ?? 0;
      if (before.number < number) return (await authorities.change(authority.id, asUnread)) ? bookIsLost : cannotKeep;
      const now = clock();
      const revoked = merged([...revocationsOf(authority), { serial, revokedAt: now }]);
      const book = await enterInBook({ security: admin.security, authority: authority.id, number, revoked });
      if (book === 'unanswered') return unanswered;
      if (book === 'in-doubt') return inDoubt;
      const kept = await keepList(withRevocations(authority, book.revoked), book.number);
      if (kept === null) return cannotKeep;
      return { outcome: 'revoked', sentence: await cutOff(one, kept.certificates, office(), now) };
    },
    async readRevocationList({ list: pem }) {
      const authority = await authorities.current();
      const admin = office();
      if (authority === null) return noAuthority;
      if (admin === null) return signInFirst;
      await admin.linked();
      const book = await readBook({ security: admin.security, authority: authority.id });
      if (book === 'unanswered') return refused('The broker does not answer. Try again.');
      const { readRevocationList } = await issuing();
      const read = pem === null ? null : await readRevocationList(authority, pem.slice(0, longestList));
      if (pem !== null && read === null)
        return refused('This is no list that this authority has made, or a part of it is missing.');
      if (pem === null && (book.number > 0 || authority.list !== null))
        return refused(
          `There is a list: number ${Math.max(book.number, authority.list?.facts.number ?? 0)}. Open the file that your broker uses, revoked.crl.`,
        );
      const revoked = [...book.revoked, ...(read?.revoked ?? [])];
      const shown = withRevocations(authority, revoked);
      const known = Math.max(read?.facts.number ?? 0, authority.list?.facts.number ?? 0, book.number);
      if (known === 0)
        return (await authorities.change(authority.id, asRead)) ? { outcome: 'read', revoked: 0 } : cannotKeep;
      // a list of its own, of all that is known now: nobody else has one of this number
      const all = { security: admin.security, authority: authority.id, number: known, revoked: revocationsOf(shown) };
      const entered = await enterInBook(all);
      if (entered === 'unanswered' || entered === 'in-doubt') return refused('The broker does not answer. Try again.');
      if ((await keepList(withRevocations(shown, entered.revoked), entered.number, asRead)) === null) return cannotKeep;
      return { outcome: 'read', revoked: entered.revoked.length };
    },
  };
}

function asUnread(authority: KeptAuthority): KeptAuthority {
  return { ...authority, isListUnread: true };
}

function asRead(authority: KeptAuthority): KeptAuthority {
  return { ...authority, isListUnread: false };
}

function revocationsOf({ certificates, revokedElsewhere = [] }: KeptAuthority): readonly Revocation[] {
  const own = certificates.flatMap(({ serial, revokedAt }) => (revokedAt === null ? [] : [{ serial, revokedAt }]));
  return merged([...own, ...revokedElsewhere]);
}

/** Marks those that were issued here, and remembers the others. What is revoked stays revoked. */
export function withRevocations(authority: KeptAuthority, revocations: readonly Revocation[]): KeptAuthority {
  const all = merged([...revocationsOf(authority), ...revocations]);
  const at = new Map(all.map(({ serial, revokedAt }) => [serial, revokedAt]));
  const here = new Set(authority.certificates.map(({ serial }) => serial));
  const certificates = authority.certificates.map((one): IssuedCertificate => ({
    ...one,
    revokedAt: at.get(one.serial) ?? null,
  }));
  return { ...authority, certificates, revokedElsewhere: all.filter(({ serial }) => !here.has(serial)) };
}
