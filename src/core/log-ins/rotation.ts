import type { DeviceId } from '../device';

/** One step of replacing a credential, as the page lists it. */
export type RotationStepName = 'prepare' | 'hand-over' | 'prove' | 'decide' | 'revoke' | 'tidy';

export type RotationStepState = 'waiting' | 'in-progress' | 'done' | 'failed' | 'rolled-back';

export type RotationStep = { readonly name: RotationStepName; readonly state: RotationStepState };

/**
 * How it ended. `replaced`: the old credential works no more. `rolled-back`: the device kept the old one.
 * `stopped`: nothing more is changed and both credentials stay valid, see `sentence`.
 */
export type RotationOutcome = 'replaced' | 'rolled-back' | 'stopped';

/** `two-slots` (class A): the device holds both; `one-slot` (class B): replaced by a command; `by-hand` (C): typed in */
export type RotationWay = 'two-slots' | 'one-slot' | 'by-hand';

/**
 * What only a person can say of a device that tells nobody which password it uses. `works`: it uses the new one.
 * `not-typed`: nobody has typed the new one in. `not-taken`: its own settings hold the old one. `sure`: what is switched off may be deleted. `switch-on`: it may not, and
 * is to work again.
 */
export type PersonWord = 'works' | 'not-typed' | 'not-taken' | 'sure' | 'switch-on';

/** The replacing of one device's broker log-in, as far as it may be shown. Holds no secret. */
export type Rotation = {
  readonly id: string;
  /** the name of the device in the account database: its client id */
  readonly account: string;
  readonly device: DeviceId | null;
  readonly name: string;
  readonly way: RotationWay;
  readonly startedAt: number;
  readonly steps: readonly RotationStep[];
  /** null: it goes on */
  readonly outcome: RotationOutcome | null;
  /** what is so, in plain words; also what it waits for */
  readonly sentence: string;
  /** how long it will still take, and what that rests on; null: it is over, or nobody here can tell */
  readonly timeLeft: string | null;
  /** what a person may say to it now, in this browser */
  readonly asks: readonly PersonWord[];
  /** this browser has the new password and may show it, for somebody to type it in */
  readonly shows: boolean;
  /**
   * who carries it on, or did: this session, or one of which only the mirror on the broker is seen. `signed-out`: this
   * session did until its administrator was signed out, and goes on when one is in again
   */
  readonly where: 'here' | 'signed-out' | 'another-browser';
};
