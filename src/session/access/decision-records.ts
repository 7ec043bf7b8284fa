import type { RotationRecord } from '@/core/rotation-record';
import type { AdmissionAct } from '@/credentials/admission/acts';
import { policyNames, policyOf, type PolicyMode, type PolicyName } from '@/credentials/policies/policies';

import type { Client } from './admission-look';

/** Whose log-in it was, and when (ms since the epoch). */
type Doing = { readonly by: string; readonly at: number };

const done: Readonly<Record<AdmissionAct, string>> = {
  approve: 'was approved',
  'hold-back': 'has to wait for approval',
  restrict: 'was restricted',
  ban: 'was banned',
  release: 'was let go',
};

/** What was done with a client. `why`: the rule that wanted it; null: a person did. */
export function recordOfAct(client: Client, act: AdmissionAct, why: string | null, { by, at }: Doing): RotationRecord {
  const { device, client: account } = client;
  const name = device?.name ?? account;
  const rule = act === 'restrict' || act === 'hold-back' ? policyNames.find((one) => one === why) : undefined;
  const sentence = `${name} ${done[act]}${rule === undefined ? '' : ` by the rule “${policyOf(rule).title}”`}.`;
  return record({ account, device: device?.id ?? null, name, sentence }, by, at);
}

/** That a rule is enforced from now on, or only watched. */
export function recordOfPolicy(policy: PolicyName, mode: PolicyMode, { by, at }: Doing): RotationRecord {
  const { title } = policyOf(policy);
  const sentence = `The rule “${title}” is ${mode === 'enforce' ? 'enforced' : 'only watched'} from then on.`;
  return record({ account: policy, device: null, name: title, sentence }, by, at);
}

type What = Pick<RotationRecord, 'account' | 'device' | 'name' | 'sentence'>;

function record(what: What, by: string, at: number): RotationRecord {
  return { ...what, id: `decision ${what.account} ${at}`, way: null, by, at, outcome: 'decided', source: 'here' };
}
