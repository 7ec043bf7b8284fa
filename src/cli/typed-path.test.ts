import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';

import { commandWay } from './delivery/command-way';
import { readFlags } from './options';
import { keptPath, typedPath } from './typed-path';

const project = join(import.meta.dirname, '../..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-typed-')));
afterAll(() => rmSync(folder, { recursive: true }));
const recording = JSON.stringify({ topic: 'nuki/1A2B3C4D/connected', payload: 'true' });
writeFileSync(join(folder, 'home.jsonl'), recording);

/** What npm makes of a command that is called in `folder` with `--prefix`. */
function called(command: string, args: readonly string[]) {
  const env = { ...process.env, INIT_CWD: folder, GATEHOUSE_PASSWORD: 'first' };
  const typed = ['--import', 'tsx', `src/cli/${command}.ts`, ...args];
  const how = { cwd: project, env, encoding: 'utf8', timeout: 30_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, typed, how);
  return { status, stdout, stderr };
}

describe('of whoever calls a command from another folder', { timeout: 60_000 }, () => {
  test('a recording is read where they are', () => {
    const typed = ['--prefix', project, 'run', '--silent', 'inventory', '--', '--replay', 'home.jsonl'];
    const { status, stdout, stderr } = spawnSync('npm', typed, { cwd: folder, encoding: 'utf8' });
    expect([status, stderr, stdout]).toEqual([0, '', expect.stringContaining('nuki:1a2b3c4d')]);
    expect(called('watch', ['--replay', 'home.jsonl'])).toEqual({ status: 0, stderr: '', stdout: '' });
  });

  test.each([
    ['inventory', ['--replay', 'gone'], `${folder}/gone cannot be read. Give the path of a recording with --replay.`],
    ['watch', ['--replay', 'home.jsonl', '--home-ca', 'gone'], `--home-ca ${folder}/gone: it cannot be read (ENOENT).`],
    [
      'watch',
      ['--broker', 'ws://127.0.0.1:9', '--state', 'home.jsonl'],
      `--state takes a directory in which this account may write: ${folder}/home.jsonl cannot be written (EEXIST).`,
    ],
    ['catalogs', ['--kev', 'gone'], `--kev: ${folder}/gone cannot be read (ENOENT).`],
    [
      'sign-firmware',
      ['--model', 'a', '--version', '1', '--out', 'b', '--image', 'gone'],
      `--image: ${folder}/gone cannot be read (ENOENT).`,
    ],
    [
      'device',
      ['--broker', 'ws://127.0.0.1:9', '--id', 'cam', '--username', 'cam.a', '--state', 'home.jsonl'],
      `--state: ${folder}/home.jsonl cannot be written (EEXIST).`,
    ],
  ] as const)('%s %j looks there', (command, args, sentence) => {
    expect(called(command, args)).toEqual({ status: 1, stdout: '', stderr: `${sentence}\n` });
  });
});

describe('a path', () => {
  const { INIT_CWD } = process.env;
  beforeEach(() => void (process.env['INIT_CWD'] = folder));
  afterEach(() => {
    if (INIT_CWD === undefined) delete process.env['INIT_CWD'];
    else process.env['INIT_CWD'] = INIT_CWD;
  });

  test('begins where its caller is, but for a whole one', () => {
    expect([typedPath('a/b'), typedPath('../b'), typedPath(join(folder, 'c'))]).toEqual([
      join(folder, 'a/b'),
      join(folder, '../b'),
      join(folder, 'c'),
    ]);
  });

  test('begins in the folder of the process where npm has moved nobody', () => {
    delete process.env['INIT_CWD'];
    expect(typedPath('a')).toBe(join(project, 'a'));
  });

  test('of a directory that was made in the project’s folder before is found there, until there is one at the caller', () => {
    expect([keptPath('src'), typedPath('src')]).toEqual([join(project, 'src'), join(folder, 'src')]);
    mkdirSync(join(folder, 'src'));
    expect([keptPath('src'), keptPath('new')]).toEqual([join(folder, 'src'), join(folder, 'new')]);
  });

  test('that is empty, as a variable that is not set gives it, is none', () => {
    const flags = { state: { type: 'string', value: 'DIR', help: '' } } as const;
    expect(() => readFlags(flags, ['--state', ''])).toThrow('--state needs a value. --help lists what there is.');
    expect(readFlags(flags, ['--state', 'a']).state).toBe(join(folder, 'a'));
  });

  test('to a program that tells people begins there too, and its bare name does not', () => {
    writeFileSync(join(folder, 'tell-me'), '#!/bin/sh\n');
    chmodSync(join(folder, 'tell-me'), 0o755);
    expect(() => commandWay('./tell-me --loud', 'info')).not.toThrow();
    expect(() => commandWay('tell-me', 'info')).toThrow('"tell-me" is none');
  });
});
