import type { Failed, NewRole, RoleRule } from '../authority/authority';
import { wireRule } from '../authority/control-command';
import type { DynamicSecurity } from '../authority/dynamic-security';

/** `foreign`: the broker has a role of this name with other rights, and nobody is given that by us. */
export type Ensured = { readonly outcome: 'done' | 'foreign' } | Failed;

/** Makes the role, unless the broker has it as it should be. */
export async function ensureRole(security: DynamicSecurity, role: NewRole): Promise<Ensured> {
  const created = await security.createRole(role);
  if (created.outcome === 'done') return { outcome: 'done' };
  if (created.failure.kind !== 'exists') return created;
  const found = await security.getRole(role.name);
  if (found.outcome === 'failed') return found;
  if (found.value === null) return { outcome: 'failed', failure: { kind: 'unanswered' } };
  return { outcome: sameRules(found.value.acls, role.acls) ? 'done' : 'foreign' };
}

/**
 * Gives a role that the broker has other rules, all in one. It cuts nobody, as tried on Mosquitto 2.0: whoever is connected
 * has the new rights at once, at each message and each delivery; a subscription stays and brings what may still be heard.
 */
export async function replaceRules(
  security: Pick<DynamicSecurity, 'run'>,
  { name, acls }: NewRole,
): Promise<Failed | { readonly outcome: 'done' }> {
  const command = { command: 'modifyRole', rolename: name, acls: acls.map(wireRule) } as const;
  const [answer = { outcome: 'failed', failure: { kind: 'unanswered' } } as const] = await security.run([command]);
  return answer.outcome === 'failed' ? answer : { outcome: 'done' };
}

/** Brokers list rules in an order of their own, and tell no priority as 0 or -1. */
export function sameRules(one: readonly RoleRule[], other: readonly RoleRule[]): boolean {
  const line = ({ type, topic, allow, priority = 0 }: RoleRule) => `${type} ${topic} ${allow} ${Math.max(priority, 0)}`;
  const [these, those] = [one.map(line).toSorted(), other.map(line).toSorted()];
  return these.length === those.length && these.every((rule, index) => rule === those[index]);
}
