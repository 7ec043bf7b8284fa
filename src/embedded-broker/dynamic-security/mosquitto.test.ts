import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';

import type { Accounts } from '../accounts';
import { administer, passwordsIn, readBatch, type Administered } from './administer';
import type { GivenPassword } from './command';
import { harmlessPayloads, root, rootOnly } from './commands.testing';
import { openConsole } from './console.testing';

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

/** Mosquitto tells who is connected from 2.1 on, and differently in a test where somebody is. */
function withoutConnections(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'connections' ? undefined : item)));
}

describe('the account database of the embedded broker', () => {
  test('answers every batch of commands as Mosquitto answers it', { timeout: 300_000 }, async () => {
    const broker = await startMosquitto({ dynamicSecurity: { admin: root } });
    ends.push(() => broker.stop());
    const admin = await openConsole(broker.wsUrl, { ...root, protocolVersion: 5 });
    ends.push(() => admin.close());
    let accounts = rootOnly;
    for (const payload of fc.sample(harmlessPayloads, runs)) {
      const theirs = await admin.send(payload);
      const { accounts: after, responses } = carryOut(accounts, payload);
      accounts = after;
      expect(withoutConnections({ responses }), payload).toEqual(withoutConnections(theirs));
    }
  });
});
