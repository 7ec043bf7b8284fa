import { passwordLetters, typedPassword, usernameProblem } from '@/credentials/people/new-login';
import { writeSlotNote } from '@/credentials/authority/slot-note';
import { barrierPriority, deviceRole, newcomerRole, proofRole } from '@/credentials/roles/device-roles';
import { ensureRole } from '@/credentials/roles/ensure-role';

import type { Office } from '../admin';
import { failureWords } from '../failure-words';
import { refused } from '../refused';
import { makeAccount } from '../people/new-account';
import type { AddedAnswer } from '../people/people-questions';

/** A log-in for a new device that speaks Gatehouse's profile. The barrier comes first: at no moment may it do more than announce itself. */
export async function addDevice(
  { security, username: by }: Office,
  id: string,
  at: number,
  randomBytes: (count: number) => Uint8Array,
): Promise<AddedAnswer> {
  const problem = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id)
    ? usernameProblem(id)
    : 'Use letters, digits, dots and dashes.';
  if (problem !== null) return refused(problem);
  const username = `${id}.a`;
  const roles = [
    { role: newcomerRole(id), priority: barrierPriority },
    { role: deviceRole(id), priority: 0 },
    { role: proofRole(id, 'a'), priority: 0 },
  ];
  for (const { role } of roles) {
    const ensured = await ensureRole(security, role);
    if (ensured.outcome === 'failed') return refused(failureWords(ensured.failure));
    if (ensured.outcome === 'foreign') return refused('The broker has another role of this name. Take another name.');
  }
  const password = typedPassword(randomBytes(passwordLetters));
  const textdescription = writeSlotNote({ rot: 'first', prev: null, by, at });
  const account = await makeAccount(security, {
    username,
    password,
    clientId: id,
    note: textdescription,
    roles: roles.map(({ role, priority }) => ({ name: role.name, priority })),
  });
  if (account.outcome === 'exists') return refused(`There is a device ${id} already.`);
  return account.outcome === 'made' ? { outcome: 'added', password } : account;
}
