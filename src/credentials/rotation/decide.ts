import type { PersonWord, RotationWay } from '@/core/log-ins/rotation';

import {
  identityOf,
  isHandedOver,
  standingOf,
  type Decision,
  type Facts,
  type Mark,
  type ReadMark,
  type Slot,
  type Standing,
} from './facts';

/**
 * `two-slots` (class A): the device holds both log-ins and falls back; `one-slot` (class B): a command replaces its only
 * one; `by-hand` (class C): a person does.
 */
export type Way = RotationWay;

/** What one browser knows and wants beside the facts. Nothing here has to survive it. */
export type Memory = {
  readonly way: Way;
  /** `start` one; `finish` what somebody began; `roll-back` if that is still possible */
  readonly wish: 'start' | 'finish' | 'roll-back';
  /** what a person has said here, and what it takes until it is done; null: nothing */
  readonly word: PersonWord | null;
  /** the rotation this browser follows; null: none yet */
  readonly rotation: string | null;
  /** the rotation whose new password this browser holds; it is nowhere else but with the device */
  readonly holds: string | null;
  /** class B: how often this browser has told the device its new log-in */
  readonly tellings: number;
  /** the roles that the next slot must have */
  readonly roles: readonly string[];
  /** ms since the offer stands, or the device was told last, and it is present; by this browser's own steady clock */
  readonly offeredMs: number;
  /** ms since this browser has seen the facts change */
  readonly unchangedMs: number;
};

/** The next thing to do. Each is idempotent, and is done only if the facts it rests on are fresh. */
export type Action =
  | { readonly do: 'create'; readonly replaces: Slot }
  | { readonly do: 'grant'; readonly username: string; readonly role: string }
  | { readonly do: 'mark'; readonly rotation: string; readonly value: Mark }
  | { readonly do: 'hand-over'; readonly next: Slot; readonly rotation: string }
  | { readonly do: 'decide'; readonly rotation: string; readonly value: Decision }
  | { readonly do: 'disable'; readonly username: string }
  | { readonly do: 'enable'; readonly username: string }
  /** takes a person's decision back, which turned out to be wrong */
  | { readonly do: 'reconsider'; readonly rotation: string }
  | { readonly do: 'remove'; readonly username: string }
  /** takes the offer and the proofs back from the broker */
  | { readonly do: 'clear' }
  /** forgets the registers of a rotation that is over */
  | { readonly do: 'forget'; readonly rotation: string }
  | { readonly do: 'wait'; readonly for: 'proof' | 'others' | 'quiet' | 'person' | 'return' }
  | { readonly do: 'end'; readonly how: 'replaced' | 'rolled-back' | 'nothing-to-do' | Trouble };

/** Nothing more is changed: what stands in the account database is not what a rotation leaves. */
export type Trouble = 'no-account' | 'unclear' | 'another-version' | 'old-disabled' | 'new-disabled';

/** How long a present device may take to prove the new password before it is rolled back. */
export const proofPatienceMs = 30_000;
/** How long a present device that was told by command may show nothing before it is told again, the first time. */
export const tellAgainMs = 30_000;
/** How often a device that comes back with its old log-in is told the new one; one that was not seen to start, twice more. */
export const mostTellings = 3;
/** How long a device that was told by command, maybe by a browser that is closed, may be there and show nothing. */
export const commandPatienceMs = 4 * tellAgainMs;
/** How long another browser, which may hold the password, may stand still before it counts as closed. */
export const othersPatienceMs = 10_000;
/**
 * How long the registers of a finished rotation stand before they are forgotten, and no new one begins. A command sent
 * before the end may still be on its way, but no longer than the broker keeps a silent connection: one and a half times
 * our keep-alive of 30 s (MQTT 5 §3.1.2.10). After that a late "remove b" cannot meet the b of the next rotation.
 */
export const quietMs = 60_000;
/**
 * Facts that are older are read again before anything rests on them, counted from when they were asked for to when the
 * command is sent: with the 45 s that it may be on its way that stays below the minute. As long as that may be, so that a slow line is no
 * standstill: before the device is told, one reading is three questions, one after the other.
 */
export const freshMs = 12_000;

/** Decides from the facts alone what is next; whoever reads the same facts does the same. */
export function decide(facts: Facts, memory: Memory): Action {
  const standing = standingOf(facts.slots);
  switch (standing.type) {
    case 'none':
      return { do: 'end', how: 'no-account' };
    case 'unclear':
      return { do: 'end', how: 'unclear' };
    case 'one':
      return betweenRotations(standing.only, facts, memory);
    case 'two':
      return duringRotation(standing, facts, memory);
  }
}

