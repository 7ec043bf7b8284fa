import type { Device, DeviceId } from '@/core/device';

import { isLetGo } from '../admission/standing';
import type { DeviceChoice, Policy, PolicyClient, PolicyCondition, PolicyFacts } from './policies';

/** `client`: whom to restrict; null: there is no log-in of its own to restrict. */
export type PolicyHit = { readonly client: string | null; readonly device: DeviceId | null; readonly words: string };

const dayMs = 86_400_000;

/** Who goes against a policy at this moment. */
export function hitsOf({ against }: Pick<Policy, 'against'>, all: PolicyFacts): readonly PolicyHit[] {
  const facts = against.is === 'unapproved' ? all : { ...all, devices: chosen(all.devices, against.of) };
  switch (against.is) {
    case 'unapproved':
      return unapproved(facts);
    case 'attacked-firmware':
      return ofDevices(
        facts,
        (device) => facts.attackedIn(device).length > 0,
        (device) => attackedWords(device, facts.attackedIn(device)),
      );
    case 'failed-signature':
      return failed(facts);
    case 'in-clear':
      return ofDevices(
        facts,
        ({ transport }) => transport?.value.way === 'clear',
        ({ name }) => `What ${name} says to the broker can be read on your network.`,
      );
    case 'old-login':
      return old(against, facts);
    case 'commands':
      return commanding(against, facts);
  }
}

/** Why a policy restricts nobody at the moment, whoever goes against it; null: it does. */
export function doubtOf({ against }: Pick<Policy, 'against'>, { clockDoubt }: PolicyFacts): string | null {
  return against.is === 'old-login' ? clockDoubt : null;
}

/** Whom enforcing it would restrict now: not who is already, nor administrators, nor whom a person let go. */
export function wouldRestrict(policy: Policy, facts: PolicyFacts): readonly string[] {
  if (doubtOf(policy, facts) !== null) return [];
  const hit = new Set(hitsOf(policy, facts).map(({ client }) => client));
  return facts.clients
    .filter(({ client, standing, administers }) => hit.has(client) && !administers && isFree(standing))
    .filter(({ decision }) => !isLetGo(decision, policy.name))
    .map(({ client }) => client);
}

function isFree(standing: PolicyFacts['clients'][number]['standing']): boolean {
  return standing === 'approved' || standing === 'new';
}

/** No barrier stands before any of its accounts. */
export function isUnbarred({ standing, isHeldBack }: Pick<PolicyClient, 'standing' | 'isHeldBack'>): boolean {
  return standing === 'approved' || (standing === 'new' && !isHeldBack);
}

function unapproved({ clients, began }: PolicyFacts): readonly PolicyHit[] {
  if (!began) return [];
  return clients
    .filter(({ standing, isHeldBack }) => standing === 'new' && !isHeldBack)
    .map(({ client, device }) => hit(client, device, `${device?.name ?? client} was not approved yet.`));
}

function failed(facts: PolicyFacts): readonly PolicyHit[] {
  const said = facts.devices.filter((device) => facts.saidToFail.has(device.id) && !hasFailed(device));
  return [
    ...ofDevices(facts, hasFailed, ({ name }) => `A message in the name of ${name} had a bad signature.`),
    ...said.map(({ id, name }) => ({
      client: null,
      device: id,
      words: `An alert says that a message in the name of ${name} had a bad signature. It was not heard here, so nothing is restricted for it.`,
    })),
  ];
}

/** Seen here, with our own check: nobody can bring a device behind the barrier by telling a story. */
function hasFailed({ proof }: Device): boolean {
  return (proof?.value.failedSince ?? null) !== null;
}

function commanding(
  { role }: Extract<PolicyCondition, { readonly is: 'commands' }>,
  { clients, devices }: PolicyFacts,
): readonly PolicyHit[] {
  return clients
    .filter(({ roles }) => roles.includes(role))
    .flatMap(({ client, commands }) =>
      devices
        .filter(commands)
        .map((device) => hit(client, device, `${client} is a ${role} and may command ${device.name}.`)),
    );
}

/** One of which nobody wrote down when it was made is not taken for old. */
function old(
  { days }: Extract<PolicyCondition, { readonly is: 'old-login' }>,
  { clients, devices, now }: PolicyFacts,
): readonly PolicyHit[] {
  return clients.flatMap(({ client, device, madeAt }) => {
    if (device === null || madeAt === null || !devices.some(({ id }) => id === device.id)) return [];
    const age = Math.floor((now - madeAt) / dayMs);
    return age > days ? [hit(client, device, `The log-in of ${device.name} is ${age} days old.`)] : [];
  });
}

function chosen(devices: readonly Device[], { kinds, name }: DeviceChoice): readonly Device[] {
  return devices.filter(
    (device) => (kinds.length === 0 || kinds.includes(device.kind)) && (name === null || device.name === name),
  );
}

function attackedWords({ name, firmware }: Device, numbers: readonly string[]): string {
  const version = firmware?.value.installed ?? null;
  const first = numbers.slice(0, shownNumbers).join(', ');
  const more = numbers.length > shownNumbers ? ` and ${numbers.length - shownNumbers} more` : '';
  return `The firmware of ${name}${version === null ? '' : `, ${version},`} has a hole that is attacked: ${first}${more}.`;
}

const shownNumbers = 3;

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
