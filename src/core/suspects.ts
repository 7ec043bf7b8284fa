import type { Alert } from './alert';

/** who an account that was made is called, as `account_changed` tells it */
const made = /^A log-in was made: (\S+), by /;

/**
 * The log-ins by which somebody did what these alerts tell, and those that he made for himself: as the alerts name them,
 * each once. An account whose password he changed is his victim, and is not named.
 */
export function suspectsIn(alerts: readonly Alert[]): readonly string[] {
  const names = alerts
    .filter((alert) => alert.class === 'account_changed')
    .flatMap(({ subject, evidence }) => [subject, ...evidence.flatMap(({ text }) => made.exec(text)?.[1] ?? [])]);
  return [...new Set(names)];
}
