import type { FirmwareOrder, FirmwareTask, Hold } from '@/core/firmware/firmware-task';
import type { UpdatePlan } from '@/core/firmware/update-plan';

import type { CarriedOn, Sight } from './carry-on';
import { isAtWork, type Devices } from './holds';
import { isHeldBack, planAfter, roundOf, rulesOf, withRound } from './plan';
import { keyOf } from './plan-merge';
import { isUnfinished, review } from './queue';
import type { FirmwareQueue } from './queue-look';
import { isHeld } from './runner';
import { failed, stageAfter } from './task-stage';
import { mayStillRun } from './unsettled';

/**
 * What was ordered by an account that may not write the plan: what somebody stands by is for its own session to begin, and what
 * was left to others is over at once, for no other knows of it.
 */
export function orderedAlone(plan: UpdatePlan, isOurs: (task: FirmwareTask) => boolean): UpdatePlan {
  if (!plan.tasks.some((task) => isUnfinished(task) && isOurs(task))) return plan;
  const tasks = plan.tasks.map((task): FirmwareTask => {
    if (!isUnfinished(task) || !isOurs(task)) return task;
    return task.unattended ? { ...task, stage: failed('may-not-plan') } : { ...task, alone: true };
  });
  return { ...plan, tasks };
}

/** The plan after an order of such an account: of what is another's it changes nothing that others would not know. */
export function planAfterAlone(plan: UpdatePlan, order: FirmwareOrder, devices: Devices, now: number): UpdatePlan {
  const known = new Map(plan.tasks.map((task) => [keyOf(task), task]));
  const next = planAfter(plan, order, devices, now);
  const tasks = next.tasks.map((task) => {
    const before = known.get(keyOf(task));
    return before === undefined || before.alone === true ? task : before;
  });
  return orderedAlone({ ...next, tasks }, (task) => !known.has(keyOf(task)));
}

/** One look of a session whose plan nobody takes, at what it ordered itself. The plan of the others is there to be minded. */
export function carryAlone(plan: UpdatePlan, sight: Sight): Omit<CarriedOn, 'readBackUntil'> {
  const round = roundOf(plan);
  const beside = besideAlone(plan, sight);
  const taken = new Set(beside.filter(isAtWork).map(({ device }) => device));
  const isMine = (task: FirmwareTask) => task.alone === true && !taken.has(task.device);
  const { queue, start } = review(round.filter(isMine), {
    ...sight,
    rules: rulesOf(plan),
    mayBegin: sight.now >= sight.readBackUntil,
    isHeldBack: (device) => isHeldBack(plan, device),
    beside,
  });
  const mine = queue.values();
  const next = round.map((task) => (isMine(task) ? (mine.next().value ?? task) : task));
  return { plan: next.every((task, index) => task === round[index]) ? plan : withRound(plan, next), start };
}

/** What others are at by what their devices show, or may be at any moment, as long as somebody is there who begins it. */
function besideAlone(plan: UpdatePlan, { devices, now, knownSince, sureFrom = 0 }: Sight): FirmwareQueue {
  const isOtherThere = isHeld(plan, now);
  const lastOrders = lastOrdersOf(plan);
  return roundOf(plan).flatMap((task): FirmwareTask[] => {
    if (task.alone === true) return [];
    // begun by another clock than this one: for how long it is known here is what this one can tell
    const patientFrom = Math.max(sureFrom, knownSince?.(task) ?? 0);
    const stage = stageAfter(task, devices.get(task.device), now, { sureFrom: patientFrom });
    const seen = { ...task, stage };
    if (isAtWork(seen) || mayStillRun(seen) || (stage.at === 'failed' && stage.why === 'not-back')) return [seen];
    // ordered again since: it had ended, and was forgotten for that, while this session was away
    const isForgotten = task.orderedAt < (lastOrders.get(nameOf(task)) ?? task.orderedAt);
    const isNext = isOtherThere && !isForgotten && stage.at === 'waiting' && isPassing(stage.hold ?? null);
    return isNext ? [{ ...task, stage: { at: 'running', since: now, begun: false } }] : [];
  });
}

/** When the others last ordered each work of each device, also in a round that is over. */
function lastOrdersOf({ tasks }: UpdatePlan): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const task of tasks)
    if (task.alone !== true) last.set(nameOf(task), Math.max(task.orderedAt, last.get(nameOf(task)) ?? task.orderedAt));
  return last;
}

const nameOf = ({ work, device }: FirmwareTask) => `${work} ${device}`;

/** Held by no more than what is at work now, so that it may begin with the next look. */
function isPassing(hold: Hold | null): boolean {
  return (
    hold === null ||
    hold === 'network' ||
    hold === 'sleeper' ||
    hold === 'lock' ||
    hold === 'room-cameras' ||
    hold === 'source'
  );
}
