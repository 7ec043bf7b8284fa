import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { findPrograms, type Found } from './find-programs';
import { runTool } from './run-tool';

/**
 * `npm test`: every test, in a real browser and against a real Mosquitto, and one closing line. `--unit` or `--e2e` run
 * one half, `--long` what is too long for every change; other words are passed on as patterns.
 */
const root = join(import.meta.dirname, '../..');
const reports = join(root, '.cache/tests');
const flags = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')));
const patterns = process.argv.slice(2).filter((word) => !word.startsWith('--'));

type Count = { passed: number; failed: number; readonly skipped: string[] };

const say = (line: string) => void process.stdout.write(`${line}\n`);
const began = Date.now();

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const found = await findPrograms(say);
const counts: Count[] = [{ passed: 0, failed: found.missing.length, skipped: [] }];
if (!flags.has('--e2e')) counts.push(await unitTests(found));
if (!flags.has('--unit') && !flags.has('--long')) counts.push(await endToEndTests(found));

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
const skipped = counts.flatMap((count) => count.skipped);
for (const sentence of found.missing) say(sentence);
if (skipped.length > 0) say(`Skipped ${skipped.length}:\n${[...new Set(skipped)].map((why) => `  ${why}`).join('\n')}`);
say(`All of it took ${Math.round((Date.now() - began) / 1000)} s.`);
say(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function unitTests({ chromium, mosquitto }: Found): Promise<Count> {
  const report = join(reports, 'vitest.json');
  const long = flags.has('--long');
  const args = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...patterns];
  await runTool('npx', args, true, environment(chromium, mosquitto, long ? { GATEHOUSE_LONG: '1' } : {}));
  return countVitest(report);
}

async function endToEndTests({ chromium, mosquitto }: Found): Promise<Count> {
  if (chromium === null) return { passed: 0, failed: 1, skipped: [] };
  const built = await runTool('npx', ['vite', 'build', '--logLevel', 'error'], true, { NODE_ENV: 'production' });
  if (!built.ok) {
    say('The page could not be built, so it was not tested in a browser.');
    return { passed: 0, failed: 1, skipped: [] };
  }
  const report = join(reports, 'playwright.json');
  const args = ['playwright', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=line,json', ...patterns];
  await runTool('npx', args, true, environment(chromium, mosquitto, { PLAYWRIGHT_JSON_OUTPUT_NAME: report }));
  return countPlaywright(report);
}

function environment(chromium: string | null, mosquitto: string | null, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...(chromium !== null && { GATEHOUSE_CHROMIUM: chromium }),
    ...(mosquitto !== null && { GATEHOUSE_MOSQUITTO: mosquitto }),
    ...more,
  };
}

type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** A file that could not even be loaded counts as one failed test. */
function countVitest(file: string): Count {
  const report = readReport<VitestReport>(file);
  if (report === null) return { passed: 0, failed: 1, skipped: [] };
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + broken.length,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

type PlaywrightReport = {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
};

function countPlaywright(file: string): Count {
  const report = readReport<PlaywrightReport>(file);
  if (report === null) return { passed: 0, failed: 1, skipped: [] };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const why = skipped === 0 ? [] : [`${skipped} end-to-end tests (each says why in its own words)`];
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped: why };
}

function readReport<T>(file: string): T | null {
  try {
    // written by the runner that just ended, in the shape its documentation gives
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    say(`A test runner ended without a report: that counts as failed.`);
    return null;
  }
}
