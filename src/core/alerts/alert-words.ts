import {
  dangerOf,
  doneByPeople,
  type Alert,
  type AlertClass,
  type AlertState,
  type Danger,
  type Severity,
  type VerdictKind,
} from './alert';
import { endSentence } from '../spoken-name';
import { dryAgain, ifAnybodyIsIll, shutWaterOff, stayOutOfWet } from './danger-advice';
import { overSince } from './danger-over';

export function severityWords(severity: Severity): string {
  return { critical: 'Critical', warning: 'Warning', info: 'For your information' }[severity];
}

/** As it is read out: "Warning: Somebody speaks through the garden camera. Was it one of you?" */
export function spokenTitle({ severity, title }: Pick<Alert, 'severity' | 'title'>): string {
  return endSentence(`${severityWords(severity)}: ${title}`);
}

/** "Acknowledged", beside the time since when; of an open one nothing need be said. */
export function alertStateWords(state: Exclude<AlertState, 'open'>): string {
  return { acknowledged: 'Acknowledged', snoozed: 'Snoozed', resolved: 'Resolved' }[state];
}

/** "this was one of you", after what was done with it. */
export function verdictWords(kind: Exclude<VerdictKind, 'none'>): string {
  return { mine: 'this was one of you', 'false-alarm': 'a false alarm' }[kind];
}

/** A class of alerts as something that can be muted: "tampering". */
export function classWords(kind: AlertClass): string {
  return classNames[kind];
}

const classNames: Readonly<Record<AlertClass, string>> = {
  pin_bruteforce: 'wrong codes',
  login_bruteforce: 'failed log-ins',
  replay: 'messages sent again',
  bad_signature: 'wrong signatures',
  spoofed_message: 'forged messages',
  retained_command: 'commands left on the broker',
  firmware_downgrade: 'older firmware',
  firmware_changed: 'changed firmware',
  unknown_device: 'new devices',
  joined_while_closed: 'devices that joined unasked',
  certificate_changed: 'changed certificates',
  certificate_expiring: 'certificates that end',
  lock_odd_hours: 'unusual hours',
  lock_jammed: 'a jammed bolt',
  tamper: 'tampering',
  camera_viewer: 'who watches',
  camera_bitrate: 'its video stream',
  camera_offline: 'being offline',
  camera_frozen: 'a picture that stands still',
  message_flood: 'too many messages',
  payload_bloat: 'long messages',
  availability_flap: 'coming and going',
  battery_low: 'a low battery',
  battery_drain: 'a battery that empties fast',
  silent_device: 'being silent',
  camera_talk: 'talk-back',
  camera_moved: 'being moved',
  account_changed: 'changed accounts',
  update_failed: 'failed updates',
  secret_exposed: 'secrets in clear',
  value_drift: 'readings out of the usual',
  value_stuck: 'readings that stand still',
  value_jump: 'readings that leap',
  credential_overdue: 'old passwords and codes',
  access_denied: 'what the broker refused',
  policy_violation: 'what goes against a rule',
  command_unusual: 'commands nobody usually gives',
  sequence_unusual: 'what follows in an unusual way',
  limit_exceeded: 'more than Gatehouse reads',
  jamming: 'many that go at once',
  topic_scan: 'who reads everything',
  client_takeover: 'one who takes the place of another',
  safety: 'smoke, water, gas, the alarm, breaking glass and calls for help',
  broker_lost: 'a broker that is away',
};

/** What goes against a rule differs so much that each says itself what to do. */
type Advised = Exclude<AlertClass, 'policy_violation'>;

