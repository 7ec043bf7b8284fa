import { runTool } from './run-tool';

/** `npm run check`: everything about the code that is no test. Runs all of it, also after something failed. */
const stages: readonly (readonly [name: string, ...command: string[]])[] = [
  ['types', 'tsc', '--noEmit'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'oxfmt', '--check'],
  ['dead code', 'knip'],
  ['build', 'vite', 'build', '--logLevel', 'error'],
  ['size', 'size-limit'],
];

let failed = false;
for (const [name, ...command] of stages) {
  const began = Date.now();
  const result = await runTool('npx', command, false, { NODE_ENV: 'production' });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${name.padEnd(10)} ${seconds.padStart(6)} s  ${result.ok ? 'ok' : 'failed'}\n`);
  if (result.ok && name !== 'size') continue;
  process.stdout.write(`${result.output}\n`);
  failed ||= !result.ok;
}
process.exit(failed ? 1 : 0);
