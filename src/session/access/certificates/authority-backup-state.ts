import type { IssuedCertificate } from '@/core/log-ins/certificate';
import type { KeptAuthority } from '@/history/certificate-store';

/** Good ones that its newest backup does not name: restored elsewhere, nobody there could revoke them. */
export function notInBackup(
  { certificates, inBackup = [] }: Pick<KeptAuthority, 'certificates' | 'inBackup'>,
  now: number,
): readonly IssuedCertificate[] {
  const named = new Set(inBackup);
  return certificates.filter(
    ({ serial, notAfter, revokedAt }) => !named.has(serial) && notAfter > now && revokedAt === null,
  );
}
