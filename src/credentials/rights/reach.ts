import { covers as matches } from '@/broker/topic';

import { grantsOf, isBrokersOwn, type Grant, type Rights } from './rights';
import { meet, topicIn } from './topic-filter';

/** Which topics of a filter a connection may use. `example`: one of them, of those that `by` allows. */
export type Reach =
  | { readonly amount: 'none' }
  | { readonly amount: 'some' | 'all'; readonly by: Grant | 'default'; readonly example: string };

/** On which topics of `filter` may it publish, and by which rule first? */
export function sendReach(rights: Rights, filter: string): Reach {
  if (isBrokersOwn(filter)) return { amount: 'none' };
  return reach(grantsOf(rights, 'publishClientSend'), rights.defaults.publishClientSend, filter);
}

/** Messages of which topics of `filter` may be delivered to it? It must subscribe to them besides. */
export function receiveReach(rights: Rights, filter: string): Reach {
  return reach(grantsOf(rights, 'publishClientReceive'), rights.defaults.publishClientReceive, filter);
}

/** Exact: the first rule that matches a topic decides, and of filters it can be told which topics they leave over. */
function reach(grants: readonly Grant[], fallback: boolean, filter: string): Reach {
  const first = firstReached(grants, fallback, filter, true);
  if (first === null) return { amount: 'none' };
  return { amount: firstReached(grants, fallback, filter, false) === null ? 'all' : 'some', ...first };
}

/** The first rule that allows (or, if not `allowed`, denies) a topic of `filter` which no rule before it decides otherwise. */
function firstReached(
  grants: readonly Grant[],
  fallback: boolean,
  filter: string,
  allowed: boolean,
): { readonly by: Grant | 'default'; readonly example: string } | null {
  const against: string[] = [];
  for (const grant of grants) {
    const { allow, topic } = grant.rule;
    if (allow !== allowed) against.push(topic);
    const common = allow === allowed ? meet(filter, topic) : null;
    const example = common === null ? null : topicIn(common, against, matches);
    if (example !== null) return { by: grant, example };
  }
  // no default opens the administration
  if ((fallback && !filter.startsWith('$CONTROL')) !== allowed) return null;
  const example = topicIn(filter, against, matches);
  return example === null ? null : { by: 'default', example };
}
