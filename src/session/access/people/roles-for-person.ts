import type { Failed } from '@/credentials/authority/authority';
import { administers } from '@/credentials/rights-words';
import { personRole } from '@/credentials/roles/person-roles';

import type { Pipeline } from '../../hearing/pipeline';
import { rightsOf } from '../accounts';
import type { Office } from '../admin';
import { failureWords } from '../failure-words';
import { heldRole, type HeldRole } from './held-role';
import type { NewPersonRole, WatcherRights } from './people-questions';
import { refused, type Refusal } from '../refused';

/** The role of the broker that makes somebody what they shall be; null: its name is taken by another. */
async function roleFor(mine: Office, role: NewPersonRole): Promise<HeldRole | null | Failed> {
  return role === 'administrator' ? administratorRole(mine) : heldRole(mine, personRole(role).role);
}

/** All that makes somebody what they shall be; null: a name is taken by another role. `rights`: of a watcher. */
export async function rolesFor(
  mine: Office,
  pipeline: Pipeline,
  username: string,
  role: NewPersonRole,
  rights: WatcherRights,
): Promise<readonly HeldRole[] | null | Refusal> {
  // few homes have a watcher: what it may besides is loaded when one is made
  const besides =
    role === 'watcher' ? await (await import('./watcher-rights')).rolesOfWatcher(mine, pipeline, username, rights) : [];
  if (besides === null) return null;
  if ('outcome' in besides) return asRefusal(besides);
  const own = await roleFor(mine, role);
  if (own === null) return null;
  return 'outcome' in own ? asRefusal(own) : [own, ...besides];
}

function asRefusal(answer: Failed | Refusal): Refusal {
  return 'failure' in answer ? refused(failureWords(answer.failure)) : answer;
}

/** A second administrator gets the role by which the first one is it: that one is known to work. */
async function administratorRole(mine: Office): Promise<HeldRole | null | Failed> {
  const self = await mine.security.getClient(mine.username);
  if (self.outcome === 'failed') return self;
  const roles = self.value?.roles ?? [];
  const rights = await rightsOf(mine, roles, 'anew');
  if (rights === null) return { outcome: 'failed', failure: { kind: 'unanswered' } };
  const name = roles.find((role) => administers(rights.get(role) ?? []));
  return name === undefined ? null : { name, priority: 0 };
}
