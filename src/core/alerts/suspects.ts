import type { Alert } from './alert';
import { unreadableName } from '../happening';

/** who an account that was made is called, as `account_changed` tells it */
const made = /^A log-in was made: (\S+), by /;
const cameIn = /^(\S+) had logged in(?: from \S+)? as client .*, which was not seen with this log-in before$/s;

type Came = { readonly username: string | null; readonly clientId: string; readonly address: string | null };

/** The sentence by which an alert names who had just come in from a client that is new to his log-in. */
export function logInWords({ username, clientId, address }: Came): string {
  const from = address === null ? '' : ` from ${address}`;
  return `${username} had logged in${from} as client ${clientId}, which was not seen with this log-in before`;
}

/**
 * The log-ins by which somebody did what these alerts tell, and those that he made for himself: as the alerts name them,
 * each once. An account whose password he changed is his victim, and is not named.
 */
export function suspectsIn(alerts: readonly Alert[]): readonly string[] {
  const names = alerts
    .filter((alert) => alert.class === 'account_changed')
    .flatMap(({ subject, evidence }) => [subject, ...evidence.flatMap(({ text }) => made.exec(text)?.[1] ?? [])]);
  return [...new Set(names)].filter((name) => name !== unreadableName);
}

/** Those who had come in from a strange client shortly before: each may have done it, or be somebody's new phone. */
export function candidatesIn(alerts: readonly Alert[]): readonly string[] {
  const suspects = new Set(suspectsIn(alerts));
  const names = alerts.flatMap(({ evidence }) => evidence.flatMap(({ text }) => cameIn.exec(text)?.[1] ?? []));
  return [...new Set(names)].filter((name) => !suspects.has(name));
}
