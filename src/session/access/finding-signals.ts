import { stands, type Alert, type AlertClass, type AlertSignal, type Severity } from '@/core/alert';
import type { DeviceId } from '@/core/device';
import { namesTopic } from '@/credentials/codes/names';

/** Something of the accounts or codes that a person should know. `subject`: what it is about, the same each time. */
export type Finding = {
  readonly subject: string;
  readonly device: DeviceId | null;
  /** one sentence */
  readonly title: string;
  /** what to do about it, where the title does not say it; one sentence or two */
  readonly advice?: string;
  readonly severity?: Severity;
};

type FindingClass = Extract<
  AlertClass,
  'policy_violation' | 'credential_overdue' | 'access_denied' | 'account_changed' | 'certificate_expiring'
>;

/** What one look can find, so that it does not end what only another look sees. */
export type FindingKind = {
  readonly class: FindingClass;
  readonly isOne: (subject: string) => boolean;
  /** where it is told */
  readonly topic: string;
};

/** What each kind's subjects begin with: other looks raise alerts of the same classes. */
export const subjectOf = {
  violation: 'rule ',
  danger: 'rights of ',
  overdue: 'log-in ',
  barred: 'client ',
  code: 'code in place ',
} as const;

/** Of a code in a place of a lock: the same each time, and the same for every observer. */
export function codeSubject(device: DeviceId, slot: number): string {
  return `${subjectOf.code}${slot} of ${device}`;
}

function isOf(what: keyof typeof subjectOf) {
  return (subject: string) => subject.startsWith(subjectOf[what]);
}

const topic = '$CONTROL/dynamic-security/v1/response';

export const findingKinds = {
  /** who goes against a rule of this home */
  violation: { class: 'policy_violation', isOne: isOf('violation'), topic },
  /** rights that would let a stranger into the house */
  danger: { class: 'policy_violation', isOne: isOf('danger'), topic },
  /** passwords that are older than they may be */
  overdue: { class: 'credential_overdue', isOne: isOf('overdue'), topic },
  /** a lock has something else than people here wrote down */
  drift: { class: 'account_changed', isOne: isOf('code'), topic: namesTopic },
  oldCode: { class: 'credential_overdue', isOne: isOf('code'), topic: namesTopic },
  /** whom the broker does not let in, or lets do nothing */
  barred: { class: 'access_denied', isOne: isOf('barred'), topic },
} as const satisfies Readonly<Record<string, FindingKind>>;

/**
 * What a look found, as signals for the alert book: what is found and stands there already, here or with another observer,
 * says nothing; what stands and is not found any more is over.
 */
export function signalsOf(
  kind: FindingKind,
  findings: readonly Finding[],
  alerts: Iterable<Alert>,
  now: number,
): readonly AlertSignal[] {
  const standing = [...alerts].filter(
    (alert) => alert.class === kind.class && kind.isOne(alert.subject) && stands(alert),
  );
  const seen = findings
    .filter(({ subject }) => !standing.some((alert) => alert.subject === subject))
    .map(({ subject, device, title, advice = title, severity = 'warning' }): AlertSignal => ({
      type: 'seen',
      sighting: {
        t: now,
        class: kind.class,
        device,
        title,
        severity,
        confidence: 1,
        evidence: [{ t: now, topic: kind.topic, text: advice }],
        fix: { kind: 'show-access', label: 'Show access' },
        subject,
        lasting: true,
        news: false, // it may have been so for long: only now somebody can see it
      },
    }));
  const over = standing
    .filter(({ subject, endedAt }) => endedAt === null && !findings.some((one) => one.subject === subject))
    .map(({ subject }): AlertSignal => ({
      type: 'over',
      class: kind.class,
      subject,
      evidence: { t: now, topic: kind.topic, text: 'It is not so any more.' },
    }));
  return [...seen, ...over];
}
