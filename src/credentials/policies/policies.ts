import * as v from 'valibot';

import type { Device, DeviceId } from '@/core/device';

import type { Decision, Standing } from '../admission/standing';

export const policyNames = ['newcomers', 'exploited-firmware', 'failed-signature', 'guests-and-cameras'] as const;
export type PolicyName = (typeof policyNames)[number];

/** `watch`: who goes against it is named. `enforce`: and restricted, by itself. */
export const policyModes = ['watch', 'enforce'] as const;
export type PolicyMode = (typeof policyModes)[number];

/** How a policy is kept in the account database: who set it, and when. */
export const policyRecordShape = v.object({
  mode: v.picklist(policyModes),
  by: v.pipe(v.string(), v.maxLength(200)),
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
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
  /** when the oldest of its accounts was made, ms since the epoch; null: nobody wrote it down */
  readonly madeAt: number | null;
  readonly isGuest: boolean;
  /** the barrier of newcomers stands before it already */
  readonly isHeldBack: boolean;
  /** the administrator who asks, and whoever else administers: nobody restricts them by a rule */
  readonly administers: boolean;
  maySend(topic: string): boolean;
};

export type PolicyFacts = {
  readonly clients: readonly PolicyClient[];
  readonly devices: readonly Device[];
  /** has anybody said yet who belongs to this home? */
  readonly began: boolean;
  /** what is known to be attacked in the very version that it runs, by number; what is only to be checked is not among it */
  attackedIn(device: Device): readonly string[];
  /** devices of which an alert says that a signature was bad. Others may write alerts too, so it names, and restricts nobody */
  readonly saidToFail: ReadonlySet<DeviceId>;
};

/** `client`: whom to restrict; null: there is no log-in of its own to restrict. */
export type PolicyHit = { readonly client: string | null; readonly device: DeviceId | null; readonly words: string };

export type Policy = {
  readonly name: PolicyName;
  readonly title: string;
  readonly sentence: string;
  /** why it can only be watched; null: it can be enforced */
  readonly onlyWatched: string | null;
  hits(facts: PolicyFacts): readonly PolicyHit[];
};

/** What should hold in every home, as data. Each looks at the facts of one moment and names who goes against it. */
export const policies: readonly Policy[] = [
  {
    name: 'newcomers',
    title: 'Newcomers wait for approval',
    sentence: 'A log-in that was made elsewhere may announce itself and do nothing else until somebody approves it.',
    onlyWatched: null,
    hits: ({ clients, began }) =>
      began
        ? clients
            .filter(({ standing, isHeldBack }) => standing === 'new' && !isHeldBack)
            .map(({ client, device }) => hit(client, device, `${device?.name ?? client} was not approved yet.`))
        : [],
  },
  {
    name: 'exploited-firmware',
    title: 'Firmware with a known hole is restricted',
    sentence:
      'A device that runs a firmware with a hole that is attacked elsewhere may do nothing until somebody lets it go. Update it by its own page or app: through the broker it hears nothing meanwhile.',
    onlyWatched: null,
    hits: (facts) =>
      ofDevices(
        facts,
        (device) => facts.attackedIn(device).length > 0,
        (device) => attackedWords(device, facts.attackedIn(device)),
      ),
  },
  {
    name: 'failed-signature',
    title: 'A device that fails a signature is restricted',
    sentence: 'What it sends cannot be its own word any more, or its key was taken.',
    onlyWatched: null,
    hits: (facts) => [
      ...ofDevices(facts, hasFailed, ({ name }) => `A message in the name of ${name} had a bad signature.`),
      ...facts.devices
        .filter((device) => facts.saidToFail.has(device.id) && !hasFailed(device))
        .map(({ id, name }) => ({
          client: null,
          device: id,
          words: `An alert says that a message in the name of ${name} had a bad signature. It was not heard here, so nothing is restricted for it.`,
        })),
    ],
  },
  {
    name: 'guests-and-cameras',
    title: 'Cameras take no commands from guests',
    sentence: 'The guest’s role allows none. Whoever has it beside another role is named here.',
    onlyWatched: 'The role of guests holds it already. Who is named here has another role too: change it under People.',
    hits: ({ clients, devices }) =>
      clients
        .filter(({ isGuest }) => isGuest)
        .flatMap(({ client, maySend }) =>
          devices
            .filter(({ kind }) => kind === 'camera' || kind === 'doorbell')
            .filter((camera) => commandTopics(camera).some(maySend))
            .map((camera) => hit(client, camera, `${client} is a guest and may command ${camera.name}.`)),
        ),
  },
];

export function policyOf(name: PolicyName): Policy {
  return policies.find((one) => one.name === name)!; // each name has its policy: a test says so
}

/** Whom enforcing it would restrict now: not who is already, nor administrators, nor whom a person let go. */
export function wouldRestrict(policy: Policy, facts: PolicyFacts): readonly string[] {
  if (policy.onlyWatched !== null) return [];
  const hit = new Set(policy.hits(facts).map(({ client }) => client));
  return facts.clients
    .filter(({ client, standing, administers }) => hit.has(client) && !administers && isFree(standing))
    .filter(({ decision }) => decision?.why !== policy.name)
    .map(({ client }) => client);
}

function isFree(standing: Standing): boolean {
  return standing === 'approved' || standing === 'new';
}

/** Seen here, with our own check: nobody can bring a device behind the barrier by telling a story. */
function hasFailed({ proof }: Device): boolean {
  return (proof?.value.failedSince ?? null) !== null;
}

function attackedWords({ name, firmware }: Device, numbers: readonly string[]): string {
  const version = firmware?.value.installed ?? null;
  const first = numbers.slice(0, shownNumbers).join(', ');
  const more = numbers.length > shownNumbers ? ` and ${numbers.length - shownNumbers} more` : '';
  return `The firmware of ${name}${version === null ? '' : `, ${version},`} has a hole that is attacked: ${first}${more}.`;
}

const shownNumbers = 3;

/** Where Gatehouse's own cameras take commands; what others call it is in their conventions. */
function commandTopics({ login }: Device): readonly string[] {
  const id = login?.value.clientId ?? null;
  return id === null ? [] : [`gatehouse/v1/device/${id}/command`];
}

function ofDevices(
  { clients, devices }: PolicyFacts,
  isMeant: (device: Device) => boolean,
  words: (device: Device) => string,
): readonly PolicyHit[] {
  return devices.filter(isMeant).map((device) => {
    const own = clients.find((one) => one.device?.id === device.id);
    return own === undefined
      ? {
          client: null,
          device: device.id,
          words: `${words(device)} It has no log-in of its own that could be restricted.`,
        }
      : hit(own.client, device, words(device));
  });
}

function hit(client: string, device: Device | null, words: string): PolicyHit {
  return { client, device: device?.id ?? null, words };
}
