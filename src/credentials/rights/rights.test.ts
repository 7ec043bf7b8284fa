import fc from 'fast-check';
import { expect, test } from 'vitest';

import { account, book } from './books.testing';
import { receiveReach, sendReach } from './reach';
import { mayHear, mayReceive, maySend, maySubscribe, rightsOf } from './rights';

test('in a role the rule with the higher priority decides, whatever stands first', () => {
  const rights = rightsOf(book({ roles: { one: ['+send a/#', '-send a/secret 10'] } }), account('anna', ['one']));
  expect(maySend(rights, 'a/b').allowed).toBe(true);
  expect(maySend(rights, 'a/secret').allowed).toBe(false);
});

test('a role of her own speaks before those of her groups, and the reason names the group', () => {
  const home = book({ roles: { own: ['-send a/b'], family: ['+send a/#'] }, groups: { home: ['family'] } });
  const rights = rightsOf(home, account('anna', ['own'], { groups: [{ name: 'home', priority: 9 }] }));
  expect(maySend(rights, 'a/b').allowed).toBe(false);
  expect(maySend(rights, 'a/c')).toMatchObject({ allowed: true, by: { role: 'family', group: 'home' } });
});

test('the default holds where no rule speaks, and never opens the administration', () => {
  const defaults = { publishClientSend: true, publishClientReceive: true, subscribe: true, unsubscribe: true };
  const rights = rightsOf(book({ defaults }), account('anna'));
  expect(maySend(rights, 'a')).toEqual({ allowed: true, by: 'default' });
  expect(maySend(rights, '$CONTROL/dynamic-security/v1').allowed).toBe(false);
  expect(sendReach(rights, '$CONTROL/dynamic-security/v1').amount).toBe('none');
  expect(sendReach(rights, '#').amount).toBe('all');
});

test('what the broker tells of itself nobody may say, and no rule for everything reaches its administration', () => {
  const rights = rightsOf(book({ roles: { all: ['+send #', '+send $SYS/#'] } }), account('anna', ['all']));
  expect(maySend(rights, '$SYS/broker/version')).toEqual({ allowed: false, by: 'broker' });
  expect(sendReach(rights, '$SYS/#').amount).toBe('none');
  expect(sendReach(rights, '$CONTROL/#').amount).toBe('none');
});

test('a secret is kept at the delivery: a wider subscription is granted and brings it not', () => {
  const viewer = ['+subscribe home/#', '+hear home/#', '-hear home/+/offer 10', '-subscribe home/+/offer 10'];
  const rights = rightsOf(book({ roles: { viewer } }), account('anna', ['viewer']));
  expect(maySubscribe(rights, 'home/+/+').allowed).toBe(true);
  expect(maySubscribe(rights, 'home/lock/offer').allowed).toBe(false);
  expect(mayReceive(rights, 'home/lock/offer').allowed).toBe(false);
  expect(mayHear(rights, 'home/lock/offer').allowed).toBe(false);
  expect(mayHear(rights, 'home/lock/state').allowed).toBe(true);
});

test('a literal rule speaks before the patterns of its role', () => {
  const rights = rightsOf(book({ roles: { one: ['-exactly a/b', '+subscribe a/+ 10'] } }), account('anna', ['one']));
  expect(maySubscribe(rights, 'a/b').allowed).toBe(false);
  expect(maySubscribe(rights, 'a/c').allowed).toBe(true);
});

test('the names in a rule are filled in where the broker does so, and are plain text where it does not', () => {
  const roles = { device: ['+send home/%c/state', '+send home/proof/%u'] };
  const bound = account('cam.a', ['device'], { clientId: 'cam' });
  const old = rightsOf(book({ roles }), bound);
  const newer = rightsOf(book({ roles, substitutes: true }), bound);
  expect(maySend(old, 'home/cam/state').allowed).toBe(false);
  expect(maySend(newer, 'home/cam/state').allowed).toBe(true);
  expect(maySend(newer, 'home/proof/cam.a').allowed).toBe(true);
  expect(maySend(newer, 'home/lock/state').allowed).toBe(false);
});

test('whoever may call itself anything has the rights of any', () => {
  const roles = { device: ['+send home/%c/state', '-send home/%c/state 5'] };
  const rights = rightsOf(book({ roles, substitutes: true }), account('cam.a', ['device']));
  expect(sendReach(rights, 'home/lock/state').amount).toBe('all');
});

const filters = ['#', 'a/#', 'a/+', 'a/b', '+/b', 'a/b/#', 'b', '+', '+/+', 'a/b/c'];
const ruleText = fc
  .tuple(
    fc.constantFrom('+', '-'),
    fc.constantFrom('send', 'hear'),
    fc.constantFrom(...filters),
    fc.integer({ min: -1, max: 2 }),
  )
  .map(([sign, verb, topic, priority]) => `${sign}${verb} ${topic} ${priority}`);
const names = ['a', 'b', 'c'];
const topics = [...names, ...names.flatMap((one) => names.flatMap((two) => [`${one}/${two}`, `${one}/${two}/c`]))];

test('what is said of all topics of a filter at once is what is said of each of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(ruleText, { maxLength: 4 }), { maxLength: 3 }),
      fc.constantFrom(...filters),
      fc.boolean(),
      (rules, filter, byDefault) => {
        const roles = Object.fromEntries(rules.map((one, index) => [`role-${index}`, one]));
        const defaults = {
          publishClientSend: byDefault,
          publishClientReceive: !byDefault,
          subscribe: false,
          unsubscribe: true,
        };
        const rights = rightsOf(book({ roles, defaults }), account('anna', Object.keys(roles)));
        for (const [may, reach] of [
          [maySend, sendReach(rights, filter)],
          [mayReceive, receiveReach(rights, filter)],
        ] as const) {
          const everywhere = rightsOf(book({ roles: { f: [`+send ${filter}`] } }), account('x', ['f']));
          const matching = topics.filter((topic) => maySend(everywhere, topic).allowed);
          const allowed = matching.filter((topic) => may(rights, topic).allowed);
          if (reach.amount === 'none') expect(allowed).toEqual([]);
          if (reach.amount === 'all') expect(allowed).toEqual(matching);
          if (reach.amount !== 'none') expect(may(rights, reach.example)).toEqual({ allowed: true, by: reach.by });
          // one that is half reached is not reached in full: a topic of another name may show it
          if (allowed.length === matching.length && reach.amount === 'some') expect(filter).toMatch(/[+#]/);
          if (allowed.length > 0) expect(reach.amount).not.toBe('none');
        }
      },
    ),
    { numRuns: 500 },
  );
});
