import type { BookAccount } from './account-book';
import type { AccountFacts, Circumstances, RightsFinding } from './finding';
import { shortList } from './rights-sentences';

const dayMs = 86_400_000;
/** before this nobody is called unused */
const unusedAfterMs = 30 * dayMs;
const oldPasswordMs = 365 * dayMs;

/** Names that come with a product or stand in every guide: the first that somebody tries. */
const defaultNames = new Set(
  [
    'dves_user admin administrator root user guest test',
    'mqtt mqttuser mqtt_user mqtt-user mosquitto',
    'homeassistant home-assistant hass esphome tasmota shelly pi',
  ].flatMap((line) => line.split(' ')),
);

/** How an account is used, and how it should not be. */
export function findingsOfUse(
  { username }: BookAccount,
  facts: AccountFacts | undefined,
  { now, administrator, watchedSince }: Circumstances,
): readonly RightsFinding[] {
  const findings: RightsFinding[] = [];
  const find = (severity: RightsFinding['severity'], title: string, advice: string) =>
    findings.push({ severity, username, title, advice, canNarrow: false });
  if (facts === undefined) return [];
  const ids = facts.clientIds;
  if (facts.users.length > 1) {
    find(
      'warning',
      `${username} is shared: ${facts.users.length} devices log in with it.`,
      `${shortList(facts.users)} use it. Give each its own account, so that one can be shut out without the others.`,
    );
  } else if (ids.length > 1) {
    find(
      'warning',
      `${username} is shared: ${ids.length} programs use it.`,
      `${shortList(ids.map((id) => `“${id}”`))} logged in with it. Give each its own account, so that one can be shut out without the others.`,
    );
  } else if ((facts.connections ?? 0) > 1) {
    find(
      'warning',
      `${username} is shared: it is connected ${facts.connections} times.`,
      'Give each program its own account, so that one can be shut out without the others.',
    );
  }
  if (username !== administrator && defaultNames.has(username.toLowerCase())) {
    find(
      'info',
      `${username} is a name that comes with products and guides.`,
      'It is the first that somebody tries. It does no harm with a long password; a name of your own is better.',
    );
  }
  if (
    !isSeenInUse(facts) &&
    username !== administrator &&
    watchedSince !== null &&
    now - watchedSince > unusedAfterMs
  ) {
    find(
      'warning',
      `${username} was not seen in use for at least 30 days.`,
      'Switch it off; if nobody misses it, delete it.',
    );
  }
  if (facts.issuedAt !== null && now - facts.issuedAt > oldPasswordMs) {
    const days = Math.floor((now - facts.issuedAt) / dayMs);
    find('info', `${username} has had the same password for ${days} days.`, 'Replace it on the page of log-ins.');
  }
  return findings;
}

export function isSeenInUse({ devices, connections, lastSeen }: AccountFacts): boolean {
  return devices.length > 0 || (connections ?? 0) > 0 || lastSeen !== null;
}
