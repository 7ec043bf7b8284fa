import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

import { versionOfMosquitto } from '@/broker/mosquitto-programs.testing';
import { startMosquitto } from '@/broker/mosquitto.testing';

import type { Accounts } from '../accounts';
import { administer, passwordsIn, readBatch, type Administered } from './administer';
import type { GivenPassword } from './command';
import { harmlessPayloads, root, rootOnly } from './commands.testing';
import { openConsole, withoutNovelties } from './console.testing';

/** 2.1 differs in corners that no page reaches; what it shares is in credentials/authority/contract.test.ts. */
const isOther = !versionOfMosquitto().startsWith('2.0.');
/** How many random batches a run compares. */
const runs = process.env['GATEHOUSE_LONG'] ? 5_000 : 300;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

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
    { timeout: 300_000 },
    async () => {
      const broker = await startMosquitto({ dynamicSecurity: { admin: root } });
      ends.push(() => broker.stop());
      const admin = await openConsole(broker.wsUrl, { ...root, protocolVersion: 5 });
      ends.push(() => admin.close());
      let accounts = rootOnly;
      for (const payload of fc.sample(harmlessPayloads, runs)) {
        const theirs = await admin.send(payload);
        const { accounts: after, responses } = carryOut(accounts, payload);
        accounts = after;
        expect(withoutNovelties({ responses }), payload).toEqual(withoutNovelties(theirs));
      }
    },
  );
});