function betweenRotations(only: Slot, facts: Facts, memory: Memory): Action {
  const [over] = [...facts.decisions.keys(), ...facts.marks.keys()];
  // Offers and proofs are taken back only while the registers still keep a next rotation from beginning: a late "clear"
  // could otherwise meet the offer of that one. What is left without registers is nobody's, and the next overwrites it.
  if (over !== undefined && facts.litter) return { do: 'clear' };
  if (memory.rotation !== null) return { do: 'end', how: howItEnded(only, memory.rotation, facts, memory) };
  if (over !== undefined) {
    return memory.unchangedMs < quietMs ? { do: 'wait', for: 'quiet' } : { do: 'forget', rotation: over };
  }
  if (!only.enabled) return { do: 'end', how: 'old-disabled' };
  return memory.wish === 'start' ? { do: 'create', replaces: only } : { do: 'end', how: 'nothing-to-do' };
}

/** What was told and then vanished, without anybody having taken it back, was lost by the broker: nobody knows what holds. */
function howItEnded(only: Slot, rotation: string, { decisions }: Facts, { way, tellings }: Memory) {
  if (only.rotation === rotation) return 'replaced';
  const isLost = way !== 'two-slots' && tellings > 0 && decisions.get(rotation) !== 'abort';
  return isLost ? 'unclear' : 'rolled-back';
}

export type Two = Extract<Standing, { type: 'two' }>;

function duringRotation(two: Two, facts: Facts, memory: Memory): Action {
  // who wrote it may go on with it, in a way that nobody knows here
  if (facts.marks.get(two.rotation) === 'unknown') return { do: 'end', how: 'another-version' };
  switch (facts.decisions.get(two.rotation)) {
    case 'commit':
      return commit(two, facts, memory);
    case 'abort':
      return rollBack(two, facts, memory);
    case 'unknown':
      return { do: 'end', how: 'another-version' };
    case undefined:
      return undecided(two, facts, memory);
  }
}

/**
 * How the new password was handed over, whoever reads it: once a mark stands, it says so. Browsers may take one device for
 * another kind, because it was away when they came. `unknown`: marked by a version that did not write down how.
 */
function wayOf(rotation: string, { marks }: Facts, { way }: Memory): Way | 'unknown' {
  switch (marks.get(rotation)) {
    case 'offered':
      return 'two-slots';
    case 'told':
      return 'one-slot';
    case 'shown':
      return 'by-hand';
    case 'sent':
    case 'unknown':
      return 'unknown';
    case 'void':
    case undefined:
      return way;
  }
}

function commit({ old, next, rotation }: Two, facts: Facts, memory: Memory): Action {
  if (!next.enabled) return { do: 'end', how: 'new-disabled' };
  const isProven = wayOf(rotation, facts, memory) === 'two-slots' || facts.proofs.has(rotation);
  // disabling can be taken back, deleting cannot: so first the one, and what was read again, then the other
  if (isProven)
    return old.enabled ? { do: 'disable', username: old.username } : { do: 'remove', username: old.username };
  return withdraw(old, rotation, facts, memory);
}

function rollBack(two: Two, facts: Facts, memory: Memory): Action {
  const { old, next, rotation } = two;
  const mark = facts.marks.get(rotation);
  if (mark === 'told' || mark === 'sent') return afterCommands(two, facts, memory);
  if (!old.enabled) return { do: 'end', how: 'old-disabled' };
  if (mark === 'shown') return withdraw(next, rotation, facts, memory);
  // nobody takes back what is not marked: a broker that lost its last writes has lost the mark
  if (mark === undefined && memory.way !== 'two-slots') return { do: 'end', how: 'unclear' };
  return { do: 'remove', username: next.username };
}

/**
 * Where somebody may have been told: `abort` says only that nobody tells it any more. From a minute later on the device
 * holds the one or the other for good, and the one that it shows it does not hold can go: off first, which can be taken back,
 * then, when it has shown so again and was heard without it, for good. The one it holds is on before the other goes off.
 */
function afterCommands(two: Two, facts: Facts, memory: Memory): Action {
  const { old, next, rotation } = two;
  const off = [old, next].find(({ enabled }) => !enabled);
  if (memory.word === 'switch-on') return off ? { do: 'enable', username: off.username } : waitForProof;
  const isNew = facts.proofs.has(rotation);
  // what was shown to a person may be typed in later, whatever the device says now
  const isOld = facts.holdsOld && facts.marks.get(rotation) === 'told';
  if (isNew === isOld) return afterWords(two, facts, memory);
  const [kept, unused] = isNew ? [next, old] : [old, next];
  if (!kept.enabled) return { do: 'enable', username: kept.username };
  if (unused.enabled) return { do: 'disable', username: unused.username };
  const isCertain = facts.livesWithout.has(unused.username) || memory.word === 'sure';
  return isCertain ? { do: 'remove', username: unused.username } : { do: 'wait', for: 'return' };
}

