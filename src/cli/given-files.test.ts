import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { readGiven, writeGiven } from './given-files';
import { UsageError } from './options';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'gatehouse-given-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = join(directory, 'some.csv');
writeFileSync(file, 'one');

test('a file that a flag names is read', () => {
  expect(readGiven('image', file).toString()).toBe('one');
});

test('one that is not there is told with its whole path, for npm runs a command elsewhere than where the person is', () => {
  const missing = join(directory, 'missing');
  expect(() => readGiven('image', relative(process.cwd(), missing))).toThrow(
    new UsageError(`--image: ${missing} cannot be read (ENOENT).`),
  );
  expect(() => writeGiven('out', directory, () => writeFileSync(directory, 'x'))).toThrow(
    new UsageError(`--out: ${directory} cannot be written (EISDIR).`),
  );
});

test('what else goes wrong meanwhile is not laid on the file', () => {
  const wrong = new TypeError('a bug');
  expect(() =>
    writeGiven('out', file, () => {
      throw wrong;
    }),
  ).toThrow(wrong);
});

function run(program: string, args: readonly string[]) {
  const tsx = ['--import', 'tsx', program, ...args];
  const env = { ...process.env, GATEHOUSE_PASSWORD: 'first' };
  const { status, stdout, stderr } = spawnSync(process.execPath, tsx, { cwd: root, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test.each([
  ['src/bench/detector/detector.ts', ['--speed', '9'], "Unknown option '--speed'. --help lists what there is.\n"],
  ['src/bench/detector/detector.ts', [], 'Say --data DIR and --out DIR. --help lists what there is.\n'],
  [
    'src/bench/detector/detector.ts',
    ['--data', file, '--out', directory],
    `There is no <category>/<file>.csv below ${file}. Of NAB itself, --data is its directory "data".\n`,
  ],
  [
    'src/cli/catalogs.ts',
    ['--kev', join(directory, 'missing')],
    `--kev: ${join(directory, 'missing')} cannot be read (ENOENT).\n`,
  ],
  [
    'src/cli/device.ts',
    ['--broker', 'ws://localhost:9', '--id', 'cam', '--username', 'cam.a', '--state', file],
    `--state: ${file} cannot be written (EEXIST).\n`,
  ],
  [
    'src/cli/test.ts',
    ['--uint'],
    "Unknown option '--uint'. There are --unit, --e2e and --long; other words are patterns of file names.\n",
  ],
] as const)('%s %j says what is wrong, and does nothing', { timeout: 30_000 }, (program, args, sentence) => {
  expect(run(program, args)).toEqual({ status: 1, stdout: '', stderr: sentence });
});

test('the detector writes a row for a row, also of a file without any', { timeout: 30_000 }, () => {
  const data = join(directory, 'data');
  mkdirSync(join(data, 'meters'), { recursive: true });
  writeFileSync(join(data, 'meters/two.csv'), 'timestamp,value\r\n2026-01-01 00:00:00,1\r\n2026-01-01 00:05:00,2\r\n');
  writeFileSync(join(data, 'meters/none.csv'), 'timestamp,value\n');
  const out = join(directory, 'out');
  const told = run('src/bench/detector/detector.ts', ['--data', data, '--out', out]);
  expect(told).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^2 series written\./) });
  const written = (name: string) => readFileSync(join(out, 'meters', name), 'utf8');
  expect(written('none.csv')).toBe('timestamp,value,anomaly_score\n');
  expect(
    written('two.csv')
      .split('\n')
      .slice(0, -1)
      .map((row) => row.split(',').length),
  ).toEqual([3, 3, 3]);
  const wrong = run('src/bench/detector/detector.ts', ['--data', data, '--out', file]);
  expect(wrong).toEqual({ status: 1, stdout: '', stderr: `--out: ${file} cannot be written (ENOTDIR).\n` });
  const labels = run('src/bench/detector/detector.ts', ['--data', data, '--out', out, '--labels', file]);
  expect(labels).toMatchObject({ status: 1, stderr: expect.stringContaining(`--labels: ${file} is no JSON`) });
});
