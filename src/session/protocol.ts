import type { Login } from '@/broker/broker';
import type { AlertAct, AlertId } from '@/core/alert';
import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { Batch, HealthPoint } from '@/core/feed';

/** Raised whenever the messages below change, so that an old page and a new worker never talk past each other. */
export const protocolVersion = 2;

export type { Login };

/** How a command went. A device's own answer is seen in its state, not here. */
export type CommandResult =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'refused'; readonly reason: 'not-authorised' | 'not-connected' | 'cannot' | 'timed-out' };

export type BridgeHealth =
  | { readonly outcome: 'healthy' }
  | { readonly outcome: 'unhealthy' | 'no-answer' | 'not-connected' | 'cannot' };

/** `gone`: there is no such alert any more. */
export type ActResult = { readonly outcome: 'done' | 'gone' };

/** Questions of the page, each answered once. */
export type Questions = {
  readonly command: { readonly ask: Intent; readonly answer: CommandResult };
  readonly bridgeHealth: { readonly ask: { readonly device: DeviceId }; readonly answer: BridgeHealth };
  readonly alertAct: { readonly ask: { readonly alert: AlertId; readonly act: AlertAct }; readonly answer: ActResult };
  readonly healthSeries: { readonly ask: { readonly device: DeviceId }; readonly answer: readonly HealthPoint[] };
};
export type QuestionName = keyof Questions;

/** page → worker */
export type ToSession =
  | { readonly type: 'connect'; readonly login: Login }
  | { readonly type: 'disconnect' }
  /** the page has drawn the last batch and can take the next */
  | { readonly type: 'ready' }
  | { readonly type: 'watch'; readonly device: DeviceId | null }
  /** may this page show notifications */
  | { readonly type: 'may-notify'; readonly allowed: boolean }
  | {
      [Q in QuestionName]: {
        readonly type: 'ask';
        readonly id: number;
        readonly question: Q;
        readonly ask: Questions[Q]['ask'];
      };
    }[QuestionName];

/** worker → page */
export type FromSession =
  | { readonly type: 'batch'; readonly batch: Batch }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Questions[QuestionName]['answer'] }
  /** the question could not be answered; the error crosses by name */
  | { readonly type: 'refusal'; readonly id: number; readonly name: string; readonly message: string };
