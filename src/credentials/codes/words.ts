import type { CodeOutcome, CodeStep, CodeWork } from '@/core/codes/code-owner';
import { startSentence } from '@/core/spoken-name';

type About = {
  readonly act: CodeWork['act'];
  readonly person: string;
  /** as in a sentence */
  readonly lock: string;
  /** the broker said that this account may not send to the lock */
  readonly isForbidden?: boolean;
};

/** How it ended on one lock, in one sentence or two, for somebody who knows nothing of places and tables. */
export function outcomeSentence(outcome: CodeOutcome, why: string | null, about: About): string {
  const { act, person, lock } = about;
  const Lock = startSentence(lock);
  const reason =
    why === null ? 'It gave no reason; most locks refuse a code that somebody else has already.' : `${why}.`;
  const kept = act === 'change' ? ` ${person}’s old code still works.` : '';
  if (about.isForbidden === true && (outcome === 'away' || outcome === 'unsent')) {
    const left = act === 'remove' ? 'so the code still opens it' : 'so nothing was changed';
    return `The broker does not let the account you signed in with change codes of ${lock}, ${left}.${kept}`;
  }
  switch (outcome) {
    case 'done':
      return doneSentence(act, person, lock);
    case 'refused':
      if (act === 'remove') return `${Lock} did not remove the code: it still opens. Remove it at the keypad.`;
      return `${Lock} did not take the code. ${reason}${kept}`;
    case 'unanswered':
      if (act === 'remove') return `${Lock} did not answer: the code may still open it. Try again when it is in reach.`;
      return `${Lock} did not answer, so nobody knows whether it took the code. It was asked to forget it.${kept}`;
    case 'away':
      return `${Lock} did not answer, so nothing was changed. Try again when it is in reach.${kept}`;
    case 'full':
      return `${Lock} has no free place for another code, so nothing was changed.${kept}`;
    case 'old-remains':
      return `${person}’s new code opens ${lock}, and the old one could not be removed: it may still open. Remove it below.`;
    case 'uncertain':
      return `${Lock} did not say whether it took the new code. Try it at the door: if it does not open, the old one still does.`;
    case 'unsent':
      return act === 'remove'
        ? 'It could not be sent to the lock. The code still opens it.'
        : `It could not be sent to the lock, and nothing was changed.${kept}`;
    case 'taken':
      return `Another page is changing the codes of ${lock} too, or has just done so, and nothing was changed here. Look at the list, and try again in a few minutes.${kept}`;
    case 'overtaken':
      return `${Lock} was told to forget ${person}’s code, and before it had answered another page took up the same place. Nobody knows whether the code still opens it. Look at the list in a few minutes, and remove it again if it is still there.`;
    case 'doubtful':
      return `Another page set a code in the same place of ${lock} at the same moment, and nobody knows which of the two opens it.${kept} Look at the list, try both at the door, and give new ones.`;
  }
}

/** While a claim of another page stands in the way. */
export function waitingSentence(lock: string): string {
  return `Another page is changing the codes of ${lock}, or was closed while it did. Waiting for it, 3 minutes at the most.`;
}

function doneSentence(act: CodeWork['act'], person: string, lock: string): string {
  switch (act) {
    case 'add':
      return `${person}’s code opens ${lock}: the lock says that it has it.`;
    case 'change':
      return `${person}’s new code opens ${lock}, and the old one does not any more: the lock says so.`;
    case 'remove':
      return `${person}’s code does not open ${lock} any more: the lock says that it is gone.`;
  }
}

/** What goes on while it goes on. */
export function progressSentence(steps: readonly CodeStep[], lock: string): string {
  switch (steps.find(({ state }) => state === 'in-progress')?.name) {
    case 'find':
      return `Asking ${lock} for a free place.`;
    case 'write':
      return `Sending the code to ${lock}.`;
    case 'check':
      return `Asking ${lock} whether it has the code.`;
    case 'remove':
      return `Telling ${lock} to forget the old code.`;
    case 'confirm':
      return `Asking ${lock} whether the old code is gone.`;
    case undefined:
      return 'Waiting for its turn.';
  }
}