/** What a person can do about it, in a sentence or two. */
const advice: Readonly<Record<Advised, string>> = {
  safety:
    'Get everybody out first, and call the fire brigade where there is smoke or gas; look for the cause later. Where it is water, shut it off.',
  tamper: 'Look at the device. If nobody of you changed its battery, look at what else happened at that time.',
  lock_jammed: 'Check that the door is fully closed and nothing blocks the bolt, then try again.',
  pin_bruteforce:
    'Ask who was at the door. If it was none of you, change the codes of that door, and look at who came in since.',
  jamming: 'Look at the doors and windows yourself until the sensors are back: they cannot warn you now.',
  silent_device: 'Its battery may be empty, it may be out of reach, or a repeater between you lost its power.',
  camera_offline: 'It sees and records nothing now. Check its power and its network.',
  battery_low: 'Change the battery before it is empty; what it watches would go unseen.',
  unknown_device:
    'If one of you just added it, mark this as resolved. If not, remove it from its bridge, and let no new devices join; one without a bridge has a log-in at your broker: find which, and replace its password.',
  firmware_downgrade:
    'If nobody of you did that on purpose, update it again: old versions have holes that everybody knows.',
  update_failed: 'Bring the device close to its bridge, give it a fresh battery, and try again.',
  bad_signature:
    'Nothing of it was believed. Look who may write on the topics of this device, and give it a new password: whoever did this has a log-in.',
  replay:
    'Nothing of it was believed. Whoever played it back could read what the device says, and has a log-in at your broker: look who may.',
  certificate_changed:
    'If you set the device back to how it was made, grant it a certificate again. If not, look at the device itself before you rely on it.',
  certificate_expiring:
    'Open Access, Certificates while the device is on: it asks for a new one by itself, and you grant it there.',
  firmware_changed:
    'Ask in the house who updated it. If nobody did and it does not update by itself, look at it, and put the maker’s own firmware on it again.',
  joined_while_closed:
    'Remove it from its bridge, then look at who could have opened the pairing: whoever may command the bridge can.',
  spoofed_message:
    'MQTT does not tell who publishes. Look at the device itself; then give each device its own log-in that may speak for it alone (Access, Who can do what), and the stranger is refused.',
  retained_command:
    'Clear it. Then find who sends it with the flag “retain”, an automation as a rule, and switch that off: commands must never be retained.',
  camera_viewer: 'If it is none of you, take the camera off the network, and replace the password it is reached with.',
  camera_talk:
    'If it was none of you, unplug the camera. Whoever speaks through it can see through it: replace its password, and look at who logged in.',
  camera_moved: 'If it was none of you, turn it back, and look at what happened in the meantime where it did not look.',
  camera_frozen:
    'Restart the camera. If that does not help, look at the place yourself: an old picture may be played in its place.',
  message_flood:
    'Take the device off its power for a moment. If it goes on, somebody else may be speaking in its name: replace its log-in.',
  limit_exceeded:
    'Nothing more of it was read. Find what publishes on that topic, or calls itself so; if it is no device of yours, replace the passwords of your broker.',
  availability_flap:
    'Bring it closer to its bridge or its access point, or give it a fresh battery. If several flap, something disturbs the radio.',
  login_bruteforce:
    'A device that was left with an old password looks the same: look for one that is offline. Otherwise find the computer at that address and take it off your network. Brokers have no limit of their own: long passwords are what holds.',
  client_takeover:
    'Replace the password of that log-in, and bind it to its client id: then nobody else can come in its place.',
  topic_scan: 'If that is none of your programs, switch its log-in off.',
  access_denied:
    'The broker refused it, so nothing happened. If you do not know why it tries that, replace the password of its log-in.',
  account_changed:
    'If it was none of you: switch that log-in off, and replace the administrator’s password. Whoever changed it knew it.',
  broker_lost:
    'Look at the computer the broker runs on, and at your network. What happened meanwhile was seen by nobody.',
  secret_exposed:
    'Stop it where it is published. Until then let only the bridge and your alarm read that topic (an access rule of your broker), then change the secret: whoever read it still has it.',
  credential_overdue:
    'Replace it under Access, where a code whose time is over is removed. A device keeps its old password until the new one has been seen to work; that of a person is replaced under People, where the old one ends at once.',
  lock_odd_hours:
    'Ask who it was. If it was one of you, say so here, and that hour is known from now on. If nobody was, look at that door, and change its codes.',
  camera_bitrate:
    'Look at its picture. Very little may be a lens that is covered or a picture that stands still; very much may be somebody else who watches, or new settings.',
  payload_bloat:
    'Look at its messages on its page. New firmware may simply say more; what nobody of you changed may be somebody else speaking in its name.',
  battery_drain:
    'Have a fresh battery at hand. If it was new, bring the device closer to its bridge: weak radio empties a battery, as does somebody who keeps it busy.',
  value_drift:
    'Look at the place itself. If all is well there, the sensor may stand somewhere else now, or be at its end: compare it with another one.',
  value_stuck:
    'Take its power or its battery away for a moment. If it does not change then either, it measures nothing any more, and warns of nothing.',
  value_jump:
    'Look at the place itself first. If all is well there, the sensor was moved or is broken, or somebody else speaks in its name.',
  command_unusual:
    'Ask who it was, or which automation. If it was one of you, say so here, and it is known from now on. If not, look under Access who may command the device.',
  sequence_unusual:
    'Look there, or ask who is at home. If it was one of you, say so here, and it is known from now on.',
};

/** In gas a switch kills, and carbon monoxide nobody smells: each is told for itself. */
const adviceOnHouse = {
  smoke: 'Get everybody out first, and call the fire brigade from outside; look for the cause later.',
  'carbon monoxide':
    'Open the windows on your way and get everybody out now: it cannot be smelt. Call the fire brigade, and an ambulance where somebody feels sick or dizzy.',
  gas: 'Touch no switch and light nothing. Open the windows on your way, get everybody out, and call the fire brigade from outside.',
  water: `${shutWaterOff} ${stayOutOfWet}`,
} as const;

const adviceOnPeople = {
  alarm:
    'Call whoever is at home, and look through your cameras. If none of you set it off, call the police and do not go in alone; if it was one of you, disarm it at the panel.',
  emergency:
    'Call whoever is at home, and go there or send somebody. If nobody answers, call the police or an ambulance; if somebody only played with the button, say so here.',
  glass:
    'Call whoever is at home, and look through your cameras. If it was no plate that fell, call the police and do not go in alone.',
} as const;

const adviceOnOver = `No sensor reports it now. Look for the cause all the same: ${ifAnybodyIsIll}`;

/** Null: the evidence of each says it. */
export function adviceOn(
  alert: Pick<Alert, 'class' | 'device' | 'subject' | 't' | 'endedAt' | 'evidence'>,
): string | null {
  if (alert.class === 'policy_violation') return null;
  const word = doneByPeople(alert);
  const danger = word === null ? dangerOf(alert) : null;
  if (danger !== null && overSince(alert) !== null) return danger === 'water' ? dryAgain : adviceOnOver;
  if (danger !== null && isOfHouse(danger)) return adviceOnHouse[danger];
  return word === null ? advice[alert.class] : adviceOnPeople[word];
}

function isOfHouse(danger: Danger): danger is keyof typeof adviceOnHouse {
  return danger in adviceOnHouse;
}

/** What a notification says below the title: of smoke, gas and water what to do, for what was seen the title says already. */
export function newsWords(alert: Parameters<typeof adviceOn>[0]): string {
  const danger = dangerOf(alert);
  const seen = alert.evidence.at(-1)?.text ?? '';
  return danger !== null && isOfHouse(danger) ? (adviceOn(alert) ?? seen) : seen;
}
