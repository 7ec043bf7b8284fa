import type { RotationRecord } from '@/core/log-ins/rotation-record';
import type { AdmissionAct } from '@/credentials/admission/acts';
import type { Policy, PolicyMode } from '@/credentials/policies/policies';

import type { Client } from './admission/admission-look';

/** Whose log-in it was, and when (ms since the epoch). */
type Doing = { readonly by: string; readonly at: number };

const done: Readonly<Record<AdmissionAct, string>> = {
  approve: 'was approved',
  'hold-back': 'has to wait for approval',
  restrict: 'was restricted',
  ban: 'was banned',
  release: 'was let go',
};

/** What was done with a client. `rule`: what wanted it; null: a person did. */
export function recordOfAct(
  client: Client,
  act: AdmissionAct,
  rule: Pick<Policy, 'title'> | null,
  { by, at }: Doing,
): RotationRecord {
  const { device, client: account } = client;
  const name = device?.name ?? account;
  const isOfRule = rule !== null && (act === 'restrict' || act === 'hold-back');
  const sentence = `${name} ${done[act]}${isOfRule ? ` by the rule “${rule.title}”` : ''}.`;
  return record({ account, device: device?.id ?? null, name, sentence }, by, at);
}

/** What became of a person’s log-in, in one sentence or a few. */
export function recordOfPerson(username: string, sentence: string, { by, at }: Doing): RotationRecord {
  return record({ account: username, device: null, name: username, sentence }, by, at);
}

/** That a rule is enforced from now on, or only watched; that somebody made it, or took it away. */
export function recordOfPolicy(
  { name, title }: Pick<Policy, 'name' | 'title'>,
  did: PolicyMode | 'made' | 'removed',
  { by, at }: Doing,
): RotationRecord {
  const sentence = `The rule “${title}” ${changes[did]}.`;
  return record({ account: name, device: null, name: title, sentence }, by, at);
}

const changes: Readonly<Record<PolicyMode | 'made' | 'removed', string>> = {
  enforce: 'is enforced from then on',
  watch: 'is only watched from then on',
  made: 'was made, and is watched',
  removed: 'was taken away',
};

/** That the accounts were brought back, or that all passwords were changed without a backup of them. */
export function recordOfBackup(did: keyof typeof backups, { by, at }: Doing): RotationRecord {
  return record({ account: 'gatehouse:backup', device: null, name: 'All accounts', sentence: backups[did] }, by, at);
}

const backups = {
  restored: 'All accounts were brought back from a backup.',
  without: 'A rotation of everything was begun without a backup of the accounts.',
};

type What = Pick<RotationRecord, 'account' | 'device' | 'name' | 'sentence'>;

function record(what: What, by: string, at: number): RotationRecord {
  return { ...what, id: `decision ${what.account} ${at}`, way: null, by, at, outcome: 'decided', source: 'here' };
}
