import { severities, type Alert, type Severity } from '@/core/alert';
import type { Incident } from '@/core/incident';
import { whatToDo } from '@/core/incident-news';

/** What a person is told of an alert, or of an incident. */
export type Notice = {
  /** the id of the alert or of the incident; a test has one of its own */
  readonly id: string;
  /** ms since the epoch: when it happened */
  readonly t: number;
  readonly class: string;
  readonly device: string | null;
  readonly title: string;
  readonly severity: Severity;
  /** what was seen last, in plain words; empty: nothing more than the title says */
  readonly text: string;
};

export function noticeOf({ id, t, class: kind, device, title, severity, evidence }: Alert): Notice {
  return { id, t, class: kind, device, title, severity, text: evidence.at(-1)?.text ?? '' };
}

/** `more`: what came to it since it was told; then it is told again, as grave as that is. */
export function noticeOfIncident(incident: Incident, more: readonly Alert[]): Notice {
  const { id, t, title, severity, playbook } = incident;
  const devices = new Set(playbook.flatMap(({ device }) => device ?? []));
  const [device = null] = devices.size === 1 ? devices : [];
  const titles = titlesOf(more);
  const news = more.length === 0 ? '' : `${titles}${/[.?!]$/.test(titles) ? '' : '.'} `;
  const text = `${news}What to do: ${whatToDo(incident)}`;
  return { id, t, class: 'incident', device, title, severity: worstOf(more) ?? severity, text };
}

function worstOf(alerts: readonly Alert[]): Severity | undefined {
  return severities.findLast((severity) => alerts.some((alert) => alert.severity === severity));
}

/** so many titles are told of several in one message */
const mostTitles = 8;

/** Several of one class, the gravest first, in one message. */
export function noticeOfMany(first: Notice, others: readonly Notice[]): Notice {
  if (others.length === 0) return first;
  const title = `${first.title}, and ${others.length} more like it`;
  return { ...first, device: deviceOf(first, others), title, text: `Also: ${titlesOf(others)}` };
}

/** What came and went while nobody was to be woken, in one message; of a single one what it is. */
export function noticeOfNight(first: Notice, others: readonly Notice[]): Notice {
  if (others.length === 0) return first;
  const notices = [first, ...others];
  const isOneClass = others.every((one) => one.class === first.class);
  return {
    ...first,
    class: isOneClass ? first.class : 'several',
    device: deviceOf(first, others),
    title: `In the quiet hours ${notices.length} things happened that are over now`,
    text: titlesOf(notices),
  };
}

function deviceOf(first: Notice, others: readonly Notice[]): string | null {
  return others.every(({ device }) => device === first.device) ? first.device : null;
}

/** Each once, however often it was. */
function titlesOf(notices: readonly Pick<Notice, 'title'>[]): string {
  const times = new Map<string, number>();
  for (const { title } of notices) times.set(title, (times.get(title) ?? 0) + 1);
  const shown = [...times]
    .slice(0, mostTitles)
    .map(([title, count]) => (count === 1 ? title : `${title}, ${count} times`));
  const left = times.size - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('; ');
}

/** The test that a person asked for. */
export function testNotice(now: number): Notice {
  return {
    id: `test-${now.toString(36)}`,
    t: now,
    class: 'test',
    device: null,
    title: 'This is a test of Gatehouse’s watcher',
    severity: 'info',
    text: 'Somebody asked for it. If you can read this, alerts reach you this way.',
  };
}
