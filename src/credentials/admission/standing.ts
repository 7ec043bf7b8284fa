import * as v from 'valibot';

import type { Account } from '@/core/log-ins/account';

import { bannedRole, newcomerName, restrictedRole } from '../roles/device-roles';
import { time } from '../told-numbers';

/** Where a client stands in this home. */
export type Standing = 'new' | 'approved' | 'restricted' | 'banned';

const shortText = v.pipe(v.string(), v.maxLength(200));

/** Who decided last about a client, when and why. No secret. */
export const decisionShape = v.object({
  is: v.picklist(['new', 'approved', 'restricted', 'banned']),
  /** what it was before, and is again after an undo */
  before: v.picklist(['new', 'approved']),
  by: shortText,
  at: time,
  /**
   * The policy that restricted it; null: a person's own decision. It stays after a release: what a person let go, that
   * policy does not take again.
   */
  why: v.nullable(shortText),
  /** the accounts that were switched off already when it was banned: an undo leaves them so */
  off: v.pipe(v.array(shortText), v.maxLength(8), v.readonly()),
  /** a rule holds it back, until it is approved: without this, `new` by a rule is what was let go */
  isHeldBack: v.optional(v.boolean()),
});
export type Decision = v.InferOutput<typeof decisionShape>;

const prefix = 'gatehouse:standing:';

/** Stands in the broker from the moment on at which everybody who was there counted as approved. */
export const admissionBegan = 'gatehouse:admission';

/** `client`: the device's name among the accounts (`deviceOf`), so that a rotation changes nothing. */
export function decisionName(client: string): string {
  return prefix + client;
}

/**
 * What holds is what the broker enforces; the record only tells an approved client from one that nobody looked at yet.
 * `accounts`: all of one client.
 */
export function standingOf(client: string, accounts: readonly Account[], decision: Decision | null): Standing {
  const held = (role: string) => accounts.some(({ roles }) => roles.includes(role));
  if (held(bannedRole.name)) return 'banned';
  if (held(restrictedRole.name)) return 'restricted';
  if (held(newcomerName(client))) return 'new';
  if (decision === null) return 'new';
  // written, and never carried out: nothing holds it back, so it is what it was
  return decision.is === 'approved' || decision.is === 'new' ? decision.is : decision.before;
}

/** The rule restricted it, or held it back, and somebody let it go. What was written and never carried out was let go by nobody. */
export function isLetGo(decision: Decision | null, rule: string): decision is Decision {
  if (decision?.why !== rule || decision.isHeldBack === true) return false;
  return decision.is === 'approved' || decision.is === 'new';
}
