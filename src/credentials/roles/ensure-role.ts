import type { Failed, NewRole, RoleRule } from '../authority/authority';
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

/** Brokers list rules in an order of their own, and tell no priority as 0 or -1. */
function sameRules(one: readonly RoleRule[], other: readonly RoleRule[]): boolean {
  const line = ({ type, topic, allow, priority = 0 }: RoleRule) => `${type} ${topic} ${allow} ${Math.max(priority, 0)}`;
  const [these, those] = [one.map(line).toSorted(), other.map(line).toSorted()];
  return these.length === those.length && these.every((rule, index) => rule === those[index]);
}
