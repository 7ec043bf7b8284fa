import { spawn } from 'node:child_process';

export type ToolResult = { readonly ok: boolean; readonly output: string };

/** Runs a command to its end. `show`: its output goes to the screen as it comes, else it is only collected. */
export function runTool(
  command: string,
  args: readonly string[],
  show: boolean,
  env: NodeJS.ProcessEnv = {},
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
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
