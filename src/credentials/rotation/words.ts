import { startSentence } from '@/core/spoken-name';

import type { Action, Trouble, Way } from './decide';
import type { ReadMark } from './facts';

/** What is going on, and what it rests on, for the sentence that stands under the steps. */
export type Situation = {
  /** the device inside a sentence: "the drive camera" */
  readonly name: string;
  readonly way: Way;
  readonly action: Action;
  readonly present: boolean;
  /** a person asked to take it back */
  readonly calledOff: boolean;
  /** class B: the device has shown since the hand-over that it uses the old log-in */
  readonly keptOld: boolean;
  /** how the device, or a person, may have learnt the new password; null: nobody has */
  readonly mark: Exclude<ReadMark, 'void'> | null;
  /** class B: it can be asked which log-in it is set to */
  readonly isAskable: boolean;
  /** class B: it is told no more, by anybody */
  readonly isToldNoMore: boolean;
  /** class B: a command may have been lost, so it was said more than once */
  readonly wasToldAgain: boolean;
  /** the new password is with another browser, or went with one that was closed */
  readonly isElsewhere: boolean;
  /** nobody but a person can tell which password the device uses */
  readonly isBlind: boolean;
  /** nothing has changed for so long that no word of the hand-over can be on its way */
  readonly isQuiet: boolean;
  /** a change was seen here: an account that is gone now was there */
  readonly wasBegun: boolean;
  /** class C: this browser has the new password and can show it */
  readonly isShown: boolean;
};

/** One or two plain sentences: what is so now, and that nobody is locked out by it. */
export function sentenceOf(situation: Situation): string {
  return startSentence(words(situation));
}

function words(situation: Situation): string {
  const { name, way, action } = situation;
  switch (action.do) {
    case 'create':
    case 'grant':
      return `a second log-in is being made for ${name}. The old one stays valid.`;
    case 'mark':
      return action.value !== 'void'
        ? `the new log-in of ${name} is ready to be handed over. The old one stays valid.`
        : `the change is being taken back before ${name} was told of it.`;
    case 'hand-over':
      return way === 'two-slots'
        ? `the new password is being handed to ${name}, sealed so that only it can open it.`
        : `${name} is being told its new password.`;
    case 'wait':
      return waiting(action.for, situation);
    case 'decide':
      if (situation.mark === 'told' && action.value === 'abort')
        return `${name} is told no more of its new password. Both stay valid.`;
      return action.value === 'commit'
        ? situation.isBlind
          ? `the new password of ${name} is the one that counts from now on.`
          : `${name} has logged in with its new password.`
        : `the new log-in of ${name} is being taken back. The old one was valid all the time.`;
    case 'disable':
      return `the password that ${name} does not use is being switched off. It can be switched on again.`;
    case 'enable':
    case 'reconsider':
      return `the password that was switched off is being switched on again. Both of ${name} are valid then.`;
    case 'remove':
      return `a log-in of ${name} that nobody uses is being deleted.`;
    case 'clear':
    case 'forget':
      return `what the change left on the broker is being tidied up.`;
    case 'end':
      return ending(action.how, situation);
  }
}

