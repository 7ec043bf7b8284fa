import type { Login } from '@/broker/broker';
import { isLive, type Alert, type AlertSignal } from '@/core/alerts/alert';
import type { FirmwareKnowledge } from '@/core/firmware/advisory';
import type { Device, DeviceId } from '@/core/device';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import type { AuthorityFailure } from '@/credentials/authority/authority';
import { commandsOf, decisionOf, unfinishedAct, type AdmissionAct } from '@/credentials/admission/acts';
import { writeRecord } from '@/credentials/admission/record';
import { admissionBegan, decisionName } from '@/credentials/admission/standing';
import { barred } from '@/credentials/alerts/barred';
import { credentialOverdue } from '@/credentials/alerts/credential-overdue';
import { signalsOf, type FindingRule } from '@/credentials/alerts/finding';
import { policyViolation } from '@/credentials/alerts/policy-violation';
import { isUnbarred, wouldRestrict } from '@/credentials/policies/hits';
import type { Policy } from '@/credentials/policies/policies';
import type { Recorded } from '@/credentials/policies/preview';
import { ensureRole } from '@/credentials/roles/ensure-role';
import { deviceTopic } from '@/credentials/roles/rules';
import { deviceOf } from '@/credentials/rotation/facts';

import { judgeBy } from '@/firmware/judge';

import type { Pipeline } from '../../hearing/pipeline';
import { openTurns } from '../../in-turn';
import type { Answerers } from '../../protocol';
import { addDevice } from './add-device';
import type { Office } from '../admin';
import { changeTerm } from './age-terms';
import { lookAtClients, type Client, type Look } from './admission-look';
import type { AdmissionQuestions } from './admission-questions';
import { clientRow, isSelf, namesOf, policyRow } from './admission-rows';
import { recordOfAct } from '../decision-records';
import { barrierFor, canAnnounceItself } from './barriers';
import { failureWords } from '../failure-words';
import { pairingCodes } from './pairing';
import { approvedBy } from '../people/people';
import type { DoneAnswer } from '../people/people-questions';
import { refused, signInFirst, unanswered } from '../refused';
import { waysInto } from '../things';

type Parts = {
  readonly pipeline: Pipeline;
  /** null: nobody is signed in */
  readonly office: () => Office | null;
  /** what the page is connected with day to day; null: nothing */
  readonly login: () => Login | null;
  readonly alerts: () => Iterable<Alert>;
  /** of firmware, as much as was read till now */
  readonly knowledge: () => FirmwareKnowledge;
  /** writes down for everybody in the house how old a code may be */
  readonly noteCodeTerm: (days: number | null) => Promise<void>;
  /** what was heard in the last while */
  readonly recorded: () => Recorded;
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  readonly signal: (signals: readonly AlertSignal[]) => void;
  readonly clock: () => number;
  /** ms since anything, never set right */
  readonly steady: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
};

export type Admission = {
  readonly answers: Answerers<keyof AdmissionQuestions>;
  /** an administrator is in: as long as that is so, what is to be enforced is enforced */
  begin(office: Office): void;
  stop(): void;
};

const enforceEveryMs = 30_000;
/** the second finds nothing to do any more, unless somebody makes accounts at that very moment */
const mostRounds = 4;
const done = { outcome: 'done' } as const;

