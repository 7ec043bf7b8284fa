import type { PolicyClient } from '../policies/policies';
import { accountsTopic, type Finding, type FindingRule } from './finding';

const prefix = 'client ';

/** Why a device is silent that the broker does not let in, or lets do nothing: so that everybody in the house can read it. */
export const barred: FindingRule<{ readonly clients: readonly PolicyClient[] }> = {
  class: 'access_denied',
  prefix,
  topic: accountsTopic,
  find: ({ clients }) => clients.flatMap(barredOf),
};

function barredOf({ client, device, standing, decision }: PolicyClient): readonly Finding[] {
  if (standing !== 'banned' && standing !== 'restricted') return [];
  // somebody who was off-boarded is missed by nobody; a ban is written down besides
  if (standing === 'banned' && device === null && decision?.is !== 'banned') return [];
  const name = device?.name ?? client;
  return [
    {
      subject: prefix + client,
      device: device?.id ?? null,
      title:
        standing === 'banned'
          ? `${name} is banned: the broker does not let it in.`
          : `${name} is restricted: the broker lets it do nothing.`,
      evidence: 'An administrator can bring it back with one press, under Access, Rules.',
      severity: 'info',
    },
  ];
}
