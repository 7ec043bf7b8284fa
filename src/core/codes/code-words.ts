import type { CodeOutcome, UnansweredLock } from './code-owner';
import type { PersonPlace } from './code-people';
import type { Device } from '../device';
import { listed } from '../list-words';

const day = 86_400_000;

/** How old a person's codes are, by the oldest: "214 days old"; null: nobody wrote it down. */
export function ageOfCodes(places: readonly Pick<PersonPlace, 'since'>[], now: number): string | null {
  const known = places.flatMap(({ since }) => since ?? []);
  if (known.length === 0) return null;
  const days = Math.max(0, Math.floor((now - Math.min(...known)) / day));
  return days === 0 ? 'set today' : days === 1 ? '1 day old' : `${days} days old`;
}

/** Is one of these codes older than codes may be? `days` null: they may be as old as they like. */
export function isTooOld(places: readonly Pick<PersonPlace, 'since'>[], days: number | null, now: number): boolean {
  return days !== null && places.some(({ since }) => since !== null && now - since >= days * day);
}

/** What is wrong with a person's code on a lock and what to do, as sentences; null: nothing. */
export function findingOn({ found, lock, slot }: PersonPlace, person: string): string | null {
  switch (found) {
    case 'gone':
      return `${lock} has no code for ${person} any more, and nobody here removed it. Give ${person} a new one, or forget it here.`;
    case 'changed':
      return `Somebody else changed ${person}’s code on ${lock} (place ${slot}). Change it again if that was not ${person}.`;
    case 'off':
      return `${person}’s code is switched off in ${lock}.`;
    case 'there':
    case 'unknown':
      return null;
  }
}

/** Is the new code perhaps in the lock, so that somebody has to know it? null: it goes on. */
export function mayOpen(outcome: CodeOutcome | null): boolean {
  switch (outcome) {
    case 'done':
    case 'old-remains':
    case 'uncertain':
    case 'unanswered':
    case 'doubtful':
      return true;
    case 'refused':
    case 'away':
    case 'full':
    case 'unsent':
    case 'taken':
    case 'overtaken':
    case null:
      return false;
  }
}

/** Who ends a code that is not for good, honestly; null: the locks do it themselves. */
export function endingSentence(locks: readonly Device[]): string | null {
  const names = locks.filter(({ codes }) => codes?.keepsEnds === false).map(({ name }) => name);
  if (names.length === 0) return null;
  const do_ = names.length === 1 ? 'does' : 'do';
  return `${listed(names)} ${do_} not end a code by itself. Gatehouse removes it when its time is over, as long as a page of it is open somewhere in the house; otherwise as soon as one is opened again.`;
}

/** That a lock told nothing when it was asked. `hasTold`: what it told before stands there, and is not to be taken for new. */
export function unansweredSentence(why: UnansweredLock['why'], hasTold: boolean): string {
  const words =
    why === 'silent'
      ? 'It did not answer when it was asked'
      : 'The broker does not let the account you signed in with ask it';
  return hasTold ? `${words}: this is what it told before.` : `${words}.`;
}

/** What a change without a free place risks. */
export const inPlaceRisk =
  'The old code can be overwritten in its own place. Then there is no second one to fall back on: if the lock refuses the new code without saying so, the old one goes on opening, and the lock may not tell which of them it has. Be at the door and try it.';