export function openAdmission({
  pipeline,
  office,
  login,
  alerts,
  knowledge,
  recorded,
  noteCodeTerm,
  addToHistory,
  signal,
  clock,
  steady,
  randomBytes,
}: Parts): Admission {
  let enforcing: ReturnType<typeof setInterval> | undefined;
  const aheadAtFirst = clock() - steady(); // what is wrong with it from the start, devices that sign tell
  /** two looks at once would restrict one client twice, or again whom a person has just let go */
  const inTurn = openTurns();

  function look(mine: Office): Promise<Look | null> {
    const failed = [...alerts()].filter((alert) => alert.class === 'bad_signature' && isLive(alert));
    return lookAtClients(
      mine,
      pipeline.home,
      new Set(failed.flatMap(({ device }): DeviceId[] => (device === null ? [] : [device]))),
      attackedIn,
      (device) => waysInto(device, pipeline.readers),
      clock(),
      clock() - steady() - aheadAtFirst,
    );
  }

  function attackedIn(device: Device): readonly string[] {
    const { exposures } = judgeBy(knowledge()).judge(device, clock());
    return exposures.flatMap(({ state, advisory }) => (state === 'affected' ? [advisory.cve] : []));
  }

  /** `why`: the name of the policy that it is about, `rule`: which wants it; null: a person does */
  async function act(
    mine: Office,
    client: Client,
    what: AdmissionAct,
    why: string | null,
    rule: Policy | null = null,
  ): Promise<DoneAnswer> {
    if (isSelf(mine, client) && what !== 'approve') return refused(failureWords({ kind: 'own-account' }));
    const raised = await ensureBarrier(mine, client, what);
    if (raised.outcome === 'refused') return raised;
    const { accounts, standing, decision } = client;
    const doing = { by: mine.username, at: clock() };
    const record = decisionOf(what, { standing, decision, accounts, ...doing, why });
    // written first: an undo needs to know what was so before, also when nothing comes after this
    const written = await writeRecord(mine.security, decisionName(client.client), record);
    if (written.outcome === 'failed') return refused(failureWords(written.failure));
    const carried = await carryOut(mine, client, what);
    if (carried.outcome === 'refused') return carried;
    addToHistory([recordOfAct(client, what, rule, doing)]);
    return done;
  }

  /** What was begun, here or elsewhere, and did not come to each account of a client, or not to the one that it has by now. */
  async function finish(mine: Office, client: Client): Promise<boolean> {
    const what = unfinishedAct(client.client, client.accounts, client.decision);
    if (what === null || isSelf(mine, client)) return false;
    // what a rule wrote and never did is the rule's to do again, if it is still enforced
    if (isUnbarred(client) && client.decision?.why !== null) return false;
    const raised = await ensureBarrier(mine, client, what);
    return raised.outcome === 'done' && (await carryOut(mine, client, what)).outcome === 'done';
  }

  async function enforce(mine: Office, seen: Look): Promise<boolean> {
    let isChanged = false;
    for (const client of seen.clients) isChanged = (await finish(mine, client)) || isChanged;
    for (const policy of seen.policies) {
      if (seen.modes.get(policy.name)?.mode !== 'enforce') continue;
      for (const name of wouldRestrict(policy, seen)) {
        const client = seen.clients.find((one) => one.client === name);
        if (client === undefined || isSelf(mine, client)) continue;
        const barrier = policy.name === 'newcomers' && canAnnounceItself(name) ? 'hold-back' : 'restrict';
        isChanged = (await act(mine, client, barrier, policy.name, policy)).outcome === 'done' || isChanged;
      }
    }
    return isChanged;
  }

  async function lookAndEnforce(mine: Office): Promise<Look | null> {
    const seen = await look(mine);
    const now = seen !== null && (await enforce(mine, seen)) ? await look(mine) : seen;
    if (now !== null) {
      const tell = (rule: FindingRule<Look>) => signal(signalsOf(rule, now, alerts(), clock()));
      tell(policyViolation);
      tell(credentialOverdue);
      tell(barred);
    }
    return now;
  }

  const lookInTurn = (mine: Office) => inTurn.shared(mine, () => lookAndEnforce(mine));

  async function admit({ client: name, act: what }: AdmissionQuestions['admit']['ask']): Promise<DoneAnswer> {
    const mine = office();
    if (mine === null) return signInFirst;
    const seen = await look(mine);
    if (seen === null) return unanswered;
    const client = seen.clients.find((one) => one.client === name);
    if (client === undefined) return refused(`There is no log-in ${name} any more.`);
    // what a person lets go, the policy that had restricted it does not take again
    return act(mine, client, what, what === 'release' ? (client.decision?.why ?? null) : null);
  }

  async function approveAll(): Promise<DoneAnswer> {
    const mine = office();
    if (mine === null) return signInFirst;
    const seen = await look(mine);
    if (seen === null) return unanswered;
    for (const { client, standing } of seen.clients) {
      if (standing !== 'new') continue;
      const written = await writeRecord(mine.security, decisionName(client), approvedBy(mine.username, clock()));
      if (written.outcome === 'failed') return refused(failureWords(written.failure));
    }
    // last: as long as it is missing, nobody counts as a newcomer
    const began = await writeRecord(mine.security, admissionBegan, { by: mine.username, at: clock() });
    return began.outcome === 'failed' ? refused(failureWords(began.failure)) : done;
  }

  /** rules are changed now and then: what does it is loaded when somebody does */
  const rules = async () =>
    (await import('../rules/rules')).openRules({ office, look, lookAndEnforce, act, addToHistory, clock, randomBytes });

  return {
    begin(mine) {
      enforcing = setInterval(() => void lookInTurn(mine), enforceEveryMs);
    },
    stop: () => clearInterval(enforcing),
    answers: {
      async admission() {
        const mine = office();
        if (mine === null) return { outcome: 'closed' };
        const seen = await lookInTurn(mine);
        if (seen === null) return { outcome: 'unanswered' };
        const waiting = seen.began ? seen.clients.filter(({ standing }) => standing === 'new') : [];
        const usedHere = login()?.username ?? null;
        const codes = await pairingCodes(
          mine,
          waiting
            .filter(({ accounts }) => accounts.some(({ clientId }) => clientId !== null))
            .map(({ client }) => client),
        );
        return {
          outcome: 'listed',
          began: seen.began,
          clients: seen.clients.map((client) => clientRow(mine, client, codes, usedHere, seen.policies)),
          policies: seen.policies.map((policy) => policyRow(policy, seen, recorded(), clock(), usedHere)),
          unreadable: seen.unreadable.map(({ name, words }) => ({ name, words })),
          deviceNames: namesOf(seen.devices),
          ages: seen.terms,
        };
      },

      // a ban waits for the look that goes on, and for no other
      admit: (about) => inTurn.first(() => admit(about)),
      approveAll: () => inTurn(approveAll),

      async addDevice({ id }) {
        const mine = office();
        return mine === null ? signInFirst : addDevice(mine, id, clock(), randomBytes);
      },

      async setAge({ kind, days }) {
        const mine = office();
        if (mine === null) return signInFirst;
        const changed = await changeTerm(mine, kind, days, clock());
        if (changed.outcome === 'refused') return changed;
        if (kind === 'lock-code') await noteCodeTerm(days);
        await lookInTurn(mine);
        return done;
      },

      setPolicy: (about) => inTurn(async () => (await rules()).setPolicy(about)),
      makePolicy: (about) => inTurn(async () => (await rules()).makePolicy(about)),
      removePolicy: (about) => inTurn(async () => (await rules()).removePolicy(about)),
    },
  };
}

