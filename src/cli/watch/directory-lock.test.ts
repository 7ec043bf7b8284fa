import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { lockDirectory } from './directory-lock';

let directory: string;
let said: string[];
const lock = (place = directory) => lockDirectory(place, (sentence) => said.push(sentence));

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-lock-'));
  said = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A process that has the lock, and does no more. */
async function holder() {
  const module = JSON.stringify(join(import.meta.dirname, 'directory-lock.ts'));
  const code = `import(${module}).then(({ lockDirectory }) => lockDirectory(process.argv[1], console.log)).then(() => console.log('locked')); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', code, directory], {
    cwd: join(import.meta.dirname, '../../..'),
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.stderr.once('data', (text: Buffer) => reject(new Error(text.toString())));
  });
  return { child, ended };
}

test(
  'a directory is one watcher’s, also while that is stopped, and free when it was killed',
  { timeout: 30_000 },
  async () => {
    const { child, ended } = await holder();
    await expect(lock()).rejects.toThrow(
      `Another watcher (process ${child.pid}) keeps its state in ${directory}, and two would tell everything twice. End that one, or give this one a directory of its own.`,
    );
    child.kill('SIGSTOP');
    await expect(lock()).rejects.toThrow(`Another watcher keeps its state in ${directory}`);
    child.kill('SIGKILL');
    await ended;
    const unlock = await lock();
    await expect(lock()).rejects.toThrow('Another watcher');
    unlock();
    (await lock())();
    expect([said, readdirSync(directory)]).toEqual([[], []]);
  },
);

test('of two that are started at once, where a third was killed before, one has it', async () => {
  writeFileSync(join(directory, 'watch.lock'), '');
  const results = await Promise.allSettled([lock(), lock()]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(lock()).rejects.toThrow('Another watcher');
  for (const one of results) if (one.status === 'fulfilled') one.value();
});

test('where there can be no lock that is told, and the home is watched', async () => {
  const deep = join(directory, 'a'.repeat(90));
  await lock(deep);
  await lock(join(directory, 'gone'));
  expect(said).toEqual([
    `${deep} cannot be locked (its name is too long): see to it that no other watcher keeps its state there.`,
    expect.stringMatching(/gone cannot be locked \(E\w+\)/),
  ]);
});
