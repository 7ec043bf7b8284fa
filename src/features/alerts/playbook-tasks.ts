import type { DeviceId } from '@/core/device';
import type { PlaybookStep } from '@/core/alerts/incident-story';

/** One thing to do, to each of several devices where they are several. */
export type PlaybookTask = {
  /** its own in the playbook, and the same when more devices come to be in it */
  readonly name: string;
  readonly sentence: string;
  readonly steps: readonly PlaybookStep[];
};

/** The steps of a playbook in their order; what is the same for several devices is one thing to do. */
export function tasksOf(playbook: readonly PlaybookStep[]): readonly PlaybookTask[] {
  const tasks: PlaybookTask[] = [];
  for (const step of playbook) {
    const { act, sentence } = step;
    const last = tasks.at(-1);
    if (last?.sentence === sentence) tasks.splice(-1, 1, { ...last, steps: [...last.steps, step] });
    else {
      const before = tasks.filter(({ name }) => name.startsWith(`${act} `)).length;
      tasks.push({ name: `${act} ${before + 1}`, sentence, steps: [step] });
    }
  }
  return tasks;
}

/** Those that something is to be done to, each once. */
export function devicesIn(playbook: readonly PlaybookStep[]): readonly DeviceId[] {
  return [...new Set(playbook.flatMap(({ device }) => device ?? []))];
}
