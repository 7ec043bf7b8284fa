import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
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

const module = JSON.stringify(join(import.meta.dirname, 'directory-lock.ts'));
const holds = `import(${module}).then(({ lockDirectory }) => lockDirectory(process.argv[1], console.log)).then(() => console.log('locked')); setInterval(() => {}, 1000);`;
/** It has looked who is there, and the machine gives it no time for a second. */
const isHeldUp = `import(${module}).then(async ({ lockDirectory }) => {
  const locking = lockDirectory(process.argv[1], console.log);
  require('node:fs').writeSync(1, 'looked');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  await locking.then(() => console.log('fulfilled'), () => console.log('rejected'));
}); setInterval(() => {}, 1000);`;

/** A process that wants the lock, and does no more. */
async function holder(code = holds) {
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

test(
  'of two that are started at once one has it, also where the other was held up after its first look',
  { timeout: 30_000 },
  async () => {
    writeFileSync(join(directory, 'watch.lock'), '');
    const { child, ended } = await holder(isHeldUp);
    const told = new Promise((resolve) => child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())));
    const [here] = await Promise.allSettled([lock()]);
    expect(await told).toBe(here.status === 'fulfilled' ? 'rejected' : 'fulfilled');
    if (here.status === 'fulfilled') here.value();
    child.kill('SIGKILL');
    await ended;
    // what was left there by whoever was killed is gone with the next one
    (await lock())();
    expect([said, readdirSync(directory)]).toEqual([[], []]);
  },
);

test('whoever says a letter now and then at the lock holds no start up', { timeout: 15_000 }, async () => {
  const dribbling = createServer((socket) => {
    const letters = setInterval(() => socket.write('x'), 200);
    socket.on('error', () => {}).on('close', () => clearInterval(letters));
  });
  await new Promise<void>((resolve) => dribbling.listen(join(directory, 'watch.lock'), resolve));
  await expect(lock()).rejects.toThrow(`Another watcher keeps its state in ${directory}`);
  await new Promise((resolve) => dribbling.close(resolve));
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
