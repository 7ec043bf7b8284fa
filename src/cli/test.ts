import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { findPrograms, type Found } from './find-programs';
import { runTool } from './run-tool';
import {
  countPlaywright,
  countVitest,
  noReport,
  type Count,
  type PlaywrightReport,
  type VitestReport,
} from './test-reports';

/**
 * `npm test`: every test, in a real browser and against a real Mosquitto, and one closing line. `--unit` or `--e2e` run
 * one half, `--long` also what is too long for every change; other words are passed on as patterns of file names.
 */
const reports = join(import.meta.dirname, '../../.cache/tests');
const flags = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')));
const patterns = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const usage = 'There are --unit, --e2e and --long; other words are patterns of file names.';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const began = performance.now();

if (flags.has('--help')) {
  say(`Runs all tests, or a part of them. ${usage}`);
  process.exit();
}
const unknown = [...flags].find((flag) => !['--unit', '--e2e', '--long'].includes(flag));
if (unknown !== undefined) {
  process.stderr.write(`Unknown option '${unknown}'. ${usage}\n`);
  process.exit(1);
}
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const found = await findPrograms(say, { stories: !flags.has('--unit') });
const counts: Count[] = found.missing.map((sentence) => ({
  passed: 0,
  failed: 1,
  failures: [],
  skipped: [],
  problems: [sentence],
}));
if (!flags.has('--e2e')) counts.push(await unitTests(found));
if (!flags.has('--unit')) counts.push(await endToEndTests(found));
close(counts);

async function unitTests(programs: Found): Promise<Count> {
  const report = join(reports, 'vitest.json');
  const args = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  await runTool('vitest', [...args, ...patterns], { show: true, env: environment(programs) });
  const told = readReport(report) as VitestReport | null; // Vitest wrote it just now
  return told === null ? noReport('Vitest') : countVitest(told);
}

async function endToEndTests(programs: Found): Promise<Count> {
  const cannot = (why: string): Count => ({ passed: 0, failed: 0, failures: [], skipped: [why], problems: [] });
  if (programs.chromium === null) return cannot('all end-to-end tests (there is no browser)');
  say('Building the page…');
  const built = await runTool('vite', ['build', '--logLevel', 'error'], {
    show: true,
    env: { NODE_ENV: 'production' },
  });
  if (!built.ok) {
    return { ...cannot('all end-to-end tests'), failed: 1, problems: ['The page could not be built.'] };
  }
  const report = join(reports, 'playwright.json');
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--pass-with-no-tests', '--reporter=list,json'];
  const env = { ...environment(programs), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  await runTool('playwright', [...args, ...patterns], { show: true, env });
  const told = readReport(report) as PlaywrightReport | null; // Playwright wrote it just now
  return told === null ? noReport('Playwright') : countPlaywright(told);
}

function environment({ chromium, headlessShell, mosquitto }: Found): NodeJS.ProcessEnv {
  return {
    ...(flags.has('--long') && { GATEHOUSE_LONG: '1' }),
    ...(chromium !== null && { GATEHOUSE_CHROMIUM: chromium }),
    ...(headlessShell !== null && { GATEHOUSE_HEADLESS_SHELL: headlessShell }),
    ...(mosquitto !== null && { GATEHOUSE_MOSQUITTO: mosquitto }),
  };
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // it crashed before, or while, it wrote
  }
}

/** The last line stands alone, so that whoever reads a log finds it. */
function close(told: readonly Count[]): never {
  const passed = told.reduce((sum, count) => sum + count.passed, 0);
  const failed = told.reduce((sum, count) => sum + count.failed, 0);
  const skipped = [...new Set(told.flatMap((count) => count.skipped))];
  say('');
  if (skipped.length > 0) say(`Skipped ${skipped.length}:\n  ${skipped.join('\n  ')}`);
  const failures = told.flatMap((count) => count.failures);
  if (failures.length > 0) say(`Failed ${failures.length}:\n  ${failures.join('\n  ')}`);
  for (const problem of told.flatMap(({ problems }) => problems)) say(problem);
  say(`All of it took ${Math.round((performance.now() - began) / 1000)} s.`);
  say(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}
