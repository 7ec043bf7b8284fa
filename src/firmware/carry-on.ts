import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { UpdatePlan } from '@/core/firmware/update-plan';

import { forgotten } from './forgetting';
import { isHeldBack, roundOf, rulesOf, withRound } from './plan';
import { review, type Review } from './queue';
import type { Look } from './queue-look';
import { isRunner, isWatcher, runnerAfter } from './runner';

/** an update that runs is heard of within seconds: before that nobody knows what runs */
const readBackMs = 10_000;

export function readBackBefore(now: number): number {
  return now + readBackMs;
}

/** so long a page waits for a watcher to tell a bridge, whose log-in may not let it */
const othersPatienceMs = 2 * 60_000;

/** What a session knows when it looks at the plan. */
export type Sight = Pick<Look, 'devices' | 'now' | 'minute' | 'messagesAnHour' | 'isDenied' | 'sureFrom'> & {
  /** this session's name among those that may carry the plan out */
  readonly me: string;
  /** sessions of this browser that are known to be over */
  readonly hasEnded?: (id: string) => boolean;
  /** nothing begins before */
  readonly readBackUntil: number;
  /** since when this session knows that a task of another is at work, by its own clock */
  readonly knownSince?: (task: FirmwareTask) => number | undefined;
  /** the broker has taken this session's word that it carries the plan out in this turn; until then nobody else knows it */
  readonly isKnown?: (turn: number) => boolean;
};

export type CarriedOn = Pick<Review, 'start'> & { readonly plan: UpdatePlan; readonly readBackUntil: number };

/** One look of one session at the plan: it takes it over if nobody carries it out, and carries it on if it does itself. */
export function carryOn(plan: UpdatePlan, sight: Sight): CarriedOn {
  const { me, now, isKnown = () => true, hasEnded = () => false } = sight;
  // what the log-in of a watcher may not start is for a page of somebody who may
  const isLeft =
    !isWatcher({ id: me }) && roundOf(plan).some(({ stage }) => stage.at === 'waiting' && stage.hold === 'right');
  const runner = runnerAfter(plan, me, now, (id) => hasEnded(id) || (isLeft && isWatcher({ id })));
  // who takes over reads back what the one before began, whose last word may still be on its way
  const takesOver = plan.runner !== null && runner.turn !== plan.runner.turn;
  const readBackUntil = takesOver ? readBackBefore(now) : sight.readBackUntil;
  const led = runner === plan.runner ? plan : { ...plan, runner };
  if (!isRunner(led, me)) return { ...withForgotten(led, sight, othersPatienceMs), readBackUntil };
  if (!isKnown(runner.turn)) return { plan: led, start: [], readBackUntil };
  const round = roundOf(led);
  const mayBegin = now >= readBackUntil;
  const { queue, start } = review(round, {
    ...sight,
    rules: rulesOf(led),
    mayBegin,
    readBackUntil,
    isHeldBack: (device) => isHeldBack(led, device),
  });
  const told = withForgotten(queue === round ? led : withRound(led, queue), sight);
  return { plan: told.plan, start: [...told.start, ...start], readBackUntil };
}

/** The plan after the bridges are told what to forget. `patienceMs`: how long whoever carries it out is left to do so. */
export function withForgotten(
  plan: UpdatePlan,
  sight: Pick<Sight, 'devices' | 'now' | 'me' | 'isDenied'>,
  patienceMs = 0,
): Pick<CarriedOn, 'plan' | 'start'> {
  // a watcher that does not carry it out leaves that to the pages
  if (patienceMs > 0 && isWatcher({ id: sight.me })) return { plan, start: [] };
  const { tasks, start } = forgotten(plan.tasks, { ...sight, patienceMs });
  return { plan: tasks === plan.tasks ? plan : { ...plan, tasks }, start };
}
