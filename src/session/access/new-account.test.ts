import { expect, test } from 'vitest';

import type { Failed } from '@/credentials/authority/authority';
import type { ClientRecord } from '@/credentials/authority/records';
import { writeSlotNote } from '@/credentials/authority/slot-note';

import { makeAccount } from './new-account';

const note = (at: number) => writeSlotNote({ rot: 'first', prev: null, by: 'founder', at });
const roles = ['newcomer:plug', 'dev:plug'].map((name) => ({ name, priority: 0 }));
const wanted = { username: 'plug.a', password: 'new-7c', clientId: null, note: note(5), roles };
const silence: Failed = { outcome: 'failed', failure: { kind: 'unanswered' } };
const done = { outcome: 'done', value: null } as const;

type Loss = 'command' | 'answer';

/** An authority of one account; `loss`: the numbers of its commands that are lost, or whose answers are. */
function openAuthority(loss: (n: number) => Loss | null = () => null, there: ClientRecord | null = null) {
  let account = there;
  let password = '';
  let n = 0;
  function through<T>(obey: () => T): T | Failed {
    const lost = loss((n += 1));
    if (lost === 'command') return silence;
    const answer = obey();
    return lost === 'answer' ? silence : answer;
  }
  const security: Parameters<typeof makeAccount>[0] = {
    getClient: async () => through(() => ({ outcome: 'done', value: account }) as const),
    createClient: async (made) =>
      through(() => {
        if (account !== null) return { outcome: 'failed', failure: { kind: 'exists', what: 'account' } } as const;
        account = record(made.textdescription ?? '');
        password = made.password ?? '';
        return done;
      }),
    deleteClient: async () =>
      through(() => {
        account = null;
        return done;
      }),
    run: async (commands) => {
      const answer = through(() => {
        const names = commands.flatMap((one) => (one.command === 'addClientRole' ? one.rolename : []));
        if (account !== null) account = { ...account, roles: [...account.roles, ...names] };
        return { outcome: 'done', data: null } as const;
      });
      return commands.map(() => answer);
    },
  };
  return { security, account: () => account, password: () => password, sent: () => n };
}

function record(text: string, held: readonly string[] = []): ClientRecord {
  const none = { clientId: null, textName: null, disabled: false, groups: [], connections: null };
  return { ...none, username: 'plug.a', textDescription: text, roles: [...held], held: { roles: [], groups: [] } };
}

test('whichever one command or answer is lost, the log-in is made whole, and with the password that is shown', async () => {
  for (const kind of ['command', 'answer'] as const) {
    for (let lost = 1; lost <= 5; lost++) {
      const authority = openAuthority((n) => (n === lost ? kind : null));
      expect(await makeAccount(authority.security, wanted), `${kind} ${lost}`).toEqual({ outcome: 'made' });
      expect(authority.account()?.roles).toEqual(['newcomer:plug', 'dev:plug']);
      expect(authority.password()).toBe('new-7c');
    }
  }
});

test('what somebody left half made is replaced, and what has any right is not touched', async () => {
  const half = openAuthority(undefined, record(note(1)));
  expect(await makeAccount(half.security, wanted)).toEqual({ outcome: 'made' });
  expect(half.account()?.textDescription).toBe(note(5));
  const whole = openAuthority(undefined, record(note(1), ['dev:plug']));
  expect(await makeAccount(whole.security, wanted)).toEqual({ outcome: 'exists' });
  const strange = openAuthority(undefined, record('made by hand'));
  expect(await makeAccount(strange.security, wanted)).toEqual({ outcome: 'exists' });
  expect([whole.sent(), strange.sent()]).toEqual([1, 1]);
});

test('when the broker falls silent after the account was made, it is said that it may stand there', async () => {
  const authority = openAuthority((n) => (n < 2 ? null : 'answer'));
  const answer = await makeAccount(authority.security, wanted);
  expect(answer).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('it is replaced') as string });
  const again = openAuthority(undefined, authority.account());
  expect(await makeAccount(again.security, { ...wanted, note: note(6) })).toEqual({ outcome: 'made' });
});
