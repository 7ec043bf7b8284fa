import type { Alert, AlertId } from './alert';
import type { AlertBook, BookChanges } from './alert-book';
import { turn } from './alert-turn';
import { wordAfter, type Word } from './last-word';
import {
  canBeMuted,
  isForgettable,
  isMuting,
  laterMute,
  longestMuteMs,
  mostMutes,
  muteKey,
  muteNameOf,
  type Mute,
  type MuteName,
} from './mute';

/** A person mutes what an alert is about; what is open of it is put off till then. null: it cannot be muted, or is gone. */
export function mute(book: AlertBook, id: AlertId, until: number, now: number, changes: BookChanges): Mute | null {
  const alert = book.alerts.get(id);
  if (alert === undefined || !canBeMuted(alert.class) || until <= now) return null;
  const name = muteNameOf(alert);
  // whoever opened it may have a clock ahead of ours: the mute is the later word
  const at = Math.max(now, alert.changedAt);
  const end = Math.min(until, now + longestMuteMs);
  return say(book, { ...name, until: end, ...nextOf(book, name, at) }, now, changes);
}

/** What lasts is open again, what merely happened meanwhile is over. null: nothing is muted under that name. */
export function unmute(book: AlertBook, name: MuteName, now: number, changes: BookChanges): Mute | null {
  if (!book.mutes.has(muteKey(name))) return null;
  const { class: kind, about } = name;
  return say(book, { class: kind, about, until: now, ...nextOf(book, name, now) }, now, changes);
}

/** What another observer says. The mute that stands here where it is not that: to be told to the others. */
export function hearMute(book: AlertBook, told: Mute, now: number, changes: BookChanges): Mute | null {
  if (isForgettable(told, now)) {
    rememberPast(book, told);
    return null;
  }
  const known = book.mutes.get(muteKey(told));
  if (known === undefined && book.mutes.size >= mostMutes) return null;
  const later = known === undefined ? told : laterMute(known, told);
  if (later === known) return laterMute(told, known) === told ? null : known;
  say(book, { ...later, until: Math.min(later.until, now + longestMuteMs) }, now, changes);
  return null;
}

/** Those that ended long ago are forgotten; they are returned, to be taken from the broker. */
export function forgetMutes(book: AlertBook, now: number): readonly Mute[] {
  const over = [...book.mutes.values()].filter((one) => isForgettable(one, now));
  for (const one of over) {
    book.mutes.delete(muteKey(one));
    rememberPast(book, one);
  }
  return over;
}

/** It silences nothing and is told to nobody, but what it put off may be heard of yet: from a home that nobody looked at for days. */
function rememberPast(book: AlertBook, mute: Mute): void {
  const key = muteKey(mute);
  const before = book.pastMutes.get(key);
  book.pastMutes.delete(key);
  book.pastMutes.set(key, before === undefined ? mute : laterMute(before, mute));
  for (const oldest of book.pastMutes.keys()) {
    if (book.pastMutes.size <= mostMutes) return;
    book.pastMutes.delete(oldest);
  }
}

/** The mute under which an alert of this name would open. */
export function muteOver(
  book: AlertBook,
  alert: Pick<Alert, 'class' | 'device' | 'subject'>,
  now: number,
): Mute | null {
  if (book.mutes.size === 0) return null;
  const known = book.mutes.get(muteKey(muteNameOf(alert)));
  return known !== undefined && isMuting(known, now) ? known : null;
}

/** Is it put off by a mute, and not by a person who looked at it? */
export function isPutOffByMute(book: AlertBook, alert: Alert): boolean {
  if (alert.state !== 'snoozed') return false;
  const key = muteKey(muteNameOf(alert));
  return [book.mutes, book.pastMutes].some((mutes) => mutes.get(key)?.until === alert.until);
}

/** Whoever says or hears it does the same to the same alerts, in the same words. */
function say(book: AlertBook, next: Mute, now: number, changes: BookChanges): Mute {
  const key = muteKey(next);
  const concerned = [...book.alerts.values()].filter((alert) => muteKey(muteNameOf(alert)) === key);
  const wasPutOff = new Set(concerned.filter((alert) => isPutOffByMute(book, alert)));
  book.mutes.set(key, next);
  const life = { changedAt: next.at };
  for (const alert of concerned) {
    if (isMuting(next, now)) {
      // what somebody opened again since stays open
      if ((alert.state === 'open' && alert.changedAt <= next.at) || wasPutOff.has(alert)) {
        turn(book, alert, { ...life, state: 'snoozed', until: next.until }, changes);
      }
    } else if (wasPutOff.has(alert)) {
      turn(book, alert, { ...life, state: alert.endedAt === null ? 'open' : 'resolved', until: null }, changes);
    }
  }
  return next;
}

function nextOf(book: AlertBook, name: MuteName, at: number): Word {
  return wordAfter(book.mutes.get(muteKey(name)) ?? null, at);
}
