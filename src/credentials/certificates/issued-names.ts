import type { IssuedCertificate } from '@/core/log-ins/certificate';

import type { DynamicSecurity } from '../authority/dynamic-security';
import { clockToleranceMs, dayMs } from './lifetimes';

type Accounts = Pick<DynamicSecurity, 'listRoleNames' | 'createRole'>;
type Issued = Pick<IssuedCertificate, 'holder' | 'subject' | 'notAfter'>;

/** a name that ended so long ago is nobody's, even by a clock that is weeks ahead */
const keptMs = 90 * dayMs;
/** few, because Mosquitto before 2.0.16 writes all its accounts in place for each of them */
const sweptAtOnce = 5;

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

/**
 * Those that have not ended; one does not end before it has by a clock that is a day ahead, for the device may use it still.
 * null: the broker does not answer.
 */
export async function readIssuedNames(
  security: Pick<Accounts, 'listRoleNames'>,
  now: number,
): Promise<readonly Named[] | null> {
  const names = await security.listRoleNames();
  if (names.outcome === 'failed') return null;
  return names.value
    .map(readName)
    .flatMap((one) => (one === null || one.notAfter + clockToleranceMs <= now ? [] : [one]));
}

function readName(name: string): Named | null {
  const [, notAfter, subject] = form.exec(name) ?? [];
  return subject === undefined ? null : { subject, notAfter: Number(notAfter) };
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

/**
 * Forgets some of those that ended long ago, which nobody else does. A role of such a name that has rights, or that somebody
 * holds, was made by a person and stays. One too many is written again when whoever issued it signs in.
 */
export async function sweepIssuedNames(
  security: Pick<DynamicSecurity, 'listRoleNames' | 'getRole' | 'deleteRole'>,
  now: number,
): Promise<void> {
  const names = await security.listRoleNames();
  if (names.outcome === 'failed') return;
  const over = names.value.filter((name) => (readName(name)?.notAfter ?? now) + keptMs < now);
  for (const name of over.slice(0, sweptAtOnce)) {
    const role = await security.getRole(name);
    if (role.outcome === 'done' && role.value?.acls.length === 0) await security.deleteRole(name);
  }
}
