import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');

/** The reference device as a process of its own, and what it says. */
export type DeviceProcess = {
  readonly lines: readonly string[];
  /** until it has said a line like this, since it was last asked; gives what is in its brackets */
  says(wanted: RegExp): Promise<string>;
  kill(): Promise<void>;
};

export function startDevice(args: readonly string[], password: string): DeviceProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/device.ts', ...args], {
    cwd: root,
    env: { ...process.env, GATEHOUSE_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const exit = once(child, 'exit');
  const reader = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    lines,
    async says(wanted) {
      for (;;) {
        const { value, done } = await reader.next();
        if (done === true) throw new Error(`It ended before it said ${String(wanted)}:\n${lines.join('\n')}`);
        lines.push(value);
        const match = wanted.exec(value);
        if (match !== null) return match[1] ?? match[0];
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
