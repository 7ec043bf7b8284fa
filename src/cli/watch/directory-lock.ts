import { randomBytes } from 'node:crypto';
import { chmodSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';

import { UsageError } from '../options';

/** the path of a socket may be no longer (`sockaddr_un`: 104 bytes on macOS, 108 on Linux, one of them its end) */
const mostBytes = 103;
/** a watcher that is stopped for a moment has its lock still: the system takes the call for it */
const answerMs = 2_000;
/** of two that are started at once, and both find what a third left behind, the later one has taken its place by then */
const raceMs = 250;

/** Lets the directory go. */
export type Unlock = () => void;

/**
 * Only one watcher keeps its state in a directory: two would tell everything twice, and each write over what the other knows. Who
 * is there answers at a socket in it, with the number of its process. That lock ends with its process, however that ends; no
 * other process that has got the same number since keeps anybody out, and it holds between two containers too.
 */
export async function lockDirectory(directory: string, say: (sentence: string) => void): Promise<Unlock> {
  const mine = `${process.pid} ${randomBytes(4).toString('hex')}`;
  const path = join(resolve(directory), 'watch.lock');
  const draft = `${path}.${mine.slice(-8)}`;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(mine);
  });
  // it keeps no process alive
  server.unref();
  const trouble = Buffer.byteLength(draft) > mostBytes ? 'its name is too long' : await take();
  if (trouble === null)
    return () => {
      server.close();
      rmSync(path, { force: true });
    };
  server.close();
  say(`${directory} cannot be locked (${trouble}): see to it that no other watcher keeps its state there.`);
  return () => {};

  /** Why it cannot be had, though nobody else has it. */
  async function take(): Promise<string | null> {
    await mustBeFree();
    try {
      await listening(server, draft);
      // whoever may enter the directory may ask
      chmodSync(draft, 0o666);
      // what a watcher that was killed left there is gone with that
      renameSync(draft, path);
    } catch (error) {
      return codeOf(error);
    }
    await new Promise((wait) => setTimeout(wait, raceMs));
    await mustBeFree();
    return null;
  }

  async function mustBeFree(): Promise<void> {
    const holder = await holderOf(path);
    if (holder === null || holder === mine) return;
    server.close();
    const [who] = /^\d+(?= )/.exec(holder) ?? [];
    throw new UsageError(
      `Another watcher${who === undefined ? '' : ` (process ${who})`} keeps its state in ${directory}, and two would tell everything twice. End that one, or give this one a directory of its own.`,
    );
  }
}

/** What whoever has the lock says; null: nobody has it. */
function holderOf(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let told: string | null = null;
    socket.setTimeout(answerMs, () => socket.destroy());
    socket.on('connect', () => (told = ''));
    socket.on('data', (part: Buffer) => (told = `${told}${part.toString()}`.slice(0, 30)));
    socket.on('error', () => {});
    socket.on('close', () => resolve(told));
  });
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
