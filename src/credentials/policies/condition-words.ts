import { listed } from '@/core/list-words';
import type { DeviceKind } from '@/core/observation';

import type { PersonRoleName } from '../roles/person-roles';
import type { DeviceChoice, Policy, PolicyCondition } from './policies';

/** A rule that a person made, in words: its title and what it does. */
export function conditionWords(
  against: Exclude<PolicyCondition, { readonly is: 'unapproved' }>,
): Pick<Policy, 'title' | 'sentence'> {
  const { words, isOne } = whoWords(against.of);
  const verb = (many: string, one: string) => (isOne ? one : many);
  switch (against.is) {
    case 'commands':
      return {
        title: `${words} ${verb('take', 'takes')} no commands from ${people[against.role]}`,
        sentence: `Whoever has that role and may command one all the same goes against it. Enforced, that person may do nothing until somebody lets the person go.`,
      };
    case 'attacked-firmware':
      return {
        title: `${words} ${verb('run', 'runs')} no firmware with a known hole`,
        sentence: `A hole that is attacked elsewhere, in the very version that runs. ${restricted}`,
      };
    case 'failed-signature':
      return {
        title: `${words} ${verb('fail', 'fails')} no signature`,
        sentence: `A message in its name had a bad signature, as far as it was heard here. ${restricted}`,
      };
    case 'in-clear':
      return {
        title: `${words} ${verb('speak', 'speaks')} encrypted`,
        sentence: `One that is known to speak to the broker in clear goes against it; where nobody knows, nothing is said. ${restricted}`,
      };
    case 'old-login':
      return {
        title: `${words} ${verb('have log-ins', 'has a log-in')} of at most ${against.days} ${against.days === 1 ? 'day' : 'days'}`,
        sentence: `One of which nobody wrote down when it was made is not taken for old. ${restricted}`,
      };
  }
}

const restricted = 'Enforced, it may do nothing until somebody lets it go.';

function whoWords({ kinds, name }: DeviceChoice): { readonly words: string; readonly isOne: boolean } {
  if (name !== null) return { words: `“${name}”`, isOne: true };
  const [first = 'All devices', ...others] = kinds.map((kind) => plurals[kind]);
  const all = listed([first, ...others]);
  return { words: all.slice(0, 1) + all.slice(1).toLowerCase(), isOne: false };
}

const plurals: Readonly<Record<DeviceKind, string>> = {
  camera: 'Cameras',
  doorbell: 'Doorbells',
  lock: 'Locks',
  sensor: 'Sensors',
  alarm: 'Alarm panels',
  siren: 'Sirens',
  plug: 'Plugs',
  light: 'Lights',
  cover: 'Covers',
  climate: 'Climate devices',
  hub: 'Bridges',
  other: 'Other devices',
};

const people: Readonly<Record<PersonRoleName, string>> = {
  owner: 'owners',
  member: 'members',
  guest: 'guests',
  installer: 'installers',
  watcher: 'watchers',
};
