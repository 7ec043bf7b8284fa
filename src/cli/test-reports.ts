import { stripVTControlCharacters } from 'node:util';

/** How many tests ran, and which did not, each in words. `failures` says why, `problems` failed without being a test. */
export type Count = {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
  readonly skipped: readonly string[];
  readonly problems: readonly string[];
};

/** What ended without a report did not run: one failure, in words. */
export function noReport(runner: string): Count {
  return { passed: 0, failed: 1, failures: [], skipped: [], problems: [`${runner} ended without a report.`] };
}

/** The part of Vitest's JSON report that is read here (vitest.dev/guide/reporters). */
export type VitestReport = {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
};

/** A file that could not even be loaded is one failure, and so is an error outside of every test. */
export function countVitest({ success, testResults }: VitestReport): Count {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(isFailed);
  const problems = testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => !isFailed(one)))
    .map(({ name }) => `${name} failed outside of its tests.`);
  if (!success && failed.length === 0 && problems.length === 0) problems.push('Vitest failed outside of every test.');
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failed.length + problems.length,
    failures: failed.map(({ fullName, failureMessages }) => failureOf(fullName, failureMessages?.[0])),
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
    problems,
  };
}

const isFailed = ({ status }: { readonly status: string }) => status === 'failed';

/** A long log may be cut: what failed, and the first line of why, stands where whoever reads its end finds it. */
function failureOf(name: string, message = ''): string {
  const [why = ''] = stripVTControlCharacters(message).trim().split('\n');
  return why === '' ? name : `${name}: ${why.slice(0, 300)}`;
}

type Annotation = { readonly type: string; readonly description?: string };

type PlaywrightSuite = {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly projectName: string;
      readonly annotations: readonly Annotation[];
      readonly results?: readonly { readonly errors?: readonly { readonly message?: string }[] }[];
    }[];
  }[];
};

/** The part of Playwright's JSON report that is read here (playwright.dev/docs/test-reporters). */
export type PlaywrightReport = {
  readonly suites: readonly PlaywrightSuite[];
  /** outside of every test */
  readonly errors: readonly { readonly message?: string }[];
};

/** A test that passed only when it was told again has failed. */
export function countPlaywright({ suites, errors }: PlaywrightReport): Count {
  const tests = suites.flatMap(testsOf);
  const problems = errors.map(({ message = 'an error without words' }) => `Playwright: ${message}`);
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky');
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed: failed.length + problems.length,
    failures: failed.map(({ projectName, title, results }) =>
      failureOf(`${projectName}: ${title}`, results?.[0]?.errors?.[0]?.message),
    ),
    skipped: tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName, title, annotations }) => `${projectName}: ${title}${reasonOf(annotations)}`),
    problems,
  };
}

function testsOf({ suites = [], specs }: PlaywrightSuite): ReturnType<typeof testsOfSpec> {
  return [...specs.flatMap(testsOfSpec), ...suites.flatMap(testsOf)];
}

const testsOfSpec = ({ title, tests }: PlaywrightSuite['specs'][number]) => tests.map((test) => ({ title, ...test }));

function reasonOf(annotations: readonly Annotation[]): string {
  const { description } = annotations.find(({ type }) => type === 'skip') ?? {};
  return description === undefined ? '' : ` (skipped: ${description})`;
}
