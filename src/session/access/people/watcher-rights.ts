import type { Failed, NewRole } from '@/credentials/authority/authority';
import { ensureRole, replaceRules } from '@/credentials/roles/ensure-role';
import { notifyRole } from '@/credentials/roles/notify-roles';
import { mostNotifyTopics, notifyTopicProblem, type TopicsOfDevice } from '@/credentials/roles/notify-topic';
import { orderPriority, orderRole } from '@/credentials/roles/order-roles';
import { updateRole } from '@/credentials/roles/update-roles';

import type { Pipeline } from '../../hearing/pipeline';
import { forgetRights } from '../accounts';
import type { Office } from '../admin';
import { heldRole, type HeldRole } from './held-role';
import type { WatcherRights } from './people-questions';
import { refused, type Refusal } from '../refused';
import { speechesOf, waysInto } from '../things';

/** The roles that a watcher holds besides its own; null: a name is taken by another role. */
export async function rolesOfWatcher(
  mine: Office,
  pipeline: Pipeline,
  username: string,
  { updates, orders, tells }: WatcherRights,
): Promise<readonly HeldRole[] | null | Failed | Refusal> {
  const topics = [...new Set(tells)];
  if (topics.length > mostNotifyTopics) return refused(`A watcher tells people on ${mostNotifyTopics} topics at most.`);
  const devices = topics.length === 0 ? [] : topicsOfDevices(pipeline);
  const problem = topics.map((topic) => notifyTopicProblem(topic, devices)).find((one) => one !== null);
  if (problem !== undefined) return refused(problem);
  const held: HeldRole[] = [];
  for (const [role, priority] of [
    [updateRole(updates), 0],
    [orderRole(orders), orderPriority],
  ] as const) {
    if (role === null) continue;
    const one = await heldRole(mine, role, priority);
    if (one === null || 'outcome' in one) return one;
    held.push(one);
  }
  const own = notifyRole(username, topics);
  if (own === null) return held;
  const set = await setRole(mine, own);
  return set.outcome === 'failed' ? set : [...held, { name: own.name, priority: 0 }];
}

/** It is of this one watcher: what somebody chose before goes. */
async function setRole(mine: Office, role: NewRole): Promise<Failed | { readonly outcome: 'done' }> {
  const ensured = await ensureRole(mine.security, role);
  forgetRights(mine, role.name);
  if (ensured.outcome === 'foreign') return replaceRules(mine.security, role);
  return ensured.outcome === 'failed' ? ensured : { outcome: 'done' };
}

function topicsOfDevices({ home, readers }: Pipeline): readonly TopicsOfDevice[] {
  return [...home.devices.values()].map((device) => ({
    name: device.name,
    isSiren: device.kind === 'siren',
    ways: waysInto(device, readers),
    says: speechesOf(device, readers).flatMap(({ says }) => says),
  }));
}
