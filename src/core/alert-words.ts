import type { AlertClass, AlertState, Severity } from './alert';

export function severityWords(severity: Severity): string {
  return { critical: 'Critical', warning: 'Warning', info: 'For your information' }[severity];
}

/** "Acknowledged", beside the time since when; of an open one nothing need be said. */
export function alertStateWords(state: Exclude<AlertState, 'open'>): string {
  return { acknowledged: 'Acknowledged', snoozed: 'Snoozed', resolved: 'Resolved' }[state];
}

/** What a person can do about it, in a sentence or two. */
const advice: { readonly [K in AlertClass]?: string } = {
  safety: 'Look after people first. Then look at the place itself; a sensor says only what reached it.',
  tamper: 'Look at the device. If nobody of you changed its battery, look at what else happened at that time.',
  lock_jammed: 'Check that the door is fully closed and nothing blocks the bolt, then try again.',
  pin_bruteforce:
    'Ask who was at the door. If it was none of you, change the codes of that door, and look at who came in since.',
  jamming: 'Look at the doors and windows yourself until the sensors are back: they cannot warn you now.',
  silent_device: 'Its battery may be empty, it may be out of reach, or a repeater between you lost its power.',
  camera_offline: 'It sees and records nothing now. Check its power and its network.',
  battery_low: 'Change the battery before it is empty; what it watches would go unseen.',
  unknown_device:
    'If one of you just added it, mark this as resolved. If not, remove it from its bridge, and let no new devices join.',
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
  secret_exposed:
    'Stop it where it is published. Until then let only the bridge and your alarm read that topic (an access rule of your broker), then change the secret: whoever read it still has it.',
};

export function adviceOn(kind: AlertClass): string | null {
  return advice[kind] ?? null;
}
