import type { Login } from '@/broker/broker';
import type { Account } from '@/core/log-ins/account';
import type { Failed } from '@/credentials/authority/authority';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import { isOfPerson } from '@/credentials/access-rows';
import { passwordLetters, typedPassword, usernameProblem } from '@/credentials/people/new-login';
import type { Place } from '@/credentials/people/off-board';
import { readUntil, writePersonNote } from '@/credentials/people/person-note';
import { personRows } from '@/credentials/people/person-rows';
import { decisionName } from '@/credentials/admission/standing';
import { writeRecord } from '@/credentials/admission/record';
import { bannedRole } from '@/credentials/roles/device-roles';
import { personRoleOf, personRoles } from '@/credentials/roles/person-roles';
import { isNotifyRole } from '@/credentials/roles/notify-roles';
import { orderRightChoices, orderRightOf } from '@/credentials/roles/order-roles';
import { isUpdateRole, updateRightChoices } from '@/credentials/roles/update-roles';

import type { Pipeline } from '../../hearing/pipeline';
import type { Answerers } from '../../protocol';
import { rightsOf } from '../accounts';
import type { Office } from '../admin';
import { readTerms } from '../admission/age-terms';
import { recordOfPerson } from '../decision-records';
import { letPersonBackIn, logInPlace, offBoardPerson } from './off-boarding';
import { olderRoles, renewRole } from '../rights/older-roles';
import { failureWords } from '../failure-words';
import { makeAccount } from './new-account';
import type { NewPersonRole, PeopleQuestions, RoleChoice } from './people-questions';
import { refused, signInFirst, unanswered } from '../refused';
import { rolesFor } from './roles-for-person';
import { setPassword } from './set-password';

type Parts = {
  readonly pipeline: Pipeline;
  /** null: nobody is signed in */
  readonly office: () => Office | null;
  /** where the broker is; null: nowhere yet */
  readonly login: () => Login | null;
  readonly clock: () => number;
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  /** why nobody's time is over by this clock, in words; null: it is believed */
  readonly clockDoubt: () => string | null;
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  /** where else a person can get in: the codes of locks */
  readonly otherPlaces: (person: string) => readonly Place[];
};

export type People = {
  readonly answers: Answerers<keyof PeopleQuestions>;
  /** an administrator is in: whose time is over is switched off */
  begin(office: Office): void;
};

const ofProgram =
  'It may be a program’s log-in, which would be locked out. Replace it on the page Log-ins: there both are valid until the new one is used.';
const otherRole =
  'The broker has another role of this name. If it is of an older Gatehouse, bring it up to date first.';

