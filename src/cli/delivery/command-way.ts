import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

import type { Severity } from '@/core/alert';

import { failed, type Told, type Way } from './way';

const mostMs = 30_000;

/**
 * Tells by a program of this computer, which gets the notice as one line of JSON on its standard input. No shell reads
 * anything of it: `command` is a path, or a program and its arguments with single spaces between them.
 */
export function commandWay(command: string, from: Severity): Way {
  const [program = '', ...args] = existsSync(command) ? [command] : command.trim().split(/ +/);
  return { name: 'command', from, tell: (notice) => run(program, args, `${JSON.stringify(notice)}\n`) };
}

function run(program: string, args: readonly string[], input: string): Promise<Told> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { shell: false, stdio: ['pipe', 'ignore', 'ignore'], env: withoutSecrets() });
    const timer = setTimeout(() => child.kill('SIGKILL'), mostMs);
    const end = (told: Told) => {
      clearTimeout(timer);
      resolve(told);
    };
    child.once('error', () => end(failed('The command cannot be started', true)));
    child.once('exit', (code, signal) => {
      if (code === 0) end({ outcome: 'delivered' });
      else
        end(
          failed(code === null ? `The command was ended by ${signal ?? 'a signal'}` : `The command ended with ${code}`),
        );
    });
    // one that does not read its input may still do its work
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** What this process was given in confidence is not for every program that it starts. */
function withoutSecrets(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_')));
}
