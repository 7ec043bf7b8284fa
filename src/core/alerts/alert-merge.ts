import { alertStates, severities, verdictKinds, type Alert, type Evidence, type Verdict } from './alert';

/** What is kept of the evidence: how it began, and how it goes on. */
const kept = { first: 4, last: 8 } as const;

/**
 * Two tellings of one alert as one. Commutative, associative and idempotent, so observers that heard the same words in any
 * order agree: who changed its state more often wins over clocks, evidence is united, the worse cause is believed.
 */
export function mergeAlerts(one: Alert, other: Alert): Alert {
  if (one.id !== other.id) throw new Error(`${one.id} and ${other.id} are two alerts`);
  const cause = compareCauses(one, other) < 0 ? other : one;
  const life = compareLives(one, other) < 0 ? other : one;
  return {
    id: cause.id,
    t: cause.t,
    class: cause.class,
    device: cause.device,
    title: cause.title,
    severity: cause.severity,
    state: life.state,
    confidence: cause.confidence,
    evidence: uniteEvidence(one.evidence, other.evidence),
    fix: cause.fix,
    subject: cause.subject,
    count: Math.max(one.count, other.count),
    changedAt: life.changedAt,
    changes: life.changes,
    until: life.until,
    endedAt: earliest(one.endedAt, other.endedAt),
    verdict: compareVerdicts(one.verdict, other.verdict) < 0 ? other.verdict : one.verdict,
  };
}

/** Two alerts of one cause, opened by two observers at once: `kept` with what `lost` knew. */
export function absorbAlert(kept: Alert, lost: Alert): Alert {
  return mergeAlerts(kept, { ...lost, id: kept.id, t: kept.t });
}

/** Which of two alerts of one cause stays. */
export function isEarlier(one: Alert, other: Alert): boolean {
  return one.t === other.t ? one.id < other.id : one.t < other.t;
}

export function isSameAlert(one: Alert, other: Alert): boolean {
  return (
    compareCauses(one, other) === 0 &&
    compareLives(one, other) === 0 &&
    compareVerdicts(one.verdict, other.verdict) === 0 &&
    one.count === other.count &&
    one.endedAt === other.endedAt &&
    JSON.stringify(one.evidence) === JSON.stringify(other.evidence)
  );
}

export function isWorse(one: Pick<Alert, 'severity'>, other: Pick<Alert, 'severity'>): boolean {
  return severities.indexOf(one.severity) > severities.indexOf(other.severity);
}

/** The evidence of both, in the order of time, each once; of too much the middle is left out. */
export function uniteEvidence(one: readonly Evidence[], other: readonly Evidence[]): readonly Evidence[] {
  const all = [...one, ...other].toSorted(compareEvidence);
  const united = all.filter((evidence, index) => index === 0 || compareEvidence(evidence, all[index - 1]) !== 0);
  if (united.length <= kept.first + kept.last) return united;
  return [...united.slice(0, kept.first), ...united.slice(-kept.last)];
}

function compareEvidence(one: Evidence, other: Evidence | undefined): number {
  if (other === undefined) return 1;
  return one.t - other.t || compareTexts(one.topic, other.topic) || compareTexts(one.text, other.text);
}

function compareCauses(one: Alert, other: Alert): number {
  const worse = severities.indexOf(one.severity) - severities.indexOf(other.severity);
  return worse || compareTexts(causeText(one), causeText(other));
}

function causeText({ t, class: kind, device, title, confidence, fix, subject }: Alert): string {
  return JSON.stringify([t, kind, device, title, confidence, fix?.kind, fix?.label, subject]);
}

function compareLives(one: Alert, other: Alert): number {
  return (
    one.changes - other.changes ||
    one.changedAt - other.changedAt ||
    alertStates.indexOf(one.state) - alertStates.indexOf(other.state) ||
    (one.until ?? -1) - (other.until ?? -1)
  );
}

/** A register of its own: an acknowledgement elsewhere does not undo what a person said that it was. */
function compareVerdicts(one: Verdict | null, other: Verdict | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return (
    one.changes - other.changes ||
    one.at - other.at ||
    verdictKinds.indexOf(one.kind) - verdictKinds.indexOf(other.kind)
  );
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
