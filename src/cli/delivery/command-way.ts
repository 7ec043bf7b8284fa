import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import type { Severity } from '@/core/alert';

import { isProgram } from '../is-program';
import { UsageError } from '../options';
import { codeIn, failed, type Told, type Way } from './way';

const mostMs = 30_000;

/**
 * Tells by a program of this computer, which gets the notice as one line of JSON on its standard input. No shell reads
 * anything of it: `command` is a path, or a program and its arguments with single spaces between them. A UsageError where it
 * cannot be run now; later, whatever keeps it from starting may pass: no memory for a moment, a script that is being replaced.
 */
export function commandWay(command: string, from: Severity): Way {
  const [program = '', ...args] = existsSync(command) ? [command] : command.trim().split(/ +/);
  if (!placesOf(program).some(isProgram))
    throw new UsageError(`--notify-exec takes a program that this account may run, and "${program}" is none.`);
  return {
    name: 'command',
    from,
    tell: (notice) => run(program, args, `${JSON.stringify(notice)}\n`).catch((error: unknown) => notStarted(error)),
  };
}

/** Where the system looks for a program: a bare name stands on the path. */
function placesOf(program: string): readonly string[] {
  if (program.includes('/')) return [program];
  return (process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, program));
}

function run(program: string, args: readonly string[], input: string): Promise<Told> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { shell: false, stdio: ['pipe', 'ignore', 'ignore'], env: withoutSecrets() });
    const timer = setTimeout(() => child.kill('SIGKILL'), mostMs);
    const end = (told: Told) => {
      clearTimeout(timer);
      resolve(told);
    };
    child.once('error', (error) => end(notStarted(error)));
    child.once('exit', (code, signal) => {
      if (code === 0) end({ outcome: 'delivered' });
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

function notStarted(error: unknown): Told {
  return failed(`The command cannot be started${codeIn(error)}`);
}

/** What this process was given in confidence is not for every program that it starts. */
function withoutSecrets(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_')));
}
