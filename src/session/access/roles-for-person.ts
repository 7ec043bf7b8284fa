import type { Failed } from '@/credentials/authority/authority';
import { administers } from '@/credentials/rights-words';
import { ensureRole } from '@/credentials/roles/ensure-role';
import { personRole } from '@/credentials/roles/person-roles';
import { updateRole, type UpdateRight } from '@/credentials/roles/update-roles';

import { rightsOf } from './accounts';
import type { Office } from './admin';
import type { NewPersonRole } from './people-questions';

/** The role of the broker that makes somebody what they shall be; null: its name is taken by another. */
async function roleFor(mine: Office, role: NewPersonRole): Promise<string | null | Failed> {
  if (role === 'administrator') return administratorRole(mine);
  const wanted = personRole(role).role;
  const ensured = await ensureRole(mine.security, wanted);
  if (ensured.outcome === 'failed') return ensured;
  return ensured.outcome === 'foreign' ? null : wanted.name;
}

/** All that makes somebody what they shall be; null: a name is taken by another role. */
export async function rolesFor(
  mine: Office,
  role: NewPersonRole,
  updates: UpdateRight,
): Promise<readonly string[] | null | Failed> {
  const own = await roleFor(mine, role);
  if (own === null || typeof own !== 'string') return own;
  const besides = role === 'watcher' ? updateRole(updates) : null;
  if (besides === null) return [own];
  const ensured = await ensureRole(mine.security, besides);
  if (ensured.outcome === 'failed') return ensured;
  return ensured.outcome === 'foreign' ? null : [own, besides.name];
}

/** A second administrator gets the role by which the first one is it: that one is known to work. */
async function administratorRole(mine: Office): Promise<string | null | Failed> {
  const self = await mine.security.getClient(mine.username);
  if (self.outcome === 'failed') return self;
  const roles = self.value?.roles ?? [];
  const rights = await rightsOf(mine, roles, 'anew');
  if (rights === null) return { outcome: 'failed', failure: { kind: 'unanswered' } };
  return roles.find((role) => administers(rights.get(role) ?? [])) ?? null;
}
