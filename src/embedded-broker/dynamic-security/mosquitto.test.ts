import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

import { versionOfMosquitto } from '@/broker/mosquitto-programs.testing';
import { startMosquitto } from '@/broker/mosquitto.testing';

import type { Accounts } from '../accounts';
import { administer, passwordsIn, readBatch, type Administered } from './administer';
import type { GivenPassword } from './command';
import { harmlessPayloads, root, rootOnly } from './commands.testing';
import { openConsole, withoutNovelties, type Console } from './console.testing';

/** 2.1 differs in corners that no page reaches; what it shares is in credentials/authority/contract.test.ts. */
const isOther = !versionOfMosquitto().startsWith('2.0.');
/**
 * How many batches a run compares, and which: the same each time, for among any there are such after which Mosquitto 2.0 answers
 * from memory that it had freed (CREDENTIALS.md, finding 5). `GATEHOUSE_SEED=7` tries others.
 */
const numRuns = process.env['GATEHOUSE_LONG'] ? 2_000 : 300;
const seed = Number(process.env['GATEHOUSE_SEED'] ?? 1);

const ends: (() => Promise<unknown>)[] = [];
async function endAll(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end();
}
afterEach(endAll);

type Real = {
  readonly admin: Console;
  /** it crashed */
  readonly gone: Promise<null>;
  /** what the embedded broker begins with beside it */
  readonly accounts: Accounts;
};

/** A new Mosquitto and whoever administers it. */
async function openReal(): Promise<Real> {
  const broker = await startMosquitto({ dynamicSecurity: { admin: root } });
  ends.push(() => broker.stop());
  const admin = await openConsole(broker.wsUrl, { ...root, protocolVersion: 5 });
  ends.push(() => admin.close());
  return { admin, gone: admin.guest.next('close').then(() => null), accounts: rootOnly };
}

/** The names of clients, groups and roles, wherever a batch or its answer says one. */
function namesIn(said: unknown): readonly string[] {
  const names: string[] = [];
  JSON.stringify(said, (key, value: unknown) => {
    if (/^(?:user|group|role)name$/.test(key) && typeof value === 'string') names.push(value);
    if (/^(?:client|group|role)s$/.test(key) && Array.isArray(value))
      names.push(...value.filter((one) => typeof one === 'string'));
    return value;
  });
  return names;
}

const anyHash = { iterations: 1, salt: new Uint8Array(12), hash: new Uint8Array(64) };

/** What the embedded broker makes of a payload, without the time that hashing takes. */
function carryOut(accounts: Accounts, payload: string): Administered {
  const batch = readBatch(payload);
  const read = (given: unknown): GivenPassword => {
    if (typeof given !== 'string') return 'invalid';
    return given === '' ? 'empty' : anyHash;
  };
  const passwords = new Map([...passwordsIn(batch)].map(([item, given]) => [item as unknown, read(given)]));
  return administer(accounts, batch, passwords, new Map());
}

describe('the account database of the embedded broker', () => {
  test.skipIf(isOther)(
    'answers every batch as Mosquitto 2.0 does (skipped where the tests have another one)',
    { timeout: 1_200_000 },
    async () => {
      let { admin, gone, accounts } = await openReal();
      const named = new Set<string>([root.username, 'admin', '']); // nobody is the anonymous group
      let fresh = 0;
      for (const payload of fc.sample(harmlessPayloads, { numRuns, seed })) {
        const theirs = await Promise.race([admin.send(payload), gone]);
        const { accounts: after, responses } = carryOut(accounts, payload);
        accounts = after;
        for (const name of namesIn(JSON.parse(payload))) named.add(name);
        if (theirs !== null && namesIn(theirs).every((name) => named.has(name))) {
          expect(withoutNovelties({ responses }), payload).toEqual(withoutNovelties(theirs));
          continue;
        }
        // a name that nobody gave, or its end, comes of such memory
        fresh += 1;
        await endAll();
        ({ admin, gone, accounts } = await openReal());
      }
      expect(fresh).toBeLessThan(numRuns / 100);
    },
  );
});
