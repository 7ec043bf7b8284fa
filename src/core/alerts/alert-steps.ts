import {
  alertId,
  causeOf,
  isClosedByPerson,
  isLive,
  matterOf,
  type Alert,
  type AlertAct,
  type AlertId,
  type AlertSignal,
  type AlertState,
  type Evidence,
  type Sighting,
  type Verdict,
} from './alert';
import { happensAgain, sameSightingMs } from './alert-again';
import { keepWithin, put, remove, standingOf, unite, type AlertBook, type BookChanges } from './alert-book';
import { toldSignal } from './alert-text';
import { turn } from './alert-turn';
import { countedUp, wordAfter } from './last-word';
import { isSameAlert, isWorse, mergeAlerts, uniteEvidence } from './alert-merge';
import { isPutOffByMute, muteOver } from './mute-steps';

/** What our own detection saw. */
export function take(book: AlertBook, seen: AlertSignal, now: number, changes: BookChanges): void {
  const signal = toldSignal(seen);
  const cause = signal.type === 'seen' ? causeOf(signal.sighting) : causeOf(signal);
  const standing = standingOf(book, cause) ?? (signal.type === 'seen' ? sameFlood(book, signal.sighting) : undefined);
  switch (signal.type) {
    case 'seen': {
      const { sighting } = signal;
      if (standing === undefined && isClosedMemory(book, sighting)) return;
      const isAnother = standing !== undefined && isClosedUnseen(book, standing, sighting, now);
      book.calm.delete(cause);
      if (sighting.lasting) book.seen.set(cause, sighting);
      if (isAnother) endUnseen(book, standing, now, changes);
      return standing === undefined || isAnother || happensAgain(standing, sighting, now)
        ? open(book, sighting, now, changes)
        : join(book, standing, sighting, now, changes);
    }
    case 'calm':
      if (book.seen.delete(cause)) book.calm.add(cause);
      return note(book, standing, signal.evidence, changes);
    case 'more':
      return note(book, standing, signal.evidence, changes);
    case 'over':
      book.seen.delete(cause);
      book.calm.delete(cause);
      if (standing !== undefined) end(book, standing, signal.evidence, now, changes);
  }
}

/** One flood is one alert, whether what is too much for any device or what is unusual for this one saw it first. */
function sameFlood({ alerts }: AlertBook, sighting: Sighting): Alert | undefined {
  const matter = matterOf(sighting);
  if (matter === causeOf(sighting)) return undefined;
  return [...alerts.values()].find((one) => matterOf(one) === matter && isLive(one));
}

/** What another observer says of an alert, live or retained. */
export function hear(book: AlertBook, told: Alert, now: number, changes: BookChanges): void {
  const known = book.alerts.get(told.id);
  const merged = known === undefined ? told : mergeAlerts(known, told);
  const cause = causeOf(merged);
  if (known === undefined || !isSameAlert(known, merged)) put(book, merged, changes);
  if (!isSameAlert(merged, told)) changes.tell.add(told.id);
  unite(book, merged, changes);
  // one broker has one order: who says that it is over spoke of an earlier time than the one we see
  const seen = book.seen.get(cause);
  if (seen !== undefined && standingOf(book, cause) === undefined) open(book, { ...seen, t: now }, now, changes);
  keepWithin(book, changes);
}

/** Somebody took an alert back. What we opened ourselves or see standing we say again: nobody may silence it that way. */
export function hearWithdrawn(book: AlertBook, id: AlertId, changes: BookChanges): void {
  const known = book.alerts.get(id);
  if (known === undefined) return;
  if (isLive(known) && (book.own.has(id) || book.seen.has(causeOf(known)))) changes.tellLater.add(id);
  else remove(book, known, changes);
}

/** What a person does. False: there is no such alert any more. */
export function act(book: AlertBook, id: AlertId, what: AlertAct, now: number, changes: BookChanges): boolean {
  const alert = book.alerts.get(id);
  if (alert === undefined) return false;
  const until = what.type === 'snooze' ? what.until : null;
  const verdict = verdictAfter(alert, what, now);
  turn(book, { ...alert, verdict }, { state: stateAfter[what.type], until, changedAt: now }, changes);
  unite(book, alert, changes);
  return true;
}

const stateAfter: Readonly<Record<AlertAct['type'], AlertState>> = {
  acknowledge: 'acknowledged',
  snooze: 'snoozed',
  resolve: 'resolved',
  reopen: 'open',
  judge: 'resolved',
};

/** Opening it again takes back what was said that it was. */
function verdictAfter({ verdict }: Alert, what: AlertAct, now: number): Verdict | null {
  const word = wordAfter(verdict, now);
  if (what.type === 'judge') return { kind: what.verdict, ...word };
  const isTakenBack = what.type === 'reopen' && verdict !== null && verdict.kind !== 'none';
  return isTakenBack ? { kind: 'none', ...word } : verdict;
}

/**
 * Snoozed alerts whose time has come open again; what merely happened while it was muted is over. Every observer does so, in
 * the same words.
 */
export function wake(book: AlertBook, now: number, changes: BookChanges): void {
  for (const alert of book.alerts.values()) {
    if (alert.state !== 'snoozed' || alert.until === null || alert.until > now) continue;
    const isOver = alert.endedAt !== null && isPutOffByMute(book, alert);
    turn(book, alert, { state: isOver ? 'resolved' : 'open', until: null, changedAt: alert.until }, changes);
  }
}

/**
 * Somebody closed it, and what is seen now is another: a happening always is, and what lasts where we saw nothing of what was
 * closed, and it was not closed just now, by whoever saw the same a little before us. Else whoever may write alerts could close
 * one for all time before there is anything to see.
 */
