import type { Device } from '@/core/device';
import { doubtOf, hitsOf, wouldRestrict } from '@/credentials/policies/hits';
import { isMadeName } from '@/credentials/policies/made-names';
import type { Policy } from '@/credentials/policies/policies';
import { previewOf, type Recorded } from '@/credentials/policies/preview';
import { pastWords } from '@/credentials/rights/rights-sentences';

import type { Office } from '../admin';
import type { Client, Look } from './admission-look';
import type { ClientRow, PolicyRow } from './admission-questions';
import { failureWords } from '../failure-words';

/** The administrator who is signed in: never changed from here. */
export function isSelf({ username }: Office, { accounts }: Client): boolean {
  return accounts.some((account) => account.username === username);
}

/** Restricted, or held back as a newcomer, by this rule. */
export function isRestrictedBy({ standing, decision, isHeldBack }: Client, policy: string): boolean {
  return (standing === 'restricted' || (standing === 'new' && isHeldBack)) && decision?.why === policy;
}

/** One client, as the page shows it. `usedHere`: the log-in of the day-to-day connection; null: there is none. */
export function clientRow(
  mine: Office,
  client: Client,
  codes: ReadonlyMap<string, string>,
  usedHere: string | null,
  policies: readonly Policy[],
): ClientRow {
  const { decision } = client;
  const policy = policies.find(({ name }) => name === decision?.why)?.name ?? null;
  return {
    client: client.client,
    device: client.device?.id ?? null,
    standing: client.standing,
    decision: decision && { by: decision.by, at: decision.at, policy },
    pairingCode: codes.get(client.client) ?? null,
    untouchable: isSelf(mine, client) ? failureWords({ kind: 'own-account' }) : null,
    isUsedHere: client.accounts.some(({ username }) => username === usedHere),
  };
}

/** One rule, with what it would do now and would have done in the last while. `usedHere`: as for `clientRow`. */
export function policyRow(
  policy: Policy,
  seen: Look,
  recorded: Recorded,
  now: number,
  usedHere: string | null,
): PolicyRow {
  const { name, title, sentence } = policy;
  const set = seen.modes.get(name);
  const restricted = wouldRestrict(policy, seen);
  const isHere = ({ client, accounts }: Client) =>
    restricted.includes(client) && accounts.some(({ username }) => username === usedHere);
  return {
    name,
    title,
    sentence,
    isMade: isMadeName(name),
    mode: set?.mode ?? 'watch',
    set: set === undefined ? null : { by: set.by, at: set.at },
    hits: hitsOf(policy, seen),
    wouldRestrict: restricted,
    cutsOffHere: seen.clients.find(isHere)?.client ?? null,
    doubt: doubtOf(policy, seen),
    restricts: seen.clients.filter((client) => isRestrictedBy(client, name)).map(({ client }) => client),
    preview: { past: pastWords(now - recorded.since), wouldHave: previewOf(policy, seen, recorded) },
  };
}

const mostNames = 1_000;

/** Each once, for somebody to choose from. */
export function namesOf(devices: readonly Device[]): readonly string[] {
  return [...new Set(devices.map(({ name }) => name))]
    .filter((name) => name !== '')
    .toSorted()
    .slice(0, mostNames);
}
