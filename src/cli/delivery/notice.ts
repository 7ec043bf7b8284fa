import type { Alert, Severity } from '@/core/alert';

/** What a person is told of an alert. */
export type Notice = {
  /** the id of the alert; a test has one of its own */
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
