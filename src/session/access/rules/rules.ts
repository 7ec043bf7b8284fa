import type { RotationRecord } from '@/core/log-ins/rotation-record';
import type { AdmissionAct } from '@/credentials/admission/acts';
import { writeRecord } from '@/credentials/admission/record';
import { isMadeName, mostMade } from '@/credentials/policies/made-names';
import { madePolicy, readCondition, writeMade } from '@/credentials/policies/made-policies';
import { policyRecordName, type Policy, type SetMode } from '@/credentials/policies/policies';
import { shortList } from '@/credentials/rights/rights-sentences';

import type { Answerers } from '../../protocol';
import type { Office } from '../admin';
import type { Client, Look } from '../admission/admission-look';
import type { AdmissionQuestions } from '../admission/admission-questions';
import { isRestrictedBy } from '../admission/admission-rows';
import { recordOfPolicy } from '../decision-records';
import { failureWords } from '../failure-words';
import type { DoneAnswer } from '../people/people-questions';
import { refused, signInFirst, unanswered } from '../refused';

type Parts = {
  /** null: nobody is signed in */
  readonly office: () => Office | null;
  readonly look: (mine: Office) => Promise<Look | null>;
  readonly lookAndEnforce: (mine: Office) => Promise<Look | null>;
  readonly act: (mine: Office, client: Client, what: AdmissionAct, why: string | null) => Promise<DoneAnswer>;
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  readonly clock: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
};

const done = { outcome: 'done' } as const;
const noSuchRule = 'There is no such rule any more.';

/** Rules are made, set and taken away here. Each stands in the account database, so that every browser follows the same. */
export function openRules({
  office,
  look,
  lookAndEnforce,
  act,
  addToHistory,
  clock,
  randomBytes,
}: Parts): Answerers<Extract<keyof AdmissionQuestions, `${string}Policy`>> {
  async function write(mine: Office, { name, against }: Policy, set: SetMode): Promise<DoneAnswer> {
    const isMade = isMadeName(name) && against.is !== 'unapproved';
    const written = await writeRecord(mine.security, policyRecordName(name), isMade ? writeMade(against, set) : set);
    return written.outcome === 'failed' ? refused(failureWords(written.failure)) : done;
  }

  /** One that people made is only changed: whoever takes it away elsewhere at this moment has taken it away. */
  async function change(mine: Office, policy: Policy, set: SetMode): Promise<DoneAnswer> {
    const { name, against } = policy;
    if (!isMadeName(name) || against.is === 'unapproved') return write(mine, policy, set);
    const textname = JSON.stringify(writeMade(against, set));
    const [changed] = await mine.security.run([{ command: 'modifyRole', rolename: policyRecordName(name), textname }]);
    if (changed?.outcome === 'done') return done;
    const failure = changed?.failure ?? ({ kind: 'unanswered' } as const);
    return refused(failure.kind === 'missing' ? noSuchRule : failureWords(failure));
  }

  async function letGo(mine: Office, seen: Look, name: string): Promise<DoneAnswer> {
    const held: string[] = [];
    let why = '';
    for (const client of seen.clients.filter((one) => isRestrictedBy(one, name))) {
      const released = await act(mine, client, 'release', null);
      if (released.outcome === 'done') continue;
      held.push(client.device?.name ?? client.client);
      why = released.reason;
    }
    return held.length === 0 ? done : refused(`Still restricted: ${shortList(held)}. ${why}`);
  }

  async function letGoNow(mine: Office, name: string): Promise<DoneAnswer> {
    const seen = await look(mine);
    return seen === null ? unanswered : letGo(mine, seen, name);
  }

  return {
    async setPolicy({ name, mode }) {
      const mine = office();
      if (mine === null) return signInFirst;
      const known = await look(mine);
      if (known === null) return unanswered;
      const policy = known.policies.find((one) => one.name === name);
      if (policy === undefined) return refused(noSuchRule);
      const doing = { by: mine.username, at: clock() };
      const written = await change(mine, policy, { mode, ...doing });
      if (written.outcome === 'refused') return written;
      addToHistory([recordOfPolicy(policy, mode, doing)]);
      const seen = await lookAndEnforce(mine);
      if (seen === null) return unanswered;
      return mode === 'enforce' ? done : letGo(mine, seen, name);
    },

    async makePolicy({ against: asked }) {
      const mine = office();
      if (mine === null) return signInFirst;
      const against = readCondition(asked);
      if (against === null) return refused('That is no rule that Gatehouse knows.');
      const seen = await look(mine);
      if (seen === null) return unanswered;
      const made = seen.policies.filter((one) => isMadeName(one.name));
      if (made.length + seen.unreadable.length >= mostMade)
        return refused(`There are ${mostMade} rules of your own already. Take one away first.`);
      const letters = [...randomBytes(8)].map((byte) => (byte % 36).toString(36)).join('');
      const policy = madePolicy(`made:${letters}`, against);
      if (seen.policies.some(({ title }) => title === policy.title)) return refused('There is this rule already.');
      const doing = { by: mine.username, at: clock() };
      const written = await write(mine, policy, { mode: 'watch', ...doing });
      if (written.outcome === 'refused') return written;
      addToHistory([recordOfPolicy(policy, 'made', doing)]);
      return done;
    },

    async removePolicy({ name }) {
      const mine = office();
      if (mine === null) return signInFirst;
      if (!isMadeName(name)) return refused('A rule of every home can be only watched, and not taken away.');
      const seen = await look(mine);
      if (seen === null) return unanswered;
      const policy = seen.policies.find((one) => one.name === name);
      const doing = { by: mine.username, at: clock() };
      if (policy !== undefined) {
        // first: whoever is let go while it is enforced would be restricted again by the next look, here or in another browser;
        // and as long as it stands, its card stands too, and what went wrong can be done again
        const written = await change(mine, policy, { mode: 'watch', ...doing });
        const isWatched = written.outcome === 'done' || written.reason === noSuchRule;
        const released = isWatched ? await letGoNow(mine, name) : written;
        if (released.outcome === 'refused') return released;
      }
      const deleted = await mine.security.deleteRole(policyRecordName(name));
      if (deleted.outcome === 'failed' && deleted.failure.kind !== 'missing')
        return refused(failureWords(deleted.failure));
      if (policy !== undefined) addToHistory([recordOfPolicy(policy, 'removed', doing)]);
      return letGoNow(mine, name); // whom a browser restricted by it in the last moment, or a newer one that can read it
    },
  };
}
