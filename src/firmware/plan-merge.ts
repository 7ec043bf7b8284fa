import type { FirmwareTask, TaskStage } from '@/core/firmware/firmware-task';
import type { Dated, Runner, UpdatePlan } from '@/core/firmware/update-plan';

/** how many tasks a plan that can be read holds, and versions that nobody wants; one session orders less (`plan-room.ts`) */
export const mostTasks = 2_000;
/** what is dated further ahead is no clock of this home: they are wrong by a minute or two */
export const mostAheadMs = 10 * 60_000;

/**
 * What two browsers know of one plan, in one: commutative, associative and idempotent, so that they agree whatever crossed
 * on its way. Of a task the stage that is further stands.
 */
export function mergePlans(one: UpdatePlan, other: UpdatePlan): UpdatePlan {
  const roundAt = Math.max(one.roundAt, other.roundAt);
  const tasks = new Map<string, FirmwareTask>();
  for (const task of [...one.tasks, ...other.tasks]) {
    const known = tasks.get(keyOf(task));
    tasks.set(keyOf(task), known === undefined || known === task ? task : further(known, task));
  }
  return {
    roundAt,
    tasks: withinBound([...tasks.values()].toSorted(byOrder)),
    rules: newer(one.rules, other.rules),
    skipped: mergedSkips(one.skipped, other.skipped),
    runner: laterRunner(one.runner, other.runner),
  };
}

/** Of what is over the oldest is forgotten first, and what is wanted only where nothing else is left. */
function withinBound(tasks: readonly FirmwareTask[]): readonly FirmwareTask[] {
  if (tasks.length <= mostTasks) return tasks;
  const isOverIn = ({ stage }: FirmwareTask) => (isOver(stage) ? 0 : 1);
  const forgotten = new Set(
    tasks.toSorted((one, other) => isOverIn(one) - isOverIn(other)).slice(0, tasks.length - mostTasks),
  );
  return tasks.filter((task) => !forgotten.has(task));
}

/** The name of a task in every browser. */
export function keyOf({ device, work, orderedAt }: FirmwareTask): string {
  return `${orderedAt} ${work} ${device}`;
}

/** First come first served; what was wanted at once keeps mains devices before sleepers by `place`. */
function byOrder(one: FirmwareTask, other: FirmwareTask): number {
  return one.orderedAt - other.orderedAt || one.place - other.place || (keyOf(one) < keyOf(other) ? -1 : 1);
}

function further(one: FirmwareTask, other: FirmwareTask): FirmwareTask {
  const [a, b] = [progressOf(one), progressOf(other)];
  for (let part = 0; part < a.length; part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference > 0 ? one : other;
  }
  return JSON.stringify(one) <= JSON.stringify(other) ? one : other;
}

/** More of it is further: what is over stands, then who tried more often, how far that try is, and who looked at it last. */
function progressOf({ stage, tries, waited }: FirmwareTask): readonly number[] {
  const progress = [isOver(stage) ? 1 : 0, tries, ranks[stage.at] + restOf(stage), sinceOf(stage)];
  return [...progress, waited?.at ?? 0, waited?.hours ?? 0];
}

const ranks: Readonly<Record<TaskStage['at'], number>> = {
  waiting: 0,
  scheduled: 1,
  running: 2,
  'looked-after': 4,
  failed: 6,
  done: 7,
};

/** Within a rank: seen to have begun; rests after a try (which is after that try); no longer watched, or kept by its bridge. */
function restOf(stage: TaskStage): number {
  if (stage.at === 'running') return stage.begun ? 1 : 0;
  if (stage.at === 'waiting') return stage.notBefore === undefined ? 0 : 5;
  if (stage.at === 'looked-after') return stage.askedAt === undefined ? 0 : 0.5;
  if (stage.at === 'failed') return stage.kept === undefined ? 0.5 : 0;
  return stage.at === 'done' && stage.watch === undefined ? 1 : 0;
}

function sinceOf(stage: TaskStage): number {
  if (stage.at === 'waiting') return Math.max(stage.notBefore ?? 0, stage.askedAt ?? 0);
  if (stage.at === 'done') return stage.watch?.until ?? 0;
  return (stage.at === 'failed' && stage.kept !== undefined ? stage.kept.toldAt : stage.since) ?? 0;
}

/** Of an older round only what is not over counts; the rest is there so that nobody takes it up again. */
export function isOfRound({ orderedAt, stage }: FirmwareTask, roundAt: number): boolean {
  return orderedAt >= roundAt || !isOver(stage);
}

function isOver({ at }: TaskStage): boolean {
  return at === 'done' || at === 'failed';
}

function newer<T>(one: Dated<T> | null, other: Dated<T> | null): Dated<T> | null {
  if (one === null || other === null) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return JSON.stringify(one) >= JSON.stringify(other) ? one : other;
}

function mergedSkips(one: UpdatePlan['skipped'], other: UpdatePlan['skipped']): UpdatePlan['skipped'] {
  const byName = new Map<string, UpdatePlan['skipped'][number]>();
  for (const skip of [...one, ...other]) {
    const name = `${skip.because ?? ''} ${skip.device}`;
    const known = byName.get(name);
    const wins =
      known === undefined ||
      skip.at > known.at ||
      (skip.at === known.at && JSON.stringify(skip) > JSON.stringify(known));
    if (wins) byName.set(name, skip);
  }
  return [...byName.entries()]
    .toSorted(([aName, a], [bName, b]) => b.at - a.at || (aName < bName ? -1 : 1))
    .slice(0, mostTasks)
    .map(([, skip]) => skip);
}

function laterRunner(one: Runner | null, other: Runner | null): Runner | null {
  if (one === null || other === null) return one ?? other;
  if (one.turn !== other.turn) return one.turn > other.turn ? one : other;
  if (one.id !== other.id) return one.id < other.id ? one : other;
  return one.until >= other.until ? one : other;
}