async function ensureBarrier({ security }: Office, { client }: Client, what: AdmissionAct): Promise<DoneAnswer> {
  const barrier = barrierFor(what, client);
  const ensured = barrier === null ? done : await ensureRole(security, barrier);
  if (ensured.outcome === 'failed') return refused(failureWords(ensured.failure));
  return ensured.outcome === 'foreign'
    ? refused('The broker has another role of this name. Nothing was changed.')
    : done;
}

/** For all its accounts, the one as well that a rotation makes meanwhile, which may be about to delete the other. */
async function carryOut(mine: Office, client: Client, what: AdmissionAct): Promise<DoneAnswer> {
  let { accounts } = client;
  let failure: AuthorityFailure = { kind: 'unanswered' };
  for (let round = 0; round < mostRounds; round += 1) {
    const commands = commandsOf(what, client.client, accounts, client.decision);
    if (commands.length === 0) {
      if (what === 'ban') sayOffline(mine, client);
      return done;
    }
    const failed = (await mine.security.run(commands)).find((result) => result.outcome === 'failed');
    if (failed?.outcome === 'failed') failure = failed.failure;
    // of an account that is gone by now nothing is left to do
    if (failed !== undefined && failure.kind !== 'missing') break;
    const listed = await mine.authority.list({ usernames: namesOfAccounts(client), registers: [] });
    if (listed.outcome === 'failed') return refused(failureWords(listed.failure));
    accounts = listed.accounts.filter((one) => deviceOf(one) === client.client);
  }
  return refused(failureWords(failure));
}

/** Those that there are, and those that there may be by now. */
function namesOfAccounts({ client, accounts }: Client): readonly string[] {
  return [...new Set([...accounts.map(({ username }) => username), client, `${client}.a`, `${client}.b`])];
}

/** A kick tells nobody (CREDENTIALS.md, finding 3): the retained "online" would stay for ever. */
function sayOffline({ broker }: Office, { client, device }: Client): void {
  if (device?.conventions.includes('gatehouse') !== true) return;
  const status = { topic: deviceTopic(client, 'status'), payload: JSON.stringify({ status: 'offline' }) };
  void broker.publish({ ...status, qos: 1, retain: true });
}