function isClosedUnseen(book: AlertBook, alert: Alert, { lasting, news }: Sighting, now: number): boolean {
  if (isLive(alert) || !news) return false;
  const cause = causeOf(alert);
  const isJustNow = Math.abs(now - alert.changedAt) <= sameSightingMs;
  return !lasting || !(isJustNow || book.seen.has(cause) || book.calm.has(cause));
}

/**
 * A person closed what had happened, and the broker goes on to remember it: whoever looks at the home anew, and has counted nothing
 * of it, sees no other. What is heard live is.
 */
function isClosedMemory({ alerts, byCause }: AlertBook, sighting: Sighting): boolean {
  if (sighting.lasting || sighting.news) return false;
  const isSame = (one: Evidence) =>
    sighting.evidence.some(({ topic, text }) => topic === one.topic && text === one.text);
  return [...(byCause.get(causeOf(sighting)) ?? [])].some((id) => {
    const alert = alerts.get(id);
    return alert !== undefined && isClosedByPerson(alert) && alert.evidence.some(isSame);
  });
}

/** It was over unseen, at the latest when it was closed: every observer says the same moment. */
function endUnseen(book: AlertBook, alert: Alert, now: number, changes: BookChanges): void {
  put(book, { ...alert, endedAt: Math.min(alert.changedAt, now) }, changes);
  changes.tell.add(alert.id);
}

function open(book: AlertBook, sighting: Sighting, now: number, changes: BookChanges): void {
  const { lasting, news, ...seen } = sighting;
  const id = freeId(book, sighting);
  if (id === null) return;
  for (const past of pastDangersOf(book, sighting))
    turn(book, past, { state: 'resolved', until: null, changedAt: now }, changes);
  const evidence = uniteEvidence(seen.evidence, []);
  const mute = muteOver(book, seen, now);
  const life =
    mute === null
      ? ({ state: 'open', changes: 0, until: null } as const)
      : ({ state: 'snoozed', changes: 1, until: mute.until } as const);
  const endedAt = lasting ? null : seen.t;
  put(book, { id, ...seen, evidence, count: 1, changedAt: now, ...life, endedAt, verdict: null }, changes);
  if (!news) changes.opened.delete(id);
  book.own.add(id);
  changes.tell.add(id);
  keepWithin(book, changes);
}

/**
 * Of danger one is enough to look at: what begins anew, or happens again, takes the place of what is over and that nobody has closed.
 * What else happened on another night stays beside.
 */
function pastDangersOf({ alerts, byCause }: AlertBook, sighting: Sighting): readonly Alert[] {
  if (sighting.class !== 'safety') return [];
  const same = [...(byCause.get(causeOf(sighting)) ?? [])].flatMap((id) => alerts.get(id) ?? []);
  return same.filter((alert) => isLive(alert) && alert.endedAt !== null);
}

/** What began again within the same millisecond is another alert; a happening told twice is the same. null: it is known. */
function freeId(book: AlertBook, { class: kind, subject, t, lasting }: Sighting): AlertId | null {
  for (let at = t; ; at += 1) {
    const id = alertId(kind, subject, at);
    if (!book.alerts.has(id)) return id;
    if (!lasting) return null;
  }
}

/** What got worse wants a person again, whatever was done about it before. */
function join(book: AlertBook, alert: Alert, sighting: Sighting, now: number, changes: BookChanges): void {
  if (isWorse(sighting, alert)) {
    const { title, severity, confidence, fix } = sighting;
    const evidence = uniteEvidence(alert.evidence, sighting.evidence);
    const worse = { ...alert, title, severity, confidence, fix, evidence, count: countedUp(alert.count, 1) };
    turn(book, worse, { state: 'open', changedAt: now, until: null }, changes);
    if (alert.state === 'open' && !sighting.news) changes.opened.delete(alert.id);
  } else if (isLive(alert) && sighting.news) addEvidence(book, alert, sighting.evidence, 1, changes);
}

function note(book: AlertBook, alert: Alert | undefined, evidence: Evidence, changes: BookChanges): void {
  if (alert !== undefined && isLive(alert)) addEvidence(book, alert, [evidence], 0, changes);
}

function addEvidence(
  book: AlertBook,
  alert: Alert,
  more: readonly Evidence[],
  sightings: 0 | 1,
  changes: BookChanges,
): void {
  const last = alert.evidence.at(-1);
  const lastAt = last?.t ?? alert.t;
  // whether danger goes on is read from what was seen last: nobody waits for another to say so, and no clock of a bridge puts it before
  const isTurn = alert.class === 'safety' && more.some(({ text }) => text !== last?.text);
  const isNews = isTurn || book.own.has(alert.id) || more.some(({ t }) => t > lastAt + sameSightingMs);
  if (!isNews) return;
  const later = isTurn ? more.map((one) => ({ ...one, t: Math.max(one.t, lastAt + 1) })) : more;
  const evidence = uniteEvidence(alert.evidence, later);
  put(book, { ...alert, evidence, count: countedUp(alert.count, sightings) }, changes);
  changes.tellLater.add(alert.id);
}

/** Danger that nobody has seen stays in sight when it is over: who slept through it must find it in the morning. */
function end(book: AlertBook, alert: Alert, last: Evidence, now: number, changes: BookChanges): void {
  const isToBeSeen = alert.class === 'safety' && alert.state === 'open';
  const endedAt = isToBeSeen ? Math.max(last.t, alert.t + 1) : last.t;
  const ended = { ...alert, endedAt, evidence: uniteEvidence(alert.evidence, [last]) };
  if (isLive(alert) && !isToBeSeen)
    return turn(book, ended, { state: 'resolved', until: null, changedAt: now }, changes);
  put(book, ended, changes);
  changes.tell.add(alert.id);
}
