import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Failed } from '@/credentials/authority/authority';
import type { ClientRecord } from '@/credentials/authority/records';
import { asBegun, writeSlotNote } from '@/credentials/authority/slot-note';

import { makeAccount } from './new-account';

const note = (at: number) => writeSlotNote({ rot: 'first', prev: null, by: 'founder', at });
const roles = ['newcomer:plug', 'dev:plug'].map((name) => ({ name, priority: 0 }));
const wanted = { username: 'plug.a', password: 'new-7c', clientId: null, note: note(5), roles };
const silence: Failed = { outcome: 'failed', failure: { kind: 'unanswered' } };
const done = { outcome: 'done', value: null } as const;

type Security = Parameters<typeof makeAccount>[0];
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
  const security: Security = {
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
        const [text] = commands.flatMap((one) => (one.command === 'modifyClient' ? one.textdescription : []));
        if (account !== null) account = { ...account, roles: [...account.roles, ...names] };
        if (account !== null && text !== undefined) account = { ...account, textDescription: text };
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
    for (let lost = 1; lost <= 7; lost++) {
      const authority = openAuthority((n) => (n === lost ? kind : null));
      expect(await makeAccount(authority.security, wanted), `${kind} ${lost}`).toEqual({ outcome: 'made' });
      expect(authority.account()?.roles).toEqual(['newcomer:plug', 'dev:plug']);
      expect(authority.account()?.textDescription).toBe(note(5));
      expect(authority.password()).toBe('new-7c');
    }
  }
});

const minutes = 60_000;
const later = (at: number) => ({ ...wanted, password: 'later-2e', note: note(5 + at) });

test('what somebody left half made is replaced when nobody can be at it any more, and what is whole is not touched', async () => {
  for (const held of [[], ['newcomer:plug']]) {
    const half = openAuthority(undefined, record(asBegun(note(5)), held));
    expect(await makeAccount(half.security, later(6 * minutes))).toEqual({ outcome: 'made' });
    expect(half.account()).toMatchObject({
      textDescription: note(5 + 6 * minutes),
      roles: ['newcomer:plug', 'dev:plug'],
    });
    const young = openAuthority(undefined, record(asBegun(note(5)), held));
    const answer = await makeAccount(young.security, later(4 * minutes));
    expect(answer).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('in 5 minutes') as string });
    expect(young.sent()).toBe(1);
  }
  const whole = openAuthority(undefined, record(note(1), ['dev:plug']));
  expect(await makeAccount(whole.security, later(6 * minutes))).toEqual({ outcome: 'exists' });
  // a person whose role was taken, and who was not given the next one
  const without = openAuthority(undefined, record(note(1)));
  expect(await makeAccount(without.security, later(6 * minutes))).toEqual({ outcome: 'exists' });
  const strange = openAuthority(undefined, record('made by hand'));
  expect(await makeAccount(strange.security, later(6 * minutes))).toEqual({ outcome: 'exists' });
  expect([whole.sent(), without.sent(), strange.sent()]).toEqual([1, 1, 1]);
});

test('when two pages make the same log-in, whoever is faster, one is told that it was made, and with the password that works', async () => {
  const turns = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const authority = openAuthority();
    const inTurn = scheduledSecurity(authority.security, scheduler);
    const both = [makeAccount(inTurn, wanted), makeAccount(inTurn, later(2 * minutes))];
    const [first, second] = await scheduler.waitFor(Promise.all(both));
    const made = [first, second].map((answer) => answer?.outcome === 'made');
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(authority.password()).toBe(made[0] === true ? 'new-7c' : 'later-2e');
    expect(authority.account()?.roles).toEqual(['newcomer:plug', 'dev:plug']);
  });
  await fc.assert(turns, { numRuns: 200 });
});

test('one that was made whole in the very moment in which it was to be replaced stays', async () => {
  const authority = openAuthority(undefined, record(asBegun(note(5))));
  let isLate = false;
  const { getClient, run } = authority.security;
  const slow: typeof authority.security = {
    ...authority.security,
    async getClient(username) {
      const found = await getClient(username);
      if (!isLate) await run([{ command: 'modifyClient', username, textdescription: note(5) }]);
      isLate = true;
      return found;
    },
  };
  expect(await makeAccount(slow, later(6 * minutes))).toEqual({ outcome: 'exists' });
  expect(authority.account()?.textDescription).toBe(note(5));
});

/** Each command reaches the broker, and each answer the page, when the scheduler says. */
function scheduledSecurity(security: Security, scheduler: fc.Scheduler): Security {
  const { getClient, createClient, deleteClient, run } = security;
  return {
    getClient: scheduler.scheduleFunction(getClient),
    createClient: scheduler.scheduleFunction(createClient),
    deleteClient: scheduler.scheduleFunction(deleteClient),
    run: scheduler.scheduleFunction(run),
  };
}

test('when the broker falls silent after the account was made, it is said that it may stand there', async () => {
  const authority = openAuthority((n) => (n < 2 ? null : 'answer'));
  const answer = await makeAccount(authority.security, wanted);
  expect(answer).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('it is replaced') as string });
  const again = openAuthority(undefined, authority.account());
  expect(await makeAccount(again.security, later(6 * minutes))).toEqual({ outcome: 'made' });
});
