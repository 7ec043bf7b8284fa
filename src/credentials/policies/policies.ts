import * as v from 'valibot';

import type { Device, DeviceId } from '@/core/device';
import type { DeviceKind } from '@/core/observation';

import type { Decision, Standing } from '../admission/standing';
import type { PersonRoleName } from '../roles/person-roles';
import { time } from '../told-numbers';

export const policyNames = ['newcomers', 'exploited-firmware', 'failed-signature', 'guests-and-cameras'] as const;
/** those that every home has */
export type FixedPolicyName = (typeof policyNames)[number];
/** one of them, or one that a person made (`made-policies.ts`) */
export type PolicyName = FixedPolicyName | `made:${string}`;

/** `watch`: who goes against it is named. `enforce`: and restricted, by itself. */
export const policyModes = ['watch', 'enforce'] as const;
export type PolicyMode = (typeof policyModes)[number];

/** `at`: ms since the epoch */
export type SetMode = { readonly mode: PolicyMode; readonly by: string; readonly at: number };

/** How a policy of every home is kept in the account database: who set it, and when. */
export const policyRecordShape = v.object({
  mode: v.picklist(policyModes),
  by: v.pipe(v.string(), v.maxLength(200)),
  at: time,
});

export function policyRecordName(name: PolicyName): string {
  return `gatehouse:policy:${name}`;
}

/** A client as policies look at it. */
export type PolicyClient = {
  readonly client: string;
  readonly standing: Standing;
  readonly decision: Decision | null;
  readonly device: Device | null;
  /** when the oldest of its accounts with a password was made, ms since the epoch; null: nobody wrote it down */
  readonly madeAt: number | null;
  /** what person it is in this home; empty: none of ours */
  readonly roles: readonly PersonRoleName[];
  /** the barrier of newcomers stands before it already */
  readonly isHeldBack: boolean;
  /** the administrator who asks, and whoever else administers: nobody restricts them by a rule */
  readonly administers: boolean;
  /** as the broker weighs its rights; asked only of people of whose role a policy speaks */
  commands(device: Device): boolean;
};

export type PolicyFacts = {
  readonly clients: readonly PolicyClient[];
  readonly devices: readonly Device[];
  /** has anybody said yet who belongs to this home? */
  readonly began: boolean;
  /** what is known to be attacked in the very version that it runs, by number; what is only to be checked is not among it */
  attackedIn(device: Device): readonly string[];
  /** ms since the epoch */
  readonly now: number;
  /** why nobody is to be restricted for an age reckoned by that, in words (`clock-doubt.ts`); null: it is believed */
  readonly clockDoubt: string | null;
  /** devices of which an alert says that a signature was bad. Others may write alerts too, so it names, and restricts nobody */
  readonly saidToFail: ReadonlySet<DeviceId>;
};

/** Which devices are meant. `kinds`: empty is every kind; `name`: the one that is called so now, null is whatever it is called. */
export type DeviceChoice = { readonly kinds: readonly DeviceKind[]; readonly name: string | null };

export const everyDevice: DeviceChoice = { kinds: [], name: null };

/**
 * What goes against a policy, with its parameters. `commands`: people of a role that may command these devices; `old-login`: their
 * log-in was made more than so many days ago; `in-clear`: what they say to the broker can be read on the network.
 */
export type PolicyCondition =
  | { readonly is: 'unapproved' }
  | { readonly is: 'attacked-firmware' | 'failed-signature' | 'in-clear'; readonly of: DeviceChoice }
  | { readonly is: 'old-login'; readonly of: DeviceChoice; readonly days: number }
  | { readonly is: 'commands'; readonly of: DeviceChoice; readonly role: PersonRoleName };

export type Policy = {
  readonly name: PolicyName;
  readonly title: string;
  readonly sentence: string;
  readonly against: PolicyCondition;
};

/** What should hold in every home, as data; `hits.ts` looks who goes against it. */
export const policies: readonly Policy[] = [
  {
    name: 'newcomers',
    title: 'Newcomers wait for approval',
    sentence: 'A log-in that was made elsewhere may announce itself and do nothing else until somebody approves it.',
    against: { is: 'unapproved' },
  },
  {
    name: 'exploited-firmware',
    title: 'Firmware with a known hole is restricted',
    sentence:
      'A device that runs a firmware with a hole that is attacked elsewhere may do nothing until somebody lets it go. Update it by its own page or app: through the broker it hears nothing meanwhile.',
    against: { is: 'attacked-firmware', of: everyDevice },
  },
  {
    name: 'failed-signature',
    title: 'A device that fails a signature is restricted',
    sentence: 'What it sends cannot be its own word any more, or its key was taken.',
    against: { is: 'failed-signature', of: everyDevice },
  },
  {
    name: 'guests-and-cameras',
    title: 'Cameras take no commands from guests',
    sentence:
      'The guest’s role allows none. A guest who may command one all the same, by another role or a group, may do nothing until somebody lets the guest go.',
    against: { is: 'commands', role: 'guest', of: { kinds: ['camera', 'doorbell'], name: null } },
  },
];

export function policyOf(name: FixedPolicyName): Policy {
  return policies.find((one) => one.name === name)!; // each name has its policy: a test says so
}
