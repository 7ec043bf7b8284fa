import type { Alert, AlertClass } from './alert';

/** A person does not want to hear of one class of alerts of one device until a time. */
export type Mute = {
  readonly class: AlertClass;
  /** a device, or what the alert is about where that is no device */
  readonly about: string;
  /** ms since the epoch; where it is `at`, the mute was taken back */
  readonly until: number;
  /** ms since the epoch, the clock of whoever said so */
  readonly at: number;
  /** counts what was said of this device and class: the higher wins over clocks */
  readonly changes: number;
};

export type MuteName = Pick<Mute, 'class' | 'about'>;

/** No mute is longer: nobody remembers what they silenced years ago. */
export const longestMuteMs = 366 * 86_400_000;
export const mostMutes = 200;
/** for so long others may still have to hear that it ended */
const rememberedMs = 86_400_000;

export function muteKey({ class: kind, about }: MuteName): string {
  return `${kind} ${about}`;
}

/** What a mute of this alert would be called. */
export function muteNameOf({ class: kind, device, subject }: Pick<Alert, 'class' | 'device' | 'subject'>): MuteName {
  return { class: kind, about: device ?? subject };
}

/** Smoke, water and gas are never muted. */
export function canBeMuted(kind: AlertClass): boolean {
  return kind !== 'safety';
}

export function isMuting(mute: Mute, now: number): boolean {
  return mute.until > now && canBeMuted(mute.class);
}

/** It ended so long ago that everybody knows. */
export function isForgettable({ until }: Mute, now: number): boolean {
  return until < now - rememberedMs;
}

/** Which of two words on one device and class stands; commutative, associative and idempotent. */
export function laterMute(one: Mute, other: Mute): Mute {
  return (one.changes - other.changes || one.at - other.at || one.until - other.until) < 0 ? other : one;
}
