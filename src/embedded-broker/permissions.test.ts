import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { allow, deny, noAccounts, withAccount, withRole } from './accounts';
import type { Account, Accounts, Acl, AclType } from './accounts';
import { mayReceive, maySend, maySubscribe, rightsOf } from './permissions';

type Grant = { readonly priority: number; readonly acls: readonly Acl[] };

/** The rights of someone with these roles. */
function rights(grants: readonly Grant[], defaults: Partial<Accounts['defaults']> = {}) {
  const roles = grants.map(({ priority }, index) => ({ role: `role ${index}`, priority }));
  const account: Account = { username: 'anna', password: null, clientId: null, disabled: false, roles, groups: [] };
  const withRoles = grants.reduce((accounts, { acls }, index) => withRole(accounts, { name: `role ${index}`, acls }), {
    ...noAccounts,
    defaults: { ...noAccounts.defaults, ...defaults },
  });
  return rightsOf(withAccount(withRoles, account), 'anna');
}

const one = (...acls: Acl[]) => rights([{ priority: 0, acls }]);
const onAll = (type: AclType) => allow(type, '#');
const everything = { publishClientSend: true, publishClientReceive: true, subscribe: true };

describe('who was given nothing', () => {
  test('may do nothing', () => {
    fc.assert(
      fc.property(fc.string(), (topic) => {
        const none = rights([]);
        return !maySend(none, topic) && !mayReceive(none, topic) && !maySubscribe(none, topic);
      }),
    );
  });

  test('may do what the defaults allow, but never reaches the administration', () => {
    const some = rights([], everything);
    expect(maySend(some, 'home/lock/set')).toBe(true);
    expect(maySubscribe(some, '#')).toBe(true);
    expect(maySend(some, '$CONTROL/dynamic-security/v1')).toBe(false);
    expect(maySubscribe(some, '$CONTROL/#')).toBe(false);
    expect(mayReceive(some, '$CONTROL/dynamic-security/v1/response')).toBe(false);
  });

  test('has no rights if there is no such account', () => {
    expect(maySend(rightsOf(noAccounts, 'nobody'), 'home')).toBe(false);
  });
});

describe('rules', () => {
  test('of a higher priority speak first', () => {
    const owner = one(allow('publishClientReceive', 'home/#'), deny('publishClientReceive', 'home/+/cred/#'));
    expect(mayReceive(owner, 'home/lock/state')).toBe(true);
    expect(mayReceive(owner, 'home/lock/cred/offer')).toBe(false);
  });

  test('of one kind give no right of another', () => {
    const reader = one(allow('subscribePattern', 'home/#'));
    expect(maySubscribe(reader, 'home/#')).toBe(true);
    expect(mayReceive(reader, 'home/lock')).toBe(false);
    expect(maySend(reader, 'home/lock')).toBe(false);
  });

  test('that name a filter literally speak before patterns, and only of that filter', () => {
    const reader = one(allow('subscribeLiteral', 'home/secret'), deny('subscribePattern', 'home/#'));
    expect(maySubscribe(reader, 'home/secret')).toBe(true);
    expect(maySubscribe(reader, 'home/+')).toBe(false);
  });

  test('that allow everything do not open the administration', () => {
    const reader = one(...(['subscribePattern', 'publishClientReceive', 'publishClientSend'] as const).map(onAll));
    expect(maySend(reader, '$CONTROL/dynamic-security/v1')).toBe(false);
    expect(maySubscribe(reader, '$CONTROL/#')).toBe(true); // as Mosquitto grants it
    expect(mayReceive(reader, '$CONTROL/dynamic-security/v1/response')).toBe(false);
  });

  test('of a role given with a higher priority speak first, whatever their own priority', () => {
    const installer = rights([
      { priority: 1, acls: [{ ...deny('publishClientSend', 'home/#'), priority: 99 }] },
      { priority: 2, acls: [allow('publishClientSend', 'home/+/identify')] },
    ]);
    expect(maySend(installer, 'home/lock/identify')).toBe(true);
    expect(maySend(installer, 'home/lock/set')).toBe(false);
  });

  const acl = fc.record({
    type: fc.constantFrom('publishClientSend' as const),
    topic: fc.constantFrom('#', 'a/#', 'a/+', 'a/b', '+/b', 'b'),
    allow: fc.boolean(),
    priority: fc.integer({ min: -1, max: 1 }),
  });
  const grants = fc.array(fc.record({ priority: fc.integer({ min: -1, max: 1 }), acls: fc.array(acl) }));
  const topic = fc.constantFrom('a/b', 'a/c', 'b', 'c');

  test('added in a role of the lowest priority change nothing that was decided', () => {
    fc.assert(
      fc.property(grants, fc.array(acl), topic, (some, more, told) => {
        const added = [...some, { priority: -2, acls: more }];
        fc.pre(maySend(rights(some), told) === maySend(rights(some, everything), told)); // a rule spoke
        return maySend(rights(added), told) === maySend(rights(some), told);
      }),
    );
  });

  test('that deny everything above all others end every right', () => {
    fc.assert(
      fc.property(grants, topic, (some, told) => {
        const end = { priority: 2, acls: [deny('publishClientSend', '#')] };
        return !maySend(rights([...some, end], everything), told);
      }),
    );
  });
});
