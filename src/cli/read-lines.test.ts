import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { readLines } from './read-lines';

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-lines-'));
const file = join(directory, 'home.jsonl');
afterAll(() => rmSync(directory, { recursive: true }));

test.each([
  ['empty', ''],
  ['one that ends in the middle of a line', 'one\ntwo'],
  ['one of Windows', 'one\r\n\r\ntwo\r\n'],
  // no letter of three bytes stands where a part of the file ends, in one of these at least
  ...['', 'a', 'aa'].map((lead): [string, string] => ['one of many parts', lead + '窓の外\n\n'.repeat(60_000)]),
  ['one whose line is longer than a part', 'x'.repeat(700_000)],
])('of a recording, %s, come all lines as they stand there', (_what, text) => {
  writeFileSync(file, text);
  expect([...readLines(file)]).toEqual(text.split('\n'));
});

test('a recording that is longer than any text may be is read as far as somebody listens', () => {
  writeFileSync(file, 'one\ntwo\n');
  truncateSync(file, 700_000_000);
  const [first, second] = readLines(file);
  expect([first, second]).toEqual(['one', 'two']);
});

test('what is no file is told, and what to give', () => {
  for (const wrong of [directory, join(directory, 'nowhere')])
    expect(() => [...readLines(wrong)]).toThrow(`${wrong} cannot be read. Give the path of a recording with --replay.`);
});
