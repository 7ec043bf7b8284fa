import type { DeviceId } from '../device';
import { shortHash } from '../short-hash';

/** The classes of alerts (CONTRACT.md, "Alert line"). */
export const alertClasses = [
  'pin_bruteforce',
  'login_bruteforce',
  'replay',
  'bad_signature',
  'spoofed_message',
  'retained_command',
  'firmware_downgrade',
  'firmware_changed',
  'unknown_device',
  'joined_while_closed',
  'certificate_changed',
  'certificate_expiring',
  'lock_odd_hours',
  'lock_jammed',
  'tamper',
  'camera_viewer',
  'camera_bitrate',
  'camera_offline',
  'camera_frozen',
  'message_flood',
  'payload_bloat',
  'value_drift',
  'value_stuck',
  'value_jump',
  'availability_flap',
  'battery_low',
  'battery_drain',
  'silent_device',
  'camera_talk',
  'camera_moved',
  'account_changed',
  'credential_overdue',
  'access_denied',
  'policy_violation',
  'command_unusual',
  'sequence_unusual',
  'update_failed',
  'limit_exceeded',
  'jamming',
  'topic_scan',
  'secret_exposed',
  'client_takeover',
  'safety',
  'broker_lost',
] as const;
export type AlertClass = (typeof alertClasses)[number];

/** The mildest first. */
export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];
/** The order decides where two observers changed the same alert at the same moment: the last one stands. */
export const alertStates = ['open', 'snoozed', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];
export type AlertId = string;

/** What was seen. `t` is ms since the epoch, `text` plain words without any secret. */
export type Evidence = { readonly t: number; readonly topic: string; readonly text: string };

export const fixKinds = [
  'show-device',
  'lock',
  'silence',
  'rotate',
  'update',
  'remove-device',
  'show-access',
  /** what the broker itself saw, and what it does not tell */
  'show-broker-log',
  /** takes a command back that the broker would go on telling */
  'clear-command',
] as const;

/** What can be done about it; the page knows how for each kind. */
export type AlertFix = { readonly kind: (typeof fixKinds)[number]; readonly label: string };