export function openPeople(parts: Parts): People {
  const { pipeline, office, clock } = parts;

  /** whose time is over, and what was done in this visit: a barrier that a broker does not take is not asked for at each look */
  const tried = new Set<string>();

  /** Nothing in a broker ends by itself: it is done by the first administrator who comes. */
  async function switchOffExpired(mine: Office): Promise<void> {
    if (parts.clockDoubt() !== null) return;
    const listed = await mine.authority.list(null);
    if (listed.outcome === 'failed') return;
    for (const { username, disabled, note, roles } of listed.accounts) {
      const until = readUntil(note);
      const isOut = disabled && (roles.includes(bannedRole.name) || tried.has(username));
      if (isOut || until === null || until > clock()) continue;
      tried.add(username);
      const ended = await logInPlace(mine, username).remove();
      if (!disabled && ended.outcome !== 'left')
        keep(mine, username, `${username} was switched off: the time set for it was over. ${ended.words}`);
    }
  }

  async function find(mine: Office, username: string): Promise<Account | Failed | null> {
    const looked = await mine.authority.list({ usernames: [username], registers: [] });
    return looked.outcome === 'failed' ? looked : (looked.accounts[0] ?? null);
  }

  const keep = (mine: Office, username: string, sentence: string) =>
    parts.addToHistory([recordOfPerson(username, sentence, { by: mine.username, at: clock() })]);

  return {
    begin: (mine) => void switchOffExpired(mine),
    answers: {
      async people() {
        const mine = office();
        if (mine === null) return { outcome: 'closed' };
        await switchOffExpired(mine);
        const listed = await mine.authority.list(null);
        if (listed.outcome === 'failed') return { outcome: 'unanswered' };
        const rights = await rightsOf(mine, [...new Set(listed.accounts.flatMap(({ roles }) => roles))]);
        const terms = await readTerms(mine, listed.roles);
        const older = await olderRoles(mine, listed.roles);
        if (rights === null || terms === null || older === null) return { outcome: 'unanswered' };
        const people = personRows({
          accounts: listed.accounts,
          rightsOf: rights,
          devices: pipeline.home.devices.values(),
          self: mine.username,
          usedHere: parts.login()?.username ?? null,
          terms: terms.days,
          now: clock(),
        });
        return {
          outcome: 'listed',
          people,
          roles: choices,
          updates: updateRightChoices,
          orders: orderRightChoices,
          older,
        };
      },

      async addPerson({ username, role, until, ...rights }) {
        const mine = office();
        if (mine === null) return signInFirst;
        const problem = usernameProblem(username);
        if (problem !== null) return refused(problem);
        const wanted = await rolesFor(mine, pipeline, username, role, { ...noRights, ...rights });
        if (wanted === null) return refused(`${otherRole} Nobody was added.`);
        if ('outcome' in wanted) return wanted;
        const password = typedPassword(parts.randomBytes(passwordLetters));
        const textdescription = writePersonNote({ by: mine.username, at: clock(), until });
        const account = await makeAccount(mine.security, {
          username,
          password,
          clientId: null,
          note: textdescription,
          roles: wanted,
        });
        if (account.outcome === 'exists') return refused(`There is a log-in ${username} already.`);
        if (account.outcome === 'refused') return account;
        await writeRecord(mine.security, decisionName(username), approvedBy(mine.username, clock()));
        keep(mine, username, `${username} was added: ${labelOf(role)}.`);
        return { outcome: 'added', password };
      },

      async newPassword({ username }) {
        const mine = office();
        if (mine === null) return signInFirst;
        const found = await mine.security.getClient(username);
        if (found.outcome === 'failed') return refused(failureWords(found.failure));
        if (found.value === null) return refused(`There is no log-in ${username} any more.`);
        const rights = await rightsOf(mine, found.value.roles, 'anew');
        if (rights === null) return unanswered;
        // what ends a program’s password before it has the new one locks it out
        if (!isOfPerson(found.value, rights)) return refused(ofProgram);
        const password = typedPassword(parts.randomBytes(passwordLetters));
        const until = readUntil(found.value.textDescription);
        const note = writePersonNote({ by: mine.username, at: clock(), until });
        const trouble = await setPassword(mine, { username, password, note });
        if (trouble !== null) return refused(trouble);
        parts.addToHistory([newPasswordRecord(username, mine.username, clock())]);
        return { outcome: 'added', password };
      },

      async changeRole({ username, role, ...rights }) {
        const mine = office();
        if (mine === null) return signInFirst;
        const account = await find(mine, username);
        if (account === null) return refused(`There is no log-in ${username} any more.`);
        if ('outcome' in account) return refused(failureWords(account.failure));
        const wanted = await rolesFor(mine, pipeline, username, role, { ...noRights, ...rights });
        if (wanted === null) return refused(`${otherRole} Nothing was changed.`);
        if ('outcome' in wanted) return wanted;
        const held = account.roles.filter((name) => personRoleOf(name) !== null || isOfWatcher(name));
        const old = held.filter((name) => !wanted.some((one) => one.name === name));
        const added = wanted.filter(({ name }) => !held.includes(name));
        if (old.length + added.length === 0) return { outcome: 'done' };
        // one batch: nobody else's command comes in between, and what goes, goes first
        const results = await mine.security.run([
          ...old.map((rolename) => ({ command: 'removeClientRole', username, rolename }) as const),
          ...added.map(
            ({ name: rolename, priority }) => ({ command: 'addClientRole', username, rolename, priority }) as const,
          ),
        ]);
        const failure = results.find((result) => result.outcome === 'failed');
        if (failure?.outcome === 'failed') return refused(failureWords(failure.failure));
        // it was this watcher’s own; what is left of it gives nobody anything
        for (const name of old.filter(isNotifyRole)) await mine.security.deleteRole(name);
        keep(mine, username, `${username} has another role from then on: ${labelOf(role)}.`);
        return { outcome: 'done' };
      },

      renewRole: ({ role }) => renewRole(office(), role),

      async offBoard({ username }) {
        const mine = office();
        if (mine === null) return signInFirst;
        if (username === mine.username) return refused(failureWords({ kind: 'own-account' }));
        const otherPlaces = parts.otherPlaces(username);
        return offBoardPerson({ mine, username, otherPlaces, keep: (sentence) => keep(mine, username, sentence) });
      },

      async letBackIn({ username }) {
        const mine = office();
        if (mine === null) return signInFirst;
        return letPersonBackIn({ mine, username, now: clock(), keep: (sentence) => keep(mine, username, sentence) });
      },

      tryBreakGlass: async (login) => (await import('./break-glass')).tryBreakGlass(parts, login),
    },
  };
}

/** what a watcher may besides looking out, where nobody said so */
const noRights = { updates: 'none', orders: 'none', tells: [] } as const;

function isOfWatcher(name: string): boolean {
  return isUpdateRole(name) || isNotifyRole(name) || orderRightOf([name]) !== 'none';
}

function newPasswordRecord(username: string, by: string, at: number): RotationRecord {
  const sentence = `${username} got a new password, and the old one works no more.`;
  const what = {
    account: username,
    device: null,
    name: username,
    way: null,
    outcome: 'replaced',
    source: 'here',
  } as const;
  return { id: `person ${username} ${at}`, by, at, sentence, ...what };
}

export function approvedBy(by: string, at: number) {
  return { is: 'approved', before: 'approved', by, at, why: null, off: [] } as const;
}

function labelOf(role: NewPersonRole): string {
  return choices.find(({ name }) => name === role)?.label ?? role;
}

const choices: readonly RoleChoice[] = [
  ...personRoles.map(({ name, label, sentence }) => ({ name, label, sentence })),
  {
    name: 'administrator',
    label: 'Administrator',
    sentence: 'Changes log-ins and passwords. For that only: nobody lives in the house with it.',
  },
];
