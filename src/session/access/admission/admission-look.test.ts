import { expect, test } from 'vitest';

import type { Home } from '@/core/home';
import type { ListedAccount } from '@/credentials/authority/authority';
import { listedAccount } from '@/credentials/authority/listed-account.testing';
import { writeSlotNote } from '@/credentials/authority/slot-note';

import { lookAtClients } from './admission-look';
import type { Office } from '../admin';

const made = (username: string, rot: string, at: number): ListedAccount =>
  listedAccount(username, {
    clientId: 'cam',
    issuedAt: at,
    note: writeSlotNote({ rot, prev: null, by: 'admin', at }),
  });

async function madeAt(...accounts: readonly ListedAccount[]) {
  const list = async () => ({ outcome: 'done', accounts, roles: [], registers: new Map() });
  const office = { authority: { list }, security: {} } as unknown as Office; // no role is asked for where there is none
  const home = { devices: new Map() } as unknown as Home; // a home of which nothing is heard yet
  const look = await lookAtClients(
    office,
    home,
    new Set(),
    () => [],
    () => [],
    1_000,
    0,
  );
  return look?.clients.map((client) => client.madeAt);
}

test('a password is as old as the oldest that a client has, and not as the certificate beside it', async () => {
  expect(await madeAt(made('cam.a', 'r1', 300), made('cam.b', 'r2', 900))).toEqual([300]);
  expect(await madeAt(made('cam', 'certificate', 10), made('cam.b', 'r2', 900))).toEqual([900]);
  expect(await madeAt(made('cam', 'certificate', 10))).toEqual([null]);
});
