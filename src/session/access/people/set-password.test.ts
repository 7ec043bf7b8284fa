import { expect, test } from 'vitest';

import type { AuthorityFailure } from '@/credentials/authority/authority';
import type { ControlCommand } from '@/credentials/authority/control-command';

import { setPassword } from './set-password';

/** A broker that takes every command, and whose first `lost` answers are lost, or say that it failed. */
function openBroker(lost: number, failure: AuthorityFailure = { kind: 'unanswered' }) {
  const set: string[] = [];
  let waits = 0;
  const office = {
    security: {
      async run(commands: readonly ControlCommand[]) {
        for (const one of commands) if (one.command === 'setClientPassword') set.push(one.password);
        return commands.map(() =>
          set.length <= lost ? ({ outcome: 'failed', failure } as const) : ({ outcome: 'done', data: null } as const),
        );
      },
    },
    linked: async () => void (waits += 1),
  };
  return { office, set, waits: () => waits };
}

const anna = { username: 'anna', password: 'new-7c', note: '{}' };

test('whose answer is lost is told the same password again when the connection stands, and it can be shown', async () => {
  const broker = openBroker(2);
  expect(await setPassword(broker.office, anna)).toBeNull();
  expect(broker.set).toEqual(['new-7c', 'new-7c', 'new-7c']);
  expect(broker.waits()).toBe(2);
});

test('where nobody knows which password works, that is said, and what helps', async () => {
  const silent = openBroker(9);
  expect(await setPassword(silent.office, anna)).toMatch(/may not work any more: only another new one helps then\.$/);
  expect(silent.set).toHaveLength(3);
  // it took the new one, and forgets it when it starts again
  const full = openBroker(9, { kind: 'unsaved' });
  expect(await setPassword(full.office, anna)).toMatch(/to its disk.*may not work any more/);
  expect(full.set).toHaveLength(1);
});

test('a broker that refuses has changed nothing, and nothing of the old password is said', async () => {
  const broker = openBroker(9, { kind: 'missing', what: 'account' });
  expect(await setPassword(broker.office, anna)).toBe('There is no such log-in any more.');
});
