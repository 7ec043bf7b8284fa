import type { IssuedCertificate } from '@/core/log-ins/certificate';

import { renewBeforeMs, urgentBeforeMs } from './lifetimes';

/**
 * How a certificate stands. `replaced`: a newer one of the same holder is good and, where the holder tells, in use; this one may
 * end by itself. `renew`: it is time; `urgent`: it is high time.
 */
export type Standing = 'good' | 'renew' | 'urgent' | 'ended' | 'revoked' | 'replaced';

/** One certificate on the page. */
export type CertificateRow = Omit<IssuedCertificate, 'der' | 'keyFingerprint'> & {
  readonly standing: Standing;
  /** its holder has logged in with it, as it says itself; null: nobody tells */
  readonly inUse: boolean | null;
};

/**
 * All certificates, those that want something first. `serialInUse`: with which one a device says that it logged in; null where
 * it does not say.
 */
export function inventory(
  certificates: readonly IssuedCertificate[],
  serialInUse: (subject: string) => string | null,
  now: number,
): readonly CertificateRow[] {
  return certificates
    .map((one): CertificateRow => {
      const used = one.holder === 'device' ? serialInUse(one.subject) : null;
      const inUse = used === null ? null : used === one.serial;
      const { serial, holder, subject, names, notBefore, notAfter, issuedAt, key, revokedAt } = one;
      const facts = { serial, holder, subject, names, notBefore, notAfter, issuedAt, key, revokedAt };
      return { ...facts, inUse, standing: standingOf(one, certificates, used, now) };
    })
    .toSorted(
      (one, other) =>
        order.indexOf(one.standing) - order.indexOf(other.standing) ||
        one.subject.localeCompare(other.subject) ||
        other.issuedAt - one.issuedAt,
    );
}

const order: readonly Standing[] = ['urgent', 'renew', 'ended', 'good', 'replaced', 'revoked'];

type Judged = Pick<
  IssuedCertificate,
  'serial' | 'holder' | 'subject' | 'names' | 'issuedAt' | 'notAfter' | 'revokedAt'
>;

function standingOf(one: Judged, all: readonly Judged[], used: string | null, now: number): Standing {
  if (one.revokedAt !== null) return 'revoked';
  const newer = all.filter((other) => isSuccessor(other, one) && other.revokedAt === null && other.notAfter > now);
  // a newer one that its device does not use yet takes the place of nothing
  const isReplaced = newer.length > 0 && (used === null || newer.some(({ serial }) => serial === used));
  if (isReplaced) return 'replaced';
  if (one.notAfter <= now) return 'ended';
  if (newer.length > 0) return 'good';
  const left = one.notAfter - now;
  return left < urgentBeforeMs ? 'urgent' : left < renewBeforeMs ? 'renew' : 'good';
}

function isSuccessor(other: Judged, one: Judged): boolean {
  if (other.holder !== one.holder || other.serial === one.serial || other.issuedAt < one.issuedAt) return false;
  if (one.holder !== 'broker') return other.subject === one.subject;
  return one.names.every((name) => other.names.includes(name));
}
