import { administers } from '@/credentials/rights-words';
import { replaceRules, sameRules } from '@/credentials/roles/ensure-role';
import { orderRights, orderRole } from '@/credentials/roles/order-roles';
import { personRoles } from '@/credentials/roles/person-roles';
import { updateRights, updateRole } from '@/credentials/roles/update-roles';

import { forgetRights, rightsOf } from '../accounts';
import type { Office } from '../admin';
import { failureWords } from '../failure-words';
import type { DoneAnswer, OlderRole } from '../people/people-questions';
import { refused, signInFirst, unanswered } from '../refused';

/** The roles that we make, whose names nobody but an administrator can take. */
const ours = [
  ...personRoles.map(({ label, role }) => ({ label, role })),
  ...updateRights.flatMap((right) => {
    const role = updateRole(right);
    return role === null ? [] : [{ label: `Watcher, “${right === 'wide' ? 'all' : 'most'} updates”`, role }];
  }),
  ...orderRights.flatMap((right) => {
    const role = orderRole(right);
    return role === null ? [] : [{ label: 'Watcher, “orders that can hold no code”', role }];
  }),
];

/** Which of our roles the broker has with other rights than we would give today; null: it did not answer. `names`: all it has. */
export async function olderRoles(office: Office, names: readonly string[]): Promise<readonly OlderRole[] | null> {
  const there = ours.filter(({ role }) => names.includes(role.name));
  const rights = await rightsOf(
    office,
    there.map(({ role }) => role.name),
  );
  if (rights === null) return null;
  return there.flatMap(({ label, role }) => {
    const has = rights.get(role.name);
    return has === undefined || sameRules(has, role.acls) ? [] : [{ role: role.name, label }];
  });
}

/** Gives one of our roles today’s rights, whatever was changed in it; who holds it is not cut. */
export async function renewRole(office: Office | null, name: string): Promise<DoneAnswer> {
  const wanted = ours.find(({ role }) => role.name === name);
  if (office === null) return signInFirst;
  if (wanted === undefined) return refused('This is no role of Gatehouse’s.');
  forgetRights(office, name);
  const rights = await rightsOf(office, [name]);
  if (rights === null) return unanswered;
  // somebody may administer by it alone, whoever is signed in too
  if (administers(rights.get(name) ?? []))
    return refused('Somebody made this a role of administrators, and it would be none any more. Nothing was changed.');
  const replaced = await replaceRules(office.security, wanted.role);
  forgetRights(office, name);
  return replaced.outcome === 'failed' ? refused(failureWords(replaced.failure)) : { outcome: 'done' };
}
