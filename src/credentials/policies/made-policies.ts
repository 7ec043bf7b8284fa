import * as v from 'valibot';

import { deviceKinds } from '@/core/observation';

import { personRoleNames } from '../roles/person-roles';
import { time } from '../told-numbers';
import { conditionWords } from './condition-words';
import { mostMade } from './made-names';
import { policyModes, type Policy, type PolicyCondition, type PolicyName, type SetMode } from './policies';

/** What a rule that a person makes may look at: a newcomer is everybody's business already. */
export type MadeCondition = Exclude<PolicyCondition, { readonly is: 'unapproved' }>;

const choice = v.strictObject({
  kinds: v.pipe(
    v.array(v.picklist(deviceKinds)),
    v.maxLength(deviceKinds.length),
    // in one order, so that the same rule has the same title
    v.transform((kinds) => deviceKinds.filter((kind) => kinds.includes(kind))),
    v.readonly(),
  ),
  name: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(80), v.regex(/^[^\p{Cc}\p{Cf}]*$/u))),
});

const conditionShape = v.variant('is', [
  v.strictObject({ is: v.picklist(['attacked-firmware', 'failed-signature', 'in-clear']), of: choice }),
  v.strictObject({
    is: v.literal('old-login'),
    of: choice,
    days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
  }),
  v.strictObject({ is: v.literal('commands'), of: choice, role: v.picklist(personRoleNames) }),
]);

/** How one stands in the account database; whoever changes what a rule can say counts the version up. */
const recordShape = v.strictObject({
  version: v.literal(1),
  against: conditionShape,
  mode: v.picklist(policyModes),
  by: v.pipe(v.string(), v.maxLength(200)),
  at: time,
});

/** any object at all: what it says is looked at afterwards, so that what is not understood can be named */
export const madeRecordShape = v.record(v.string(), v.unknown());

/** `refused`: it stands there, and nothing is done for it; `words` say why */
export type ReadPolicy =
  | ({ readonly outcome: 'read'; readonly policy: Policy } & SetMode)
  | { readonly outcome: 'refused'; readonly name: string; readonly words: string };

/** `record`: what stands there; undefined: no text that is an object, or a role with rights. Whatever it is, it is an answer. */
export function readMade(name: PolicyName, record: Readonly<Record<string, unknown>> | undefined): ReadPolicy {
  const parsed = v.safeParse(recordShape, record);
  if (parsed.success) {
    const { against, mode, by, at } = parsed.output;
    return { outcome: 'read', policy: madePolicy(name, against), mode, by, at };
  }
  const version = record?.['version'];
  const isNewer = typeof version === 'number' && version > 1;
  return {
    outcome: 'refused',
    name,
    words: isNewer
      ? 'A newer Gatehouse made this rule. This one does not know what it says, so it does nothing for it.'
      : 'What stands in the broker for this rule cannot be read. Nobody is restricted by it.',
  };
}

/** One more than a home has: two browsers made the last one at the same moment. */
export function surplus(name: PolicyName): ReadPolicy {
  const words = `There are more than ${mostMade} rules of your own, and this one is not followed. Take one of them away.`;
  return { outcome: 'refused', name, words };
}

export function writeMade(against: MadeCondition, set: SetMode): object {
  return { version: 1, against, ...set };
}

export function madePolicy(name: PolicyName, against: MadeCondition): Policy {
  return { name, against, ...conditionWords(against) };
}

/** null: that is no condition that a rule can have. */
export function readCondition(asked: unknown): MadeCondition | null {
  const parsed = v.safeParse(conditionShape, asked);
  return parsed.success ? parsed.output : null;
}
