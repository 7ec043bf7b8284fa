import { expect, test } from 'vitest';

import type { Authority, Names } from '../authority/authority';
import { listedAccount } from '../authority/listed-account.testing';
import { writeSlotNote } from '../authority/slot-note';
import { openAccountReader } from './account-reading';

const account = (username: string, note: string | null) => listedAccount(username, { note });

test('what is decided and done between two questions is read together: the registers of the change that stands are named beside the accounts', async () => {
  const asked: (readonly string[])[] = [];
  const note = writeSlotNote({ rot: 'r1', prev: 'account:cam.a', by: 'admin', at: 1 });
  const authority = {
    async list({ registers }: Names) {
      asked.push(registers);
      const standing = new Map(registers.filter((name) => name.startsWith('dec:')).map((name) => [name, 'commit']));
      return {
        outcome: 'done',
        roles: [],
        accounts: [account('cam.a', null), account('cam.b', note)],
        registers: standing,
      };
    },
  } as unknown as Authority; // all of it that a reading asks
  const reader = openAccountReader({ authority, device: 'cam', usernames: ['cam.a', 'cam.b'], rotations: [] });
  expect((await reader.read())?.decisions).toEqual(new Map([['r1', 'commit']]));
  expect(asked).toEqual([[], ['sent:cam:r1', 'dec:cam:r1']]);
});
