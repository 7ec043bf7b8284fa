import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export type ToolResult = { readonly ok: boolean; readonly output: string };

export type ToolOptions = {
  /** its output goes to the screen as it comes, and not only into the result */
  readonly show?: boolean;
  /** beside our own */
  readonly env?: NodeJS.ProcessEnv;
};

const ownTools = join(import.meta.dirname, '../../node_modules/.bin');

/** Runs a command, of this project's own tools first, to its end. A command that is not there is one that failed. */
export function runTool(command: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  const { show = false, env = {} } = options;
  const path = [ownTools, process.env['PATH']].join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
