import type { IssuedCertificate } from '@/core/certificate';

import type { DynamicSecurity } from '../authority/dynamic-security';

type Accounts = Pick<DynamicSecurity, 'listRoleNames' | 'createRole'>;
type Issued = Pick<IssuedCertificate, 'holder' | 'subject' | 'notAfter'>;

const form = /^certified:(\d{1,16}):(.+)$/;

/**
 * In whose name a certificate is good, whichever browser issued it: one role without rights for each, in the account database,
 * because an account that a certificate rests on must not be replaced by somebody who does not have the authority. It holds no
 * more than a name and a time.
 */
function nameOf({ notAfter, subject }: Issued): string {
  return `certified:${notAfter}:${subject}`;
}

type Named = Pick<Issued, 'subject' | 'notAfter'>;

/** Those that have not ended. null: the broker does not answer. */
export async function readIssuedNames(
  security: Pick<Accounts, 'listRoleNames'>,
  now: number,
): Promise<readonly Named[] | null> {
  const names = await security.listRoleNames();
  if (names.outcome === 'failed') return null;
  return names.value.flatMap((name) => {
    const [, notAfter, subject] = form.exec(name) ?? [];
    return subject !== undefined && Number(notAfter) > now ? [{ subject, notAfter: Number(notAfter) }] : [];
  });
}

/** Writes down what is missing there. false: the broker did not take one of them. */
export async function writeIssuedNames(security: Accounts, issued: readonly Issued[], now: number): Promise<boolean> {
  const names = await security.listRoleNames();
  if (names.outcome === 'failed') return false;
  const known = new Set(names.value);
  const good = issued.filter(({ holder, notAfter }) => holder === 'device' && notAfter > now).map(nameOf);
  for (const name of new Set(good.filter((one) => !known.has(one)))) {
    const made = await security.createRole({ name, acls: [] });
    if (made.outcome === 'failed' && made.failure.kind !== 'exists') return false;
  }
  return true;
}
