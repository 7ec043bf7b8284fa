import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import type { Severity } from '@/core/alerts/alert';

import { isProgram } from '../is-program';
import { UsageError } from '../options';
import { typedPath } from '../typed-path';
import { codeIn, failed, type Told, type Way } from './way';

/** whoever tells somebody is done by then, and what runs on after it is done goes into the background itself */
const usualMs = 30_000;
const hasGroups = process.platform !== 'win32';

/**
 * Tells by a program of this computer, which gets the notice as one line of JSON on its standard input. No shell reads
 * anything of it: `command` is a path, or a program and its arguments with single spaces between them. A UsageError where it
 * cannot be run now; later, whatever keeps it from starting may pass: no memory for a moment, a script that is being replaced.
 * One that does not end in time is ended, with all that it started: the next ones wait for it.
 */
export function commandWay(command: string, from: Severity, mostMs = usualMs): Way {
  const [first = '', ...args] = existsSync(typedPath(command)) ? [command] : command.trim().split(/ +/);
  // a bare name stands on the path
  const program = first.includes('/') ? typedPath(first) : first;
  if (!placesOf(program).some(isProgram))
    throw new UsageError(`--notify-exec takes a program that this account may run, and "${first}" is none.`);
  return {
    name: 'command',
    from,
    tell: (notice) =>
      run(program, args, `${JSON.stringify(notice)}\n`, mostMs).catch((error: unknown) => notStarted(error)),
  };
}

/** Where the system looks for a program. */
function placesOf(program: string): readonly string[] {
  if (program.includes('/')) return [program];
  return (process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, program));
}

function run(program: string, args: readonly string[], input: string, mostMs: number): Promise<Told> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      shell: false,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: withoutSecrets(),
      // a group of its own, which ends as one; and Ctrl-C at the watcher is none at what tells somebody just then
      detached: hasGroups,
    });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      endAll(child);
    }, mostMs);
    const end = (told: Told) => {
      clearTimeout(timer);
      resolve(told);
    };
    child.once('error', (error) => end(notStarted(error)));
    child.once('exit', (code, signal) => {
      if (code === 0) end({ outcome: 'delivered' });
      else if (isLate) end(failed(`The command did not end within ${mostMs / 1_000} seconds, and was ended`));
      else
        end(
          failed(code === null ? `The command was ended by ${signal ?? 'a signal'}` : `The command ended with ${code}`),
        );
    });
    // one that did not start has no input, whatever its type says
    child.once('spawn', () => {
      // one that does not read its input may still do its work
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
  });
}

/** A script alone would leave what it waits for behind, once more with each try. */
function endAll(child: ChildProcess): void {
  try {
    if (hasGroups && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // it ended just now
  }
}

function notStarted(error: unknown): Told {
  return failed(`The command cannot be started${codeIn(error)}`);
}

/** What this process was given in confidence is not for every program that it starts. */
function withoutSecrets(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_')));
}
