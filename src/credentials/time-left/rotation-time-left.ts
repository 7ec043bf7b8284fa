import {
  othersPatienceMs,
  proofPatienceMs,
  quietMs,
  tellAgainAfterMs,
  type Action,
  type Memory,
} from '../rotation/decide';
import type { Facts } from '../rotation/facts';
import { spanWords } from './span-words';

/** How a rotation has gone until now beside how its kind goes, ms. */
export type Gone = {
  readonly sinceMs: number;
  /** what others of its driver took in this visit; null: there was none */
  readonly usualMs: number | null;
};

/** How long it will still take and what that rests on, in a sentence or two; null: it is over. */
export function rotationTimeLeft(facts: Facts, memory: Memory, action: Action, gone: Gone): string | null {
  if (action.do === 'end') return null;
  if (action.do !== 'wait') return byOthers(gone) ?? unmeasured;
  switch (action.for) {
    case 'person':
      return 'As long as you take: nothing here runs out.';
    case 'return':
      return 'Nobody knows: until the device is heard again, or you say what is so.';
    case 'quiet':
      return atMost(quietMs - memory.unchangedMs, 'then nothing of the last change can be on its way any more.');
    case 'others':
      return atMost(othersPatienceMs - memory.unchangedMs, 'then the other browser counts as closed.');
    case 'proof':
      return untilProof(facts, memory, gone);
  }
}

function untilProof(facts: Facts, memory: Memory, gone: Gone): string {
  const { present, isBlind } = facts;
  if (!present) return 'Nobody knows: it goes on as soon as the device is connected.';
  if (memory.way === 'two-slots') {
    const limit = atMost(proofPatienceMs - memory.offeredMs, 'then the new password is taken back.');
    return [byOthers(gone), limit].filter((part) => part !== null).join(' ');
  }
  if (memory.way === 'one-slot' && facts.decisions.size > 0) {
    return memory.unchangedMs < quietMs
      ? atMost(
          quietMs - memory.unchangedMs,
          `then no word of the new password can be on its way, and ${facts.isAskable ? 'the device is asked' : 'you are asked'}.`,
        )
      : facts.isAskable
        ? 'Nobody knows: until the device shows which password it holds. It is asked twice a minute.'
        : 'As long as you take: only a person can tell here which password it holds.';
  }
  if (isBlind) return 'As long as you take: only a person can tell here which password it uses.';
  const afterMs = tellAgainAfterMs(facts, memory);
  const again =
    afterMs === null ? '' : ` It is told again in ${spanWords(afterMs - memory.offeredMs)} if it shows nothing.`;
  return (byOthers(gone) ?? unmeasured) + again;
}

const unmeasured = 'Not known yet: no other device of its kind was changed in this visit.';

function byOthers({ sinceMs, usualMs }: Gone): string | null {
  if (usualMs === null) return null;
  const others = `others of its kind took ${spanWords(usualMs)} in this visit`;
  return sinceMs < usualMs
    ? `About ${spanWords(usualMs - sinceMs)}: ${others}.`
    : `Nobody knows: it has taken ${spanWords(sinceMs)}, and ${others}.`;
}

const atMost = (ms: number, then: string) => `At most ${spanWords(ms)}: ${then}`;
