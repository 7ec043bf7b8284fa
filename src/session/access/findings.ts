import { stands, type Alert, type AlertClass, type AlertSignal } from '@/core/alert';
import type { DeviceId } from '@/core/device';
import { ageState } from '@/credentials/policies/age';
import { policies } from '@/credentials/policies/policies';

import { isAboutAttacks } from '../firmware/attacked-subject';
import type { Look } from './admission-look';

/** Something of the accounts that a person should do. `subject`: what it is about, the same each time. */
type Finding = {
  readonly subject: string;
  readonly device: DeviceId | null;
  /** one sentence */
  readonly title: string;
};

type FindingClass = Extract<AlertClass, 'policy_violation' | 'credential_overdue'>;

/** where the accounts are told */
const topic = '$CONTROL/dynamic-security/v1/response';

/**
 * What an administrator's look at the accounts found, as signals for the alert book: what is found and stands there already,
 * here or with another observer, says nothing; what stands and is not found any more is over.
 */
export function signalsOf(
  kind: FindingClass,
  findings: readonly Finding[],
  alerts: Iterable<Alert>,
  now: number,
): readonly AlertSignal[] {
  const standing = [...alerts].filter((alert) => alert.class === kind && !isAboutAttacks(alert) && stands(alert));
  const seen = findings
    .filter(({ subject }) => !standing.some((alert) => alert.subject === subject))
    .map(({ subject, device, title }): AlertSignal => ({
      type: 'seen',
      sighting: {
        t: now,
        class: kind,
        device,
        title,
        severity: 'warning',
        confidence: 1,
        evidence: [{ t: now, topic, text: title }],
        fix: { kind: 'show-access', label: 'Show access' },
        subject,
        lasting: true,
        news: false, // it may have been so for long: only an administrator can see it
      },
    }));
  const over = standing
    .filter(({ subject, endedAt }) => endedAt === null && !findings.some((one) => one.subject === subject))
    .map(({ subject }): AlertSignal => ({
      type: 'over',
      class: kind,
      subject,
      evidence: { t: now, topic, text: 'It is not so any more.' },
    }));
  return [...seen, ...over];
}

/** Who goes against which rule. */
export function violationsIn(seen: Look): readonly Finding[] {
  return policies.flatMap((policy) =>
    policy.hits(seen).map(({ client, device, words }) => ({
      subject: `${policy.name} ${client ?? device ?? ''} ${policy.name === 'guests-and-cameras' ? device : ''}`.trim(),
      device,
      title: words,
    })),
  );
}

/** Whose password is older than its kind may be. */
export function overdueIn(seen: Look, now: number): readonly Finding[] {
  return seen.clients.flatMap(({ client, device, administers, accounts }) => {
    const kind = administers ? 'administrator' : device === null ? 'person' : 'device';
    const isOverdue = accounts.some((one) => !one.disabled && ageState(kind, one.issuedAt, now) === 'overdue');
    const name = device?.name ?? client;
    return isOverdue
      ? [{ subject: client, device: device?.id ?? null, title: `The password of ${name} should have been replaced.` }]
      : [];
  });
}
