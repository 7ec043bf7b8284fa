import type { Accounts } from '../accounts';
import type { PasswordHash } from '../password';
import { administer, passwordsIn, readBatch, type Response } from './administer';
import type { Connections, GivenPassword, JsonObject } from './command';

/** The accounts of a running broker, and the one way to change them. */
export type Administration = {
  readonly accounts: Accounts;
  /** carries one payload out after the other, in the order in which they came; never rejects */
  run(payload: string): Promise<Done>;
  /** all of them at once, in its turn; never rejects */
  replace(next: (before: Accounts) => Accounts): Promise<Replaced>;
};

/** `not-kept`: they could not be saved, so those before stand */
export type Replaced = 'done' | 'not-kept';

/** What came of a payload. The accounts are changed, and saved where they are kept, before anybody hears of it. */
export type Done = {
  /** the payload of the answer */
  readonly answer: string;
  readonly kicked: ReadonlySet<string>;
  /** a line a command that was carried out, in the words of Mosquitto's log; no passwords */
  readonly lines: readonly string[];
};

type Options = {
  readonly accounts: Accounts;
  /** rejects where they could not be kept: then they are not changed */
  save(accounts: Accounts): Promise<void>;
  hash(password: string): Promise<PasswordHash>;
  connections(): Connections;
};

export function openAdministration({ accounts, save, hash, connections }: Options): Administration {
  let current = accounts;
  let last: Promise<unknown> = Promise.resolve();

  async function carryOut(payload: string): Promise<Done> {
    const batch = readBatch(payload);
    const passwords = await hashAll(passwordsIn(batch), hash);
    // from here to the change nothing else runs: of two who create the same, one is told that it exists already
    const { accounts: after, responses, kicked } = administer(current, batch, passwords, connections());
    try {
      if (after !== current) await save(after);
      current = after;
      return { answer: answerOf(responses), kicked, lines: linesOf(batch, responses) };
    } catch {
      return { answer: answerOf(responses.map(notKept)), kicked: new Set(), lines: [] };
    }
  }

  async function change(next: (before: Accounts) => Accounts): Promise<Replaced> {
    try {
      const after = next(current);
      await save(after);
      current = after;
      return 'done';
    } catch {
      return 'not-kept';
    }
  }

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = last.then(act);
    last = mine.catch(() => {});
    return mine;
  }

  return {
    get accounts() {
      return current;
    },
    run: (payload) => inTurn(() => carryOut(payload)),
    replace: (next) => inTurn(() => change(next)),
  };
}

/** Hashed before the commands are carried out, because that takes its time. */
async function hashAll(
  given: ReadonlyMap<JsonObject, unknown>,
  hash: Options['hash'],
): Promise<ReadonlyMap<unknown, GivenPassword>> {
  const read = async (password: unknown): Promise<GivenPassword> => {
    if (typeof password !== 'string') return 'invalid';
    return password === '' ? 'empty' : hash(password);
  };
  return new Map(await Promise.all([...given].map(async ([item, password]) => [item, await read(password)] as const)));
}

function answerOf(responses: readonly Response[]): string {
  return JSON.stringify({ responses });
}

function notKept({ command, correlationData }: Response): Response {
  return { command, error: 'Internal error', ...(correlationData !== undefined && { correlationData }) };
}

const named = ['username', 'groupname', 'rolename', 'acltype', 'topic'];

function linesOf(batch: ReturnType<typeof readBatch>, responses: readonly Response[]): readonly string[] {
  if ('error' in batch) return [];
  return responses.flatMap(({ command, error }, index) => {
    if (error !== undefined) return [];
    const item = batch.commands[index] as JsonObject; // what was carried out was one
    const names = named.filter((name) => typeof item[name] === 'string').map((name) => `${name}=${String(item[name])}`);
    return [[command, ...names, ...('password' in item ? ['password=******'] : [])].join(' | ')];
  });
}
