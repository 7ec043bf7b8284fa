import type { Account } from '@/core/log-ins/account';

import type { ControlCommand } from '../authority/control-command';
import { bannedRole, barrierPriority, newcomerName, restrictedRole } from '../roles/device-roles';
import type { Decision, Standing } from './standing';

/**
 * `hold-back`: it may announce itself and nothing else, until somebody approves it. `release`: ends that, a restriction or a
 * ban; what the client could before, it can again.
 */
export const admissionActs = ['approve', 'hold-back', 'restrict', 'ban', 'release'] as const;
export type AdmissionAct = (typeof admissionActs)[number];

/**
 * The commands of one act, for all accounts of a client. Only barriers come and go, in front of the roles it holds, so nothing
 * has to be remembered for the way back; and each act may be repeated after it stopped half way.
 */
export function commandsOf(
  act: AdmissionAct,
  client: string,
  accounts: readonly Account[],
  decision: Decision | null,
): readonly ControlCommand[] {
  return accounts.flatMap(({ username, roles, disabled }): readonly ControlCommand[] => {
    const raise = (rolename: string): readonly ControlCommand[] =>
      roles.includes(rolename) ? [] : [{ command: 'addClientRole', username, rolename, priority: barrierPriority }];
    const lower = (rolename: string): readonly ControlCommand[] =>
      roles.includes(rolename) ? [{ command: 'removeClientRole', username, rolename }] : [];
    switch (act) {
      case 'approve':
        return [...lower(newcomerName(client)), ...lower(restrictedRole.name)];
      case 'hold-back':
        return raise(newcomerName(client));
      case 'restrict':
        return raise(restrictedRole.name);
      case 'ban':
        // the barrier first: should nothing come after it, the client may do nothing all the same
        return [...raise(bannedRole.name), ...(disabled ? [] : [{ command: 'disableClient', username } as const])];
      case 'release': {
        const wasOn = disabled && roles.includes(bannedRole.name) && decision?.off.includes(username) !== true;
        // the barrier last: as long as it stands, a second attempt knows that the account was banned
        return [
          ...(wasOn ? [{ command: 'enableClient', username } as const] : []),
          ...(wasHeldBack(decision) ? lower(newcomerName(client)) : []),
          ...lower(restrictedRole.name),
          ...lower(bannedRole.name),
        ];
      }
    }
  });
}

/**
 * The act of which something is to be done still: the page may have been closed when it was written down, and not carried out
 * for each account. null: all stands as it was decided.
 */
export function unfinishedAct(
  client: string,
  accounts: readonly Account[],
  decision: Decision | null,
): AdmissionAct | null {
  const act = decision === null ? null : barringAct(decision);
  return act !== null && commandsOf(act, client, accounts, decision).length > 0 ? act : null;
}

function barringAct({ is, isHeldBack }: Decision): AdmissionAct | null {
  switch (is) {
    case 'banned':
      return 'ban';
    case 'restricted':
      return 'restrict';
    case 'new':
      return isHeldBack === true ? 'hold-back' : null;
    case 'approved':
      return null;
  }
}

/** By a rule, when it was here already: one that was made as a newcomer's log-in waits for a person, whatever the rules. */
function wasHeldBack(decision: Decision | null): boolean {
  return decision?.is === 'new' && decision.why !== null;
}

/** What is written down of it. `standing`: what the client was until now. */
export function decisionOf(act: AdmissionAct, { standing, decision, accounts, by, at, why }: DecisionParts): Decision {
  const isBarred = standing === 'restricted' || standing === 'banned';
  const before = isBarred ? (decision?.before ?? 'new') : standing;
  const off =
    standing === 'banned'
      ? (decision?.off ?? [])
      : accounts.filter(({ disabled }) => disabled).map(({ username }) => username);
  const said = { before, by, at, why, off } as const;
  switch (act) {
    case 'approve':
      return { ...said, is: 'approved', before: 'approved' };
    case 'hold-back':
      return { ...said, is: 'new', before: 'new', isHeldBack: true };
    case 'restrict':
      return { ...said, is: 'restricted' };
    case 'ban':
      return { ...said, is: 'banned' };
    case 'release':
      return { ...said, is: before };
  }
}

type DecisionParts = {
  readonly standing: Standing;
  readonly decision: Decision | null;
  readonly accounts: readonly Account[];
  readonly by: string;
  readonly at: number;
  readonly why: string | null;
};
