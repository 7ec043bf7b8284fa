import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';

import { UsageError } from '../options';

/** the path of a socket may be no longer (`sockaddr_un`: 104 bytes on macOS, 108 on Linux, one of them its end) */
const mostBytes = 103;
/** a watcher that is stopped for a moment has its lock still: the system takes the call for it */
const answerMs = 2_000;
/** whoever has not decided by then is stopped, or the machine is: who comes later keeps away */
const undecidedMs = 10_000;
const lookMs = 50;
const lockName = 'watch.lock';
const mostNumber = 99_999_999;

/** Lets the directory go. */
export type Unlock = () => void;

/** Who wants the directory or has it: `number` 0 is what a watcher of an older Gatehouse has. */
type Place = { readonly name: string; readonly number: number };
type Holder = { readonly process: string | null; readonly isDecided: boolean };

/**
 * Only one watcher keeps its state in a directory: two would tell everything twice, and each write over what the other knows. Who
 * is there answers at a socket in it, with the number of its process. That lock ends with its process, however that ends; no
 * other process that has got the same number since keeps anybody out, and it holds between two containers too.
 *
 * Each takes a number above all that it sees, at a socket of that name; the system gives a name once. Only then it looks who else is
 * there: it goes away from below a higher number, and for another one, and gives way to whoever is alive below its own. Of any two one
 * has seen the other, however long either was held up between two steps.
 */
export async function lockDirectory(directory: string, say: (sentence: string) => void): Promise<Unlock> {
  const folder = resolve(directory);
  if (Buffer.byteLength(join(folder, `${lockName}.${mostNumber}`)) > mostBytes) return unlocked('its name is too long');
  const until = Date.now() + undecidedMs;
  let isDecided = false;
  try {
    for (;;) {
      const number = Math.max(0, ...placesIn(folder).map((place) => place.number)) + 1;
      const path = join(folder, `${lockName}.${number}`);
      if (number > mostNumber) return unlocked('its locks cannot be numbered');
      const server = openServer(() => `${process.pid}${isDecided ? '' : ' undecided'}`);
      if (!(await listening(server, path))) continue;
      // whoever may enter the directory may ask
      chmodSync(path, 0o666);
      const left = await whatIsLeft(number).catch((error: unknown) => {
        server.close();
        throw error;
      });
      if (left !== null) {
        isDecided = true;
        for (const { name } of left) rmSync(join(folder, name), { force: true });
        // takes the socket away with it
        return () => void server.close();
      }
      server.close();
    }
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error && 'code' in error)) throw error;
    return unlocked(String(error.code));
  }

  function unlocked(trouble: string): Unlock {
    say(`${directory} cannot be locked (${trouble}): see to it that no other watcher keeps its state there.`);
    return () => {};
  }

  /** What the dead have left below `number`, which has the directory then; null: it is to take a higher one. */
  async function whatIsLeft(number: number): Promise<readonly Place[] | null> {
    for (;;) {
      const others = placesIn(folder).filter((place) => place.number !== number);
      if (others.some((place) => place.number > number)) return null;
      const holders = await Promise.all(others.map(({ name }) => holderOf(join(folder, name))));
      const alive = holders.filter((holder) => holder !== null);
      const decided = alive.find((holder) => holder.isDecided) ?? (Date.now() > until ? alive[0] : undefined);
      if (decided !== undefined) throw anotherWatcher(decided);
      if (alive.length === 0) return others;
      await new Promise((wait) => setTimeout(wait, lookMs));
    }
  }

  function anotherWatcher({ process: who }: Holder): UsageError {
    return new UsageError(
      `Another watcher${who === null ? '' : ` (process ${who})`} keeps its state in ${directory}, and two would tell everything twice. End that one, or give this one a directory of its own.`,
    );
  }
}

function placesIn(folder: string): readonly Place[] {
  return readdirSync(folder).flatMap((name) => {
    if (name === lockName) return [{ name, number: 0 }];
    const [, digits] = /^watch\.lock\.([1-9]\d{0,7})$/.exec(name) ?? [];
    return digits === undefined ? [] : [{ name, number: Number(digits) }];
  });
}

/** Who answers there; null: nobody any more. */
function holderOf(path: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let told: string | null = null;
    // in all: whoever says a letter now and then holds nobody up
    const patience = setTimeout(() => socket.destroy(), answerMs);
    socket.on('connect', () => (told ??= ''));
    socket.on('data', (part: Buffer) => (told = `${told}${part.toString()}`.slice(0, 40)));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      // it is there, and has no room for a call
      if (code === 'EAGAIN') told ??= '';
    });
    socket.on('close', () => {
      clearTimeout(patience);
      const [, number = null, undecided] = /^(\d+)(?: (\w*))?/.exec(told ?? '') ?? [];
      resolve(told === null ? null : { process: number, isDecided: undecided !== 'undecided' });
    });
  });
}

function openServer(answer: () => string): Server {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(answer());
  });
  // it keeps no process alive
  return server.unref();
}

/** false: somebody else has taken that name meanwhile. */
function listening(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(path, () => resolve(true));
  });
}