/** Neither the device nor the broker tells: a person, who has looked at the settings of the device itself, does. */
function afterWords({ old, next }: Two, { livesWithout }: Facts, { word, unchangedMs }: Memory): Action {
  if (old.enabled && next.enabled) {
    if (word === 'works') return { do: 'disable', username: old.username };
    const isSaid = word === 'not-taken' && unchangedMs >= quietMs; // no word of it can be on its way any more
    return isSaid ? { do: 'disable', username: next.username } : waitForProof;
  }
  if (!old.enabled && !next.enabled) return { do: 'wait', for: 'return' };
  const unused = old.enabled ? next : old;
  // one that is set to the new log-in and has not started with it is heard without it all the same
  const isCertain = word === 'sure' || (unused === old && livesWithout.has(old.username));
  return isCertain ? { do: 'remove', username: unused.username } : { do: 'wait', for: 'return' };
}

/**
 * Somebody has said that the device does not use `slot`, and nothing else tells it. So it is switched off, which a click
 * takes back, and deleted only when the device was heard without it, or the person has seen that and says so again. To take
 * it back, the decision goes first: whoever still reads it would switch the log-in off again in the next moment.
 */
function withdraw(slot: Slot, rotation: string, facts: Facts, memory: Memory): Action {
  if (memory.word === 'switch-on') {
    return { do: 'reconsider', rotation };
  }
  if (slot.enabled) return { do: 'disable', username: slot.username };
  const isCertain = facts.livesWithout.has(slot.username) || memory.word === 'sure';
  return isCertain ? { do: 'remove', username: slot.username } : { do: 'wait', for: 'return' };
}

function undecided(two: Two, facts: Facts, memory: Memory): Action {
  const { old, next, rotation } = two;
  const isOff = [old, next].find(({ enabled }) => !enabled);
  if (isOff !== undefined) return whileOff(isOff, two, facts, memory);
  const mark = facts.marks.get(rotation);
  if (mark === 'void') return { do: 'decide', rotation, value: 'abort' };
  // before anybody was told, what looks like a proof is one of the last rotation
  if (isHandedOver(mark) && facts.proofs.has(rotation)) return { do: 'decide', rotation, value: 'commit' };
  const said = decidedByWord(mark, memory);
  if (said !== null) return { do: 'decide', rotation, value: said };
  if (memory.wish === 'roll-back') return giveUp(two, facts, memory);
  if (memory.holds !== rotation) return withoutPassword(two, facts, memory);
  const missing = memory.roles.find((role) => !next.roles.includes(role));
  if (missing !== undefined) return { do: 'grant', username: next.username, role: missing };
  if (mark === undefined) return beforeMark(rotation, facts, memory);
  if (memory.way === 'by-hand') return waitForPerson;
  const stands = memory.way === 'two-slots' ? facts.offer === rotation : !isToTellAgain(facts, memory);
  if (stands) return awaitProof(two, facts, memory);
  if (memory.tellings >= mostTellings + (facts.cameBack ? 0 : 2)) return giveUp(two, facts, memory);
  return facts.present || memory.way === 'two-slots' ? { do: 'hand-over', next, rotation } : waitForProof;
}

/** What a person has said counts where it cannot be wrong, by how the password was handed over. */
function decidedByWord(mark: ReadMark | undefined, { word }: Memory): Decision | null {
  if (mark !== 'told' && mark !== 'shown' && mark !== 'sent') return null;
  if (word === 'works') return 'commit';
  if (word === 'not-typed') return mark === 'shown' ? 'abort' : null;
  return word === 'not-taken' && mark !== 'shown' ? 'abort' : null;
}

/**
 * A command is heard once or not at all: Tasmota takes it at QoS 0, and a restart that was ordered can be lost after the
 * setting was answered. The same log-in told twice is the same log-in, and both are valid meanwhile; so a device that is
 * there and shows nothing is told again, each time after twice as long. One that has started since and shows the old one
 * may well be one that does not take it, and each time costs a restart: after four times as long. One that has started and
 * shows nothing at all may use the new one.
 */
function isToTellAgain(facts: Facts, memory: Memory): boolean {
  if (memory.tellings === 0) return true;
  const afterMs = tellAgainAfterMs(facts, memory);
  return afterMs !== null && memory.offeredMs >= afterMs;
}

