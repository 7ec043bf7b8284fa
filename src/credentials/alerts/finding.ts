import type { Alert, AlertClass, AlertFix, AlertSignal, Severity } from '@/core/alerts/alert';
import { isWorse } from '@/core/alerts/alert-merge';
import { toldSubject } from '@/core/alerts/alert-text';
import type { DeviceId } from '@/core/device';
import { overSignals, standingOf } from '@/core/alerts/look';

/** Something of the accounts or codes that a person should know. `subject`: what it is about, the same each time. */
export type Finding = {
  readonly subject: string;
  readonly device: DeviceId | null;
  /** one sentence */
  readonly title: string;
  /** what shows it, or what to do about it, where the title does not say it; one sentence or two */
  readonly evidence?: string;
  readonly severity?: Severity;
  readonly fix?: AlertFix;
};

/**
 * One reason for alerts about who may log in. No message of a device shows it: it is found by looking at all that is known
 * at one moment, `facts`.
 */
export type FindingRule<Facts> = {
  readonly class: Extract<
    AlertClass,
    'policy_violation' | 'credential_overdue' | 'access_denied' | 'account_changed' | 'certificate_expiring'
  >;
  /** what its subjects begin with: others raise alerts of the same class, which it must not end */
  readonly prefix: string;
  /** where it is told */
  readonly topic: string;
  readonly find: (facts: Facts) => readonly Finding[];
  /** nobody can tell now whether that is so: it is as it was. Left out: a look tells everything */
  readonly isUntold?: (subject: string, facts: Facts) => boolean;
};

/** where the broker tells of its accounts */
export const accountsTopic = '$CONTROL/dynamic-security/v1/response';

const showAccess = { kind: 'show-access', label: 'Show access' } as const;

/**
 * What a look found, as signals for the alert book: what is found and stands there already, here or with another observer,
 * says nothing; what stands and is not found any more is over.
 */
export function signalsOf<Facts>(
  rule: FindingRule<Facts>,
  facts: Facts,
  alerts: Iterable<Alert>,
  now: number,
): readonly AlertSignal[] {
  const { class: kind, prefix, topic, find, isUntold = () => false } = rule;
  const findings = find(facts).map((finding) => ({ ...finding, subject: toldSubject(finding.subject) }));
  const standing = standingOf(alerts, kind, prefix);
  const seen = findings
    .filter(({ subject }) => !isUntold(subject, facts))
    .map((finding) => sightingOf(rule, finding, now))
    .filter((sighting) => {
      const there = standing.get(sighting.subject);
      return there === undefined || isWorse(sighting, there);
    })
    .map((sighting): AlertSignal => ({ type: 'seen', sighting }));
  const found = new Set(findings.map(({ subject }) => subject));
  const isStill = (subject: string) => found.has(subject) || isUntold(subject, facts);
  return [...seen, ...overSignals(standing, isStill, { t: now, topic, text: 'It is not so any more.' })];
}

type Seen = Extract<AlertSignal, { readonly type: 'seen' }>['sighting'];

function sightingOf<Facts>({ class: kind, topic }: FindingRule<Facts>, finding: Finding, now: number): Seen {
  const { subject, device, title, evidence = title, severity = 'warning', fix = showAccess } = finding;
  return {
    t: now,
    class: kind,
    device,
    title,
    severity,
    confidence: 1,
    evidence: [{ t: now, topic, text: evidence }],
    fix,
    subject,
    lasting: true,
    news: false, // it may have been so for long: only now somebody can see it
  };
}
