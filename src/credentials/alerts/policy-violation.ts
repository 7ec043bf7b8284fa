import { isLetGo } from '../admission/standing';
import { doubtOf, hitsOf, isUnbarred, type PolicyHit } from '../policies/hits';
import type { Policy, PolicyFacts, PolicyName, SetMode } from '../policies/policies';
import { accountsTopic, type Finding, type FindingRule } from './finding';

/** What the rules of a home rest on. */
export type HomeRules = PolicyFacts & {
  readonly policies: readonly Policy[];
  /** what somebody set; one that nobody set is watched */
  readonly modes: ReadonlyMap<PolicyName, SetMode>;
};

const prefix = 'rule ';

/**
 * Who goes against a rule of this home. Where somebody set that a rule only watches, he wants to see who does, and not to be
 * warned. Not told are those whom a person let go although the rule had restricted them, for that is a waiver with a name
 * and a date, and those who are banned, for the broker does not let them in. What is reckoned by a clock that nobody believes
 * stays as it was.
 */
export const policyViolation: FindingRule<HomeRules> = {
  class: 'policy_violation',
  prefix,
  topic: accountsTopic,
  find: (rules) =>
    rules.policies.flatMap((policy) =>
      hitsOf(policy, rules)
        .filter((hit) => !isSettled(hit, policy, rules))
        .map((hit) => violationOf(hit, policy, rules.modes.get(policy.name))),
    ),
  isUntold: (subject, rules) =>
    rules.policies.some((policy) => doubtOf(policy, rules) !== null && subject.startsWith(subjectOfRule(policy))),
};

function isSettled({ client }: PolicyHit, { name }: Policy, { clients }: HomeRules): boolean {
  const one = clients.find((other) => other.client === client);
  if (one === undefined) return false;
  return one.standing === 'banned' || (isUnbarred(one) && isLetGo(one.decision, name));
}

function violationOf({ client, device, words }: PolicyHit, policy: Policy, set: SetMode | undefined): Finding {
  const { title, against } = policy;
  const isOnlyWatched = set?.mode === 'watch';
  return {
    subject: `${subjectOfRule(policy)}${client ?? device ?? ''} ${against.is === 'commands' ? device : ''}`.trim(),
    device,
    title: words,
    evidence: `It goes against the rule “${title}”, ${modeWords(set)}.`,
    severity: isOnlyWatched ? 'info' : 'warning',
    fix: { kind: 'show-access', label: 'Show rules' },
  };
}

function subjectOfRule({ name }: Policy): string {
  return `${prefix}${name} `;
}

function modeWords(set: SetMode | undefined): string {
  if (set === undefined) return 'which every home has';
  return set.mode === 'watch' ? `which ${set.by} set to watch only` : `which ${set.by} set to be enforced`;
}