/** How long a device that was told by command may show nothing, ms; null: this browser does not tell it again by itself. */
export function tellAgainAfterMs({ present, cameBack, isBlind }: Facts, memory: Memory): number | null {
  const { tellings, holds, rotation, wish } = memory;
  if (holds === null || holds !== rotation || wish === 'roll-back' || tellings === 0) return null;
  if (!present || (cameBack && isBlind)) return null;
  // one that came back with its old one was told most of the times that it is told at all
  return tellAgainMs * (cameBack ? 4 ** Math.min(tellings - 1, mostTellings - 1) : 2 ** (tellings - 1));
}

/** A person's decision was taken back, and a late command of somebody who had read it has switched one off after all. */
function whileOff(slot: Slot, { next, rotation }: Two, facts: Facts, memory: Memory): Action {
  const mark = facts.marks.get(rotation);
  if (mark === 'told' || mark === 'shown' || mark === 'sent') {
    if (slot !== next && next.enabled && facts.proofs.has(rotation)) return { do: 'decide', rotation, value: 'commit' };
    return memory.word === 'switch-on' ? { do: 'enable', username: slot.username } : { do: 'wait', for: 'return' };
  }
  return { do: 'end', how: slot === next ? 'new-disabled' : 'old-disabled' };
}

/**
 * A "create" that was long on its way may have begun this rotation while the registers of the last one still stand, and a
 * late "remove" of that one would hit this one's slot: as long as that may be, the device is not told.
 */
function beforeMark(rotation: string, { decisions, marks }: Facts, memory: Memory): Action {
  const other = [...decisions.keys(), ...marks.keys()].find((one) => one !== rotation);
  if (other === undefined) return { do: 'mark', rotation, value: markOf[memory.way] };
  return memory.unchangedMs < quietMs ? { do: 'wait', for: 'quiet' } : { do: 'forget', rotation: other };
}

const markOf = { 'two-slots': 'offered', 'one-slot': 'told', 'by-hand': 'shown' } as const;

/** The password was lost with its browser, or is with one that still works on it. */
function withoutPassword(two: Two, facts: Facts, memory: Memory): Action {
  if (facts.offer === two.rotation) return awaitProof(two, facts, memory);
  const way = wayOf(two.rotation, facts, memory);
  const isMarked = isHandedOver(facts.marks.get(two.rotation));
  if (isMarked && (way === 'by-hand' || way === 'unknown')) return waitForPerson;
  if (memory.unchangedMs < othersPatienceMs) return { do: 'wait', for: 'others' };
  const mayBeTold = isMarked && way === 'one-slot' && (!facts.present || memory.unchangedMs < commandPatienceMs);
  return mayBeTold ? waitForProof : giveUp(two, facts, memory);
}

function awaitProof(two: Two, facts: Facts, memory: Memory): Action {
  if (wayOf(two.rotation, facts, memory) !== 'two-slots') return waitForProof;
  return memory.offeredMs < proofPatienceMs ? waitForProof : giveUp(two, facts, memory);
}

/**
 * Only what certainly nobody was told is taken back at once: whoever writes the mark first settles that. What was offered to
 * a device that keeps both may be taken back too. Else both stay valid until the device shows which one it uses, or a person
 * says it, be it weeks.
 *
 * Where a device was told by command and can be asked, `abort` ends the telling first, also where nothing has told yet what it
 * is set to: it takes nothing back, and the question is asked only behind it. Asked before, an answer would be worth nothing: the
 * command may be on its way still, or come a second time, be stored after the answer "the old one", or be followed by another
 * browser's. A minute behind `abort` (`held-login.ts`) none of that can be, so what the device is set to stays what it is
 * set to: a restart between answer and act starts with just that, one that is stored and not started with is answered as the
 * new one (and the restart ordered), and an answer to somebody else's question is as true. "The old one" switches the new one
 * off, and only another answer deletes it; "the new one" proves nothing before the next start. No answer: both stay, and a
 * person is asked.
 */
function giveUp({ rotation }: Two, facts: Facts, memory: Memory): Action {
  const mark = facts.marks.get(rotation);
  switch (mark) {
    case undefined:
      return { do: 'mark', rotation, value: 'void' };
    case 'void':
    case 'offered':
      return { do: 'decide', rotation, value: 'abort' };
    case 'told': {
      const isAsked = memory.way === 'one-slot' && facts.isAskable;
      return isAsked ? { do: 'decide', rotation, value: 'abort' } : waitForProof;
    }
    case 'unknown':
    case 'shown':
    case 'sent':
      return waitForPerson;
  }
}

const waitForProof: Action = { do: 'wait', for: 'proof' };
const waitForPerson: Action = { do: 'wait', for: 'person' };

/** What the description of a slot says that takes the place of `replaces`. */
export function noteOf(rotation: string, replaces: Slot, by: string, at: number): string {
  return JSON.stringify({ rot: rotation, prev: identityOf(replaces), by, at });
}
