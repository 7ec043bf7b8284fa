import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** `npm run watch` as a process of its own. */
export type WatchProcess = {
  /** all that it printed and said */
  output(): string;
  /** asks it to end, and waits until it has */
  end(): Promise<void>;
};

export function startWatch(args: readonly string[], secrets: Readonly<Record<string, string>>): WatchProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/watch.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...secrets },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()));
  const exit = once(child, 'close');
  return {
    output: () => parts.join(''),
    async end() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}
