import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { clocksAreChanged } from '@/scenarios/suite/clock-changes';
import { happenings } from '@/scenarios/suite/happenings';
import type { Listened } from '@/scenarios/suite/score';

export type HomeToHear = { readonly seed: number; readonly quietDays: number; readonly days: number };

/** The same as plain data: what happened by its name. */
type Written = Omit<Listened, 'trials'> & {
  readonly trials: readonly {
    readonly name: string;
    readonly from: number;
    readonly until: number;
    readonly devices: readonly string[] | null;
  }[];
};

const byName = new Map([clocksAreChanged, ...happenings].map((happening) => [happening.name, happening]));

export function written({ trials, ...others }: Listened): Written {
  return {
    ...others,
    trials: trials.map(({ happening, devices, ...when }) => ({
      name: happening.name,
      devices: devices === null ? null : [...devices],
      ...when,
    })),
  };
}

export function readBack({ trials, ...others }: Written): Listened {
  return {
    ...others,
    trials: trials.flatMap(({ name, devices, ...when }) => {
      const happening = byName.get(name);
      return happening === undefined
        ? []
        : [{ happening, devices: devices === null ? null : new Set(devices), ...when }];
    }),
  };
}

/** Listens to homes, so many at once, each in a process of its own; what is heard of one is told as soon as it is known. */
export async function runHomes(
  homes: readonly HomeToHear[],
  jobs: number,
  { signal, onHeard }: { readonly signal: AbortSignal; readonly onHeard: (home: Listened, seed: number) => void },
): Promise<void> {
  const waiting = [...homes];
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      for (let home = waiting.shift(); home !== undefined; home = waiting.shift()) {
        const heard = await listenApart(home, signal);
        if (signal.aborted) return;
        onHeard(heard(), home.seed);
      }
    }),
  );
}

async function listenApart(home: HomeToHear, signal: AbortSignal): Promise<() => Listened> {
  const file = fileURLToPath(new URL('./listen-home.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(home)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => void child.kill();
  signal.addEventListener('abort', stop);
  const told = await text(child.stdout);
  signal.removeEventListener('abort', stop);
  return () => readBack(JSON.parse(told) as Written); // it prints nothing else; no JSON is a throw
}
