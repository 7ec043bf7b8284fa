import { ageState } from '@/credentials/policies/age';
import { hitsOf } from '@/credentials/policies/hits';

import type { Look } from './admission-look';
import { subjectOf, type Finding } from './finding-signals';

/** Who goes against which rule. */
export function violationsIn(seen: Look): readonly Finding[] {
  return seen.policies.flatMap((policy) =>
    hitsOf(policy, seen).map(({ client, device, words }) => ({
      subject:
        `${subjectOf.violation}${policy.name} ${client ?? device ?? ''} ${policy.against.is === 'commands' ? device : ''}`.trim(),
      device,
      title: words,
    })),
  );
}

/** Whose password is older than its kind may be. */
export function overdueIn(seen: Look, now: number): readonly Finding[] {
  return seen.clients.flatMap(({ client, device, administers, accounts }) => {
    const kind = administers ? 'administrator' : device === null ? 'person' : 'device';
    const isOverdue = accounts.some(
      (one) => !one.disabled && ageState(kind, one.issuedAt, now, seen.terms.days) === 'overdue',
    );
    const name = device?.name ?? client;
    return isOverdue
      ? [
          {
            subject: subjectOf.overdue + client,
            device: device?.id ?? null,
            title: `The password of ${name} should have been replaced.`,
          },
        ]
      : [];
  });
}

/** Why a device is silent that the broker does not let in, or lets do nothing: so that everybody in the house can read it. */
export function barredIn(seen: Look): readonly Finding[] {
  return seen.clients.flatMap(({ client, device, standing, decision }): readonly Finding[] => {
    if (standing !== 'banned' && standing !== 'restricted') return [];
    // somebody who was off-boarded is missed by nobody; a ban is written down besides
    if (standing === 'banned' && device === null && decision?.is !== 'banned') return [];
    const name = device?.name ?? client;
    return [
      {
        subject: subjectOf.barred + client,
        device: device?.id ?? null,
        title:
          standing === 'banned'
            ? `${name} is banned: the broker does not let it in.`
            : `${name} is restricted: the broker lets it do nothing.`,
        advice: 'An administrator can bring it back with one press, under Access, Rules.',
        severity: 'info',
      },
    ];
  });
}
