import { expect, test } from 'vitest';

import type { RotationRecord } from '@/core/log-ins/rotation-record';
import { madePolicy } from '@/credentials/policies/made-policies';

import type { Office } from '../admin';
import type { Client, Look } from '../admission/admission-look';
import { openRules } from './rules';

const name = 'made:abcd';
const everything = { kinds: [], name: null } as const;
const policy = madePolicy(name, { is: 'attacked-firmware', of: everything });

/** A rule that has restricted `restricted`. Another browser may restrict somebody by it as long as it is enforced. */
function openHome(...restricted: readonly string[]) {
  const behind = new Set(restricted);
  const records: RotationRecord[] = [];
  const home = {
    behind,
    records,
    stands: true,
    mode: 'enforce',
    answers: true,
    holdsFast: '',
    elsewhere: () => {},
  };
  const clients = () =>
    [...behind].map((client) => ({ client, standing: 'restricted', decision: { why: name } }) as unknown as Client);
  const security = {
    createRole: async () => {
      if (home.stands) return { outcome: 'failed', failure: { kind: 'exists' } };
      home.stands = true;
      return { outcome: 'done' };
    },
    run: async ([command]: readonly { textname: string }[]) => {
      if (!home.stands) return [{ outcome: 'failed', failure: { kind: 'missing', what: 'role' } }];
      home.mode = (JSON.parse(command?.textname ?? '') as { mode: string }).mode;
      return [{ outcome: 'done' }];
    },
    deleteRole: async () => {
      home.stands = false;
      return { outcome: 'done' };
    },
  };
  const look = async () => {
    const seen = { policies: home.stands ? [policy] : [], unreadable: [], clients: clients() } as unknown as Look;
    home.elsewhere();
    return seen;
  };
  const rules = openRules({
    office: () => ({ username: 'admin', security }) as unknown as Office, // all of it that rules ask
    look,
    lookAndEnforce: look,
    act: async (_, { client }) => {
      if (!home.answers || client === home.holdsFast)
        return { outcome: 'refused', reason: 'The broker does not answer.' };
      behind.delete(client);
      return { outcome: 'done' };
    },
    addToHistory: (added) => void records.push(...added),
    clock: () => 1,
    randomBytes: (count) => new Uint8Array(count),
  });
  return { home, rules };
}

test('a rule that lets nobody go is not taken away: it is only watched, and can be taken away again', async () => {
  const { home, rules } = openHome('lock', 'camera');
  home.answers = false;
  expect(await rules.removePolicy({ name })).toMatchObject({ outcome: 'refused' });
  expect(home).toMatchObject({ stands: true, mode: 'watch', records: [] });
  home.answers = true;
  expect(await rules.removePolicy({ name })).toEqual({ outcome: 'done' });
  expect(home.stands).toBe(false);
  expect([...home.behind]).toEqual([]);
  expect(home.records).toMatchObject([{ sentence: expect.stringContaining('was taken away') as string }]);
});

test('whom another browser restricts by a rule that is being taken away is let go too', async () => {
  const { home, rules } = openHome();
  home.elsewhere = () => {
    if (home.mode === 'enforce') home.behind.add('lock');
  };
  expect(await rules.removePolicy({ name })).toEqual({ outcome: 'done' });
  expect([...home.behind]).toEqual([]);
});

test('a rule that another browser takes away while it is set here stays away', async () => {
  const { home, rules } = openHome();
  home.elsewhere = () => (home.stands = false);
  expect(await rules.setPolicy({ name, mode: 'enforce' })).toEqual({
    outcome: 'refused',
    reason: 'There is no such rule any more.',
  });
  expect(home).toMatchObject({ stands: false, records: [] });
});

test('who cannot be let go keeps nobody else restricted, and is named', async () => {
  const { home, rules } = openHome('camera', 'lock', 'plug');
  home.holdsFast = 'camera';
  expect(await rules.setPolicy({ name, mode: 'watch' })).toEqual({
    outcome: 'refused',
    reason: 'Still restricted: camera. The broker does not answer.',
  });
  expect([...home.behind]).toEqual(['camera']);
});