/** The order decides where two people judged at the same moment: the last one stands. `none`: it was taken back. */
export const verdictKinds = ['none', 'mine', 'false-alarm'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** What a person says that it was. It stays with the alert, and detection learns of it. */
export type Verdict = {
  readonly kind: VerdictKind;
  /** ms since the epoch, the clock of whoever judged */
  readonly at: number;
  /** counts the verdicts on this alert, as `Alert.changes` counts its states */
  readonly changes: number;
};

/** Something that happened and wants a person. The fields up to `fix` are CONTRACT.md's alert line. */
export type Alert = {
  readonly id: AlertId;
  /** ms since the epoch: the time of the observation that caused it, as the message tells it */
  readonly t: number;
  readonly class: AlertClass;
  readonly device: DeviceId | null;
  /** one sentence in plain words */
  readonly title: string;
  readonly severity: Severity;
  readonly state: AlertState;
  /** 0…1 */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly fix: AlertFix | null;
  /** what it is about: a device, a topic, a client. One alert is open for a class and subject at a time */
  readonly subject: string;
  /** how often its cause was seen */
  readonly count: number;
  /** when it became what it is in `state`; ms since the epoch, the clock of whoever did it */
  readonly changedAt: number;
  /** counts the changes of `state`: the higher wins where two observers disagree (`mergeAlerts`) */
  readonly changes: number;
  /** snoozed until; ms since the epoch */
  readonly until: number | null;
  /** since when its cause is over, ms since the epoch; a mere happening is over at once. null: it goes on */
  readonly endedAt: number | null;
  /** null: nobody judged it */
  readonly verdict: Verdict | null;
};

/** An alert of which a person said what it was, or took that back. */
export type JudgedAlert = Alert & { readonly verdict: Verdict };

export function isJudged(alert: Alert): alert is JudgedAlert {
  return alert.verdict !== null;
}

/** What a person may do with an alert. */
export type AlertAct =
  | { readonly type: 'acknowledge' }
  | { readonly type: 'snooze'; readonly until: number }
  | { readonly type: 'resolve' }
  /** it is open again, and what was said that it was is taken back */
  | { readonly type: 'reopen' }
  /** says what it was, which closes it */
  | { readonly type: 'judge'; readonly verdict: Exclude<VerdictKind, 'none'> };

/** What a rule saw. The first of its class and subject opens an alert, the next ones join it. */
export type Sighting = Pick<
  Alert,
  't' | 'class' | 'device' | 'title' | 'severity' | 'confidence' | 'evidence' | 'fix' | 'subject'
> & {
  /** it goes on until it is said to be over; a happening is over when it has happened */
  readonly lasting: boolean;
  /** it came about before our ears; false: it was so already when we first looked */
  readonly news: boolean;
};

/** What detection says, in the order in which it was seen. */
export type AlertSignal =
  | { readonly type: 'seen'; readonly sighting: Sighting }
  /**
   * `more`: worth knowing of an alert that is open; opens none. `calm`: it is not so any more, and over if it stays that
   * way. `over`: it is over.
   */
  | {
      readonly type: 'more' | 'calm' | 'over';
      readonly class: AlertClass;
      readonly subject: string;
      readonly evidence: Evidence;
    };

/**
 * What the subject of an alert of `safety` ends with that tells of no smoke, gas or water: the home's alarm goes off, somebody called
 * for help, glass broke.
 */
export const goingOff = 'alarm';
export const helpCalled = 'emergency';
export const glassBroke = 'glass';
export const byPeople = [goingOff, helpCalled, glassBroke] as const;

/** Null: it is of smoke, gas or water, or not of `safety` at all. */
export function doneByPeople({
  class: kind,
  device,
  subject,
}: Pick<Alert, 'class' | 'device' | 'subject'>): (typeof byPeople)[number] | null {
  if (kind !== 'safety') return null;
  return byPeople.find((word) => subject === `${device} ${word}`) ?? null;
}

const ofTheHouse = ['smoke', 'carbon monoxide', 'gas', 'water'] as const;
/** What an alert of `safety` tells. */
export type Danger = (typeof ofTheHouse)[number] | (typeof byPeople)[number];

/** Null: it is not of `safety`, or a later version told it. */
export function dangerOf(alert: Pick<Alert, 'class' | 'device' | 'subject'>): Danger | null {
  if (alert.class !== 'safety') return null;
  return doneByPeople(alert) ?? ofTheHouse.find((what) => alert.subject === `${alert.device} ${what}`) ?? null;
}

/** Does it still want somebody? */
export function isLive({ state }: Pick<Alert, 'state'>): boolean {
  return state !== 'resolved';
}

/** What ends by itself is over later than it began; a person closes what goes on, or what was over when it had happened. */
export function isClosedByPerson({ state, t, endedAt }: Pick<Alert, 'state' | 't' | 'endedAt'>): boolean {
  return state === 'resolved' && (endedAt === null || endedAt <= t);
}

/** It went on for a while, and is over; what merely happened was over at once. */
export function hasPassed({ t, endedAt }: Pick<Alert, 't' | 'endedAt'>): boolean {
  return endedAt !== null && endedAt > t;
}

/** Its cause goes on, or nobody has closed it: a new sighting of the same is no new alert, but for danger that was over. */
export function stands(alert: Pick<Alert, 'class' | 'state' | 't' | 'endedAt'>): boolean {
  return alert.endedAt === null || (isLive(alert) && !isPastDanger(alert));
}

/** Danger that is over, and that nobody has closed yet. */
function isPastDanger(alert: Pick<Alert, 'class' | 'state' | 't' | 'endedAt'>): boolean {
  return alert.class === 'safety' && isLive(alert) && hasPassed(alert);
}

/** One alert stands for a cause at a time, but for what happens again another time (`alert-again.ts`). */
export function causeOf({ class: kind, subject }: Pick<Alert, 'class' | 'subject'>): string {
  return `${kind} ${subject}`;
}

/**
 * What people hear of as one thing. One flood of a device is one, whether what is too much for any device or what is unusual for this one saw
 * it first; each of the two rules says for itself when it is over.
 */
export function matterOf(alert: Pick<Alert, 'class' | 'subject' | 'device'>): string {
  return alert.class === 'message_flood' && alert.device !== null
    ? `${alert.class} of ${alert.device}`
    : causeOf(alert);
}

/** The name of an alert, fit for a topic level: the same for everybody who saw the same. */
export function alertId(kind: AlertClass, subject: string, t: number): AlertId {
  // the hash tells apart what this makes alike
  const readable = subject.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 48);
  return `${kind}-${readable}-${shortHash(subject).toString(36)}-${Math.round(t).toString(36)}`;
}
