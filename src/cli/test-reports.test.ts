import { expect, test } from 'vitest';

import { countPlaywright, countVitest, type PlaywrightReport } from './test-reports';

const unit = (status: string, fullName = 'a door is locked') => ({ status, fullName });

test('unit tests are counted; those that failed or did not run are named', () => {
  const failureMessages = ['\u001b[31mError: it stood open\u001b[39m\n    at a line'];
  const assertionResults = [
    unit('passed'),
    unit('passed'),
    { ...unit('failed'), failureMessages },
    unit('skipped', 'captures (not here)'),
  ];
  const count = countVitest({
    success: false,
    testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }],
  });
  expect(count).toEqual({
    passed: 2,
    failed: 1,
    failures: ['a door is locked: Error: it stood open'],
    skipped: ['captures (not here)'],
    problems: [],
  });
});

test('a file that could not be loaded is one failure', () => {
  const broken = { name: 'b.test.ts', status: 'failed', assertionResults: [] };
  const whole = { name: 'a.test.ts', status: 'passed', assertionResults: [unit('passed')] };
  const count = countVitest({ success: false, testResults: [whole, broken] });
  expect(count).toMatchObject({ passed: 1, failed: 1, problems: ['b.test.ts failed outside of its tests.'] });
});

test('an error outside of every test is a failure, though every test passed', () => {
  const testResults = [{ name: 'a.test.ts', status: 'passed', assertionResults: [unit('passed')] }];
  expect(countVitest({ success: false, testResults })).toMatchObject({ passed: 1, failed: 1 });
  expect(countVitest({ success: true, testResults })).toMatchObject({ passed: 1, failed: 0 });
});

const told = (status: 'expected' | 'unexpected' | 'flaky' | 'skipped', description?: string) => ({
  title: 'a lock jams',
  tests: [
    {
      status,
      projectName: 'mosquitto',
      annotations: description === undefined ? [] : [{ type: 'skip', description }],
      results: status === 'expected' ? [] : [{ errors: [{ message: 'Error: no answer\n\nof it' }] }],
    },
  ],
});

test('stories are counted however deep they stand; one that passed the second time has failed', () => {
  const report: PlaywrightReport = {
    suites: [
      {
        specs: [told('expected')],
        suites: [{ specs: [told('unexpected'), told('flaky'), told('skipped', 'no Mosquitto')] }],
      },
    ],
    errors: [],
  };
  const skipped = ['mosquitto: a lock jams (skipped: no Mosquitto)'];
  const failures = ['mosquitto: a lock jams: Error: no answer', 'mosquitto: a lock jams: Error: no answer'];
  expect(countPlaywright(report)).toEqual({ passed: 1, failed: 2, failures, skipped, problems: [] });
});

test('an error outside of every story is a failure', () => {
  const count = countPlaywright({ suites: [], errors: [{ message: 'No tests found' }] });
  expect(count).toMatchObject({ failed: 1, problems: ['Playwright: No tests found'] });
});
