import type { Alert, AlertClass } from './alert';
import { canBeMuted } from './mute';

/**
 * What a person's word about an alert changes the next time. `deed`: what the very same log-in does from the same address;
 * `device`: what the same device does; `hour`: at this hour of the day; `habit`: what is usual in this home; `known`: it is not told again.
 */
type Lesson = 'deed' | 'device' | 'hour' | 'habit' | 'known';
type Judged = Pick<Alert, 'class' | 'subject' | 'device' | 'severity' | 't' | 'endedAt'>;

/** What goes on may be told by the same class, and is found anew at each look: nothing is learned of that. */
const happened = ({ endedAt }: Judged) => endedAt !== null;
const isOdd = ({ severity }: Judged) => severity !== 'info';

const nothing = () => null;
const habit = () => 'habit' as const;
const deed = (alert: Judged) => (happened(alert) && alert.severity !== 'critical' ? 'deed' : null);
const device = () => 'device' as const;
const hour = (alert: Judged) => (isOdd(alert) ? 'hour' : null);

const lessons: Readonly<Record<AlertClass, (alert: Judged) => Lesson | null>> = {
  client_takeover: deed,
  account_changed: deed,
  topic_scan: deed,
  access_denied: deed,
  camera_talk: hour,
  camera_moved: hour,
  camera_viewer: () => 'hour',
  firmware_downgrade: device,
  firmware_changed: device,
  // whether a radio is weak or disturbed nobody can tell: of what is vital it is told each time
  availability_flap: (alert) => (isOdd(alert) ? null : 'device'),
  message_flood: ({ subject, device }) => (subject === device ? 'device' : 'habit'),
  silent_device: ({ subject }) => (subject.endsWith(' habit') ? 'habit' : null),
  policy_violation: (alert) => (happened(alert) && alert.subject.startsWith('log-in ') ? 'known' : null),
  secret_exposed: () => 'known',
  camera_bitrate: habit,
  payload_bloat: habit,
  battery_drain: habit,
  value_drift: habit,
  value_stuck: habit,
  value_jump: habit,
  command_unusual: habit,
  sequence_unusual: habit,
  lock_odd_hours: habit,
  // danger, and what contradicts what is proven, is told each time, and so is what does not come again as the same
  safety: nothing,
  tamper: nothing,
  lock_jammed: nothing,
  pin_bruteforce: nothing,
  login_bruteforce: nothing,
  bad_signature: nothing,
  replay: nothing,
  spoofed_message: nothing,
  update_failed: nothing,
  unknown_device: nothing,
  joined_while_closed: nothing,
  certificate_changed: nothing,
  certificate_expiring: nothing,
  credential_overdue: nothing,
  retained_command: nothing,
  limit_exceeded: nothing,
  camera_offline: nothing,
  camera_frozen: nothing,
  battery_low: nothing,
  jamming: nothing,
  broker_lost: nothing,
};

const words: Readonly<Record<Lesson, string>> = {
  deed: 'For a month the very same is told more mildly or not at all, where your broker tells that it is the same log-in from the same address. Anything else is told as before.',
  device: 'For a month the same of this device is told more mildly or not at all.',
  hour: 'At this hour of the day the same is told more mildly for a while. At any other it is told as before.',
  habit: 'What is usual in your home is learned from it.',
  known: 'The same is not told again, unless you open this alert again.',
};

/** What "this was me" or "false alarm" on this alert changes beside the alert itself, in a sentence or two. */
export function lessonWords(alert: Judged): string {
  const lesson = lessons[alert.class](alert);
  if (lesson !== null) return words[lesson];
  const only = 'Only this alert is closed; the next one is told as before.';
  return canBeMuted(alert.class) ? `${only} To hear less of it, mute it.` : only;
}
