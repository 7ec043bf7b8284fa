import type { IssuedCertificate } from '@/core/log-ins/certificate';
import { dismiss, isByCertificate } from '@/credentials/certificates/certificate-account';
import { readIssuedNames } from '@/credentials/certificates/issued-names';

import type { Office } from '../admin';

const rest = 'Bring the new list to the broker: until it has read it, the certificate still opens a connection';

/**
 * Takes from the holder of a revoked certificate what can be taken from here; the rest is a file that a person brings to the
 * broker. Says what is so now.
 */
export async function cutOff(
  { holder, subject }: IssuedCertificate,
  all: readonly IssuedCertificate[],
  office: Office | null,
  now: number,
): Promise<string> {
  if (holder === 'broker') return 'Bring the new list to whoever asks for it, and give the broker another certificate.';
  if (holder === 'signer')
    return 'This page takes nothing any more that was signed with it. Devices go on believing it until it ends: they know no list.';
  const has = all.some((each) => each.subject === subject && each.revokedAt === null && each.notAfter > now);
  if (has) return `${rest}. The device has another good certificate, which goes on working.`;
  if (office === null)
    return `${rest}, with all the rights of the device. Sign in as administrator to take them away now.`;
  const account = await office.security.getClient(subject);
  if (account.outcome === 'done' && account.value === null) return `${rest}, but it may do nothing there.`;
  const named = await readIssuedNames(office.security, now);
  if (named === null)
    return `${rest}, with all the rights of the account “${subject}”: the broker does not tell whether another certificate needs it.`;
  const known = new Set(all.filter((each) => each.subject === subject).map(({ notAfter }) => notAfter));
  const isElsewhere = named.some((each) => each.subject === subject && !known.has(each.notAfter));
  if (isElsewhere)
    return `${rest}. Another browser has issued another certificate in this name, which goes on working unless it was revoked there: so the device keeps its rights. To take them away all the same, ban it under Rules.`;
  // an account with a password of its own is not ours to delete
  const isOurs = account.outcome === 'done' && isByCertificate(account.value?.textDescription);
  if (!isOurs || (await dismiss(office.security, subject)) !== 'done')
    return `${rest}, with all the rights of the account “${subject}”.`;
  return `Its rights were taken away, and it is cut off. ${rest}, but it may do nothing there.`;
}
