import { severities, type Alert, type Severity } from '@/core/alerts/alert';
import { newsWords } from '@/core/alerts/alert-words';
import { afterDanger, endTitle } from '@/core/alerts/danger-over';
import type { Incident } from '@/core/alerts/incident';
import { whatToDo } from '@/core/alerts/incident-news';
import { endSentence } from '@/core/spoken-name';
import { clockWords, weekdayWords, type LocalTime } from '@/detection/learned/local-time';

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
  /** what was seen last, or what to do, in plain words; empty: nothing more than the title says */
  readonly text: string;
  /** ms since the epoch: when that was seen. Absent in what an older watcher kept, and of a test */
  readonly seenAt?: number;
  /** somebody says so on the broker, and the watcher has not seen it itself */
  readonly hearsay?: true;
  /** it tells that a danger has ended */
  readonly isEnd?: true;
};

export function noticeOf(alert: Alert): Notice {
  const { id, t, class: kind, device, title, severity } = alert;
  return { id, t, class: kind, device, title, severity, text: newsWords(alert), seenAt: lastSeenOf(alert) };
}

/**
 * That a danger has ended, under the name of what was told of it and with no alarm: whoever was woken by it waits for that, in quiet
 * hours too. null: there is nothing to be told of its end.
 */
export function noticeOfEnd(alert: Alert): Notice | null {
  const title = endTitle(alert);
  if (title === null) return null;
  const at = alert.endedAt ?? alert.t;
  return { ...noticeOf(alert), t: at, title, severity: 'info', text: afterDanger, seenAt: at, isEnd: true };
}

/**
 * When its cause was seen last. Of what nobody has touched since it opened, that is when it opened, by the clock of whoever saw
 * it: a device whose clock stands at 1970 is heard now.
 */
function lastSeenOf({ t, evidence, changes, changedAt }: Alert): number {
  return changes === 0 ? changedAt : Math.max(t, evidence.at(-1)?.t ?? t);
}

/**
 * `news`: what of it was seen just now. `more`: what came to it since it was told; then it is told again, as grave as that is.
 */
export function noticeOfIncident(incident: Incident, news: readonly Alert[], more: readonly Alert[]): Notice {
  const { id, t, title, severity, playbook } = incident;
  const devices = new Set(playbook.flatMap(({ device }) => device ?? []));
  const [device = null] = devices.size === 1 ? devices : [];
  const titles = titlesOf(more);
  const came = more.length === 0 ? '' : `${endSentence(titles)} `;
  const text = `${came}What to do: ${whatToDo(incident)}`;
  const seenAt = news.length === 0 ? t : Math.max(...news.map(lastSeenOf));
  return { id, t, class: 'incident', device, title, severity: worstOf(more) ?? severity, text, seenAt };
}

/** what is told so much later is told late */
const lateMs = 15 * 60_000;

/**
 * As it is told now. What comes hours late, for nobody could be told before, says when it was: whoever reads it in the morning
 * must not think that somebody is at the door. `first`: when the first of what it tells was seen.
 */
export function toldLate(
  notice: Notice,
  first: { readonly at: number; readonly isOne: boolean },
  now: number,
  localTime: (at: number) => LocalTime,
): Notice {
  const { at } = first;
  if (now - at < lateMs) return notice;
  const [then, here] = [localTime(at), localTime(now)];
  const day = then.day === here.day ? '' : ` on ${weekdayWords(then.weekday)}`;
  const who = first.isOne ? 'seen' : 'the first seen';
  const when = `${who}${day} at ${clockWords(then.minute)}, ${agoWords(now - at)} ago`;
  const isOver = notice.title.endsWith(overWords);
  return { ...notice, title: isOver ? `${notice.title.slice(0, -1)}; ${when})` : `${notice.title} (${when})` };
}

const overWords = ' (it is over now)';

/** The title of what ended by itself before it was told. */
export function overTitle({ title }: Notice): string {
  return `${title}${overWords}`;
}

function agoWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
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
