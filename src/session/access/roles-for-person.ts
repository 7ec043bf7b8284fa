import type { Failed } from '@/credentials/authority/authority';
import { administers } from '@/credentials/rights-words';
import { ensureRole } from '@/credentials/roles/ensure-role';
import { personRole } from '@/credentials/roles/person-roles';

import type { Pipeline } from '../pipeline';
import { rightsOf } from './accounts';
import type { Office } from './admin';
import type { NewPersonRole } from './people-questions';
import type { Refusal } from './refused';
import type { HeldRole, WatcherRights } from './watcher-rights';

/** The role of the broker that makes somebody what they shall be; null: its name is taken by another. */
async function roleFor(mine: Office, role: NewPersonRole): Promise<string | null | Failed> {
  if (role === 'administrator') return administratorRole(mine);
  const wanted = personRole(role).role;
  const ensured = await ensureRole(mine.security, wanted);
  if (ensured.outcome === 'failed') return ensured;
  return ensured.outcome === 'foreign' ? null : wanted.name;
}

/** All that makes somebody what they shall be; null: a name is taken by another role. `rights`: of a watcher. */
export async function rolesFor(
  mine: Office,
  pipeline: Pipeline,
  username: string,
  role: NewPersonRole,
  rights: WatcherRights,
): Promise<readonly HeldRole[] | null | Failed | Refusal> {
  // few homes have a watcher: what it may besides is loaded when one is made
  const besides =
    role === 'watcher' ? await (await import('./watcher-rights')).rolesOfWatcher(mine, pipeline, username, rights) : [];
  if (besides === null || 'outcome' in besides) return besides;
  const own = await roleFor(mine, role);
  return typeof own === 'string' ? [{ name: own, priority: 0 }, ...besides] : own;
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