function waiting(what: Extract<Action, { do: 'wait' }>['for'], situation: Situation): string {
  const { name, way, present, mark, calledOff, isAskable } = situation;
  const { keptOld, isToldNoMore, wasToldAgain, isElsewhere, isBlind, isShown, isQuiet } = situation;
  switch (what) {
    case 'others':
      return `another browser has begun this. Waiting whether it goes on; both passwords of ${name} are valid.`;
    case 'quiet':
      return `the last change of this log-in is less than a minute old. Waiting until nothing of it can still be on its way.`;
    case 'person':
      if (mark === 'sent') return untold(name);
      return [
        isShown
          ? `type the new log-in into ${name}. Take the time it needs, days if it has to be: both are valid until then.`
          : shownBefore(name),
        isBlind
          ? 'Neither the device nor this broker tells which one it uses, so say here when it works with the new one.'
          : 'It is noticed here as soon as it logs in with it.',
      ].join(' ');
    case 'return':
      return present
        ? `one password of ${name} is switched off. Waiting until the device is heard without it; then it is deleted.`
        : `one password of ${name} is switched off, and the device is not connected. If it does not come back, switch that password on again.`;
    case 'proof':
      if (isToldNoMore && !isAskable && !isQuiet)
        return `${name} is told no more of its new password, and a word of it may be on its way for a minute still. Look at its own settings after that, and say here which password they hold. Both stay valid until then.`;
      if (isToldNoMore ? !isAskable : mark === 'told' && calledOff) return untold(name);
      if (isToldNoMore) {
        if (present && isBlind && isQuiet)
          return `${name} is asked which password it is set to, and has not answered yet. If it does not, look at its own settings and say here which one they hold. Both stay valid until then.`;
        return present
          ? `${name} is told no more of its new password. In a minute the one that it does not hold is deleted. If nothing comes, switch it off and on. Both are valid.`
          : `${name} is told no more of its new password, and is not connected. When it comes back, the one that it does not hold is deleted. Both are valid.`;
      }
      if (keptOld) {
        return `${name} came back with its old log-in: it did not take the new one. Look for an environment variable or a file that overrides its settings. Both stay valid.`;
      }
      if (!present) {
        if (way === 'one-slot')
          return `${name} is not connected; it may be restarting. Both of its passwords are valid. You may close this page.`;
        return `${name} is not connected. It gets its new password when it comes back, and both stay valid until then. You may close this page.`;
      }
      if (way === 'one-slot' && isElsewhere && !isBlind) {
        return `${name} may have been told its new password by another browser; only that one can tell it again. If that one is closed and the device never heard of it, the new one is taken back. Until then both are valid.`;
      }
      return way === 'one-slot' && isBlind
        ? `${name} was told its new password. Neither it nor this broker tells which one it uses: see whether it works again, and say so here. Until then both are valid.`
        : `waiting until ${name} has logged in with its new password. ${wasToldAgain ? 'It may not have heard of it, so it was told again. ' : ''}Until then both are valid.`;
  }
}

/** A new log-in that somebody was to type in, and which is nowhere any more. */
export function shownBefore(name: string): string {
  return `the new log-in of ${name} was shown on a page that was closed or signed out since, and cannot be shown again. If it was typed in, all is well; if not, make another one.`;
}

const untold = (name: string) =>
  `nothing tells which password ${name} is set to. Both stay valid until you say which one its own settings hold.`;

function ending(
  how: 'replaced' | 'rolled-back' | 'nothing-to-do' | Trouble,
  { name, calledOff, wasBegun, isElsewhere }: Situation,
): string {
  switch (how) {
    case 'replaced':
      return `${name} uses its new password, and the old one no longer works.`;
    case 'rolled-back':
      if (calledOff) return `the change was called off. ${startSentence(name)} goes on with its old password.`;
      return isElsewhere
        ? `the browser that had the new password of ${name} was closed, or the device did not take it, so it was withdrawn. It goes on with its old one and was never locked out. You can rotate it again.`
        : `${name} did not take the new password, so it was withdrawn. It goes on with its old one and was never locked out.`;
    case 'nothing-to-do':
      return `there is nothing to do for ${name}.`;
    case 'no-account':
      return wasBegun
        ? `the broker has no account for ${name} any more: it may have lost its account file. Nothing more is changed.`
        : `the broker has no account for ${name}. Nothing was changed.`;
    case 'unclear':
      return `somebody else has changed the accounts of ${name}: they do not look as a change leaves them. Nothing more is done; remove the one it does not use by hand.`;
    case 'another-version':
      return `another version of Gatehouse is changing the log-in of ${name}, or somebody has made roles called sent:… or dec:… by hand. Nothing more is changed here, and what works goes on working. Load this page again, so that it is the newest version.`;
    case 'old-disabled':
      return `the log-in that ${name} uses was switched off by somebody else. Nothing more is changed; switch it on again if the device is to go on with it.`;
    case 'new-disabled':
      return `the new log-in of ${name} was switched off by somebody else. Nothing more is changed; switch it on again if the device is to use it.`;
  }
}
