import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { RoleRule } from '@/credentials/authority/authority';

import { forgetRights, rightsOf } from './accounts';
import type { Office } from './admin';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const door: readonly RoleRule[] = [{ type: 'publishClientSend', topic: 'door/set', allow: true }];
const boss: readonly RoleRule[] = [{ type: 'publishClientSend', topic: '$CONTROL/#', allow: true }];

/** An office at a broker whose only roles are these. */
function officeAt(roles: Map<string, readonly RoleRule[]>) {
  let asked = 0;
  const lookUp = async (_: readonly string[], names: readonly string[]) => {
    asked += 1;
    const found = names.map((name) => ({ name, acls: roles.get(name) ?? [], textName: null }));
    return { outcome: 'done', value: { clients: [], roles: found } };
  };
  return { office: { security: { lookUp } } as unknown as Office, asked: () => asked }; // all of it that is asked
}

test('what others changed in a role is known within a minute, and at once where something is decided by it', async () => {
  const roles = new Map([['family', door]]);
  const { office, asked } = officeAt(roles);
  expect((await rightsOf(office, ['family']))?.get('family')).toEqual(door);
  roles.set('family', boss);
  expect((await rightsOf(office, ['family']))?.get('family')).toEqual(door);
  expect(asked()).toBe(1); // a page looks all the time
  expect((await rightsOf(office, ['family'], 'anew'))?.get('family')).toEqual(boss);
  roles.set('family', door);
  vi.advanceTimersByTime(60_000);
  expect((await rightsOf(office, ['family']))?.get('family')).toEqual(door);
});

test('what this browser wrote itself is read anew', async () => {
  const roles = new Map([['only:plug', door]]);
  const { office } = officeAt(roles);
  await rightsOf(office, ['only:plug']);
  roles.set('only:plug', boss);
  forgetRights(office);
  expect((await rightsOf(office, ['only:plug']))?.get('only:plug')).toEqual(boss);
});
