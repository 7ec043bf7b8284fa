import { runTool } from './run-tool';

/** `npm run check`: everything about the code that is no test. Runs all of it, also after something failed. */
const stages: readonly (readonly [name: string, tool: string, ...args: string[]])[] = [
  ['types', 'tsc', '--noEmit'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'oxfmt', '--check'],
  ['dead code', 'knip'],
  ['build', 'vite', 'build', '--logLevel', 'error'],
  ['size', 'size-limit'],
];

let failed = false;
for (const [name, tool, ...args] of stages) {
  const began = performance.now();
  const { ok, output } = await runTool(tool, args, { env: { NODE_ENV: 'production' } });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${name.padEnd(9)} ${seconds.padStart(6)} s  ${ok ? 'ok' : 'failed'}\n`);
  // the sizes are worth reading also when they keep within their budgets
  if (!ok || name === 'size') process.stdout.write(`${output.trimEnd()}\n`);
  failed ||= !ok;
}
process.exit(failed ? 1 : 0);
