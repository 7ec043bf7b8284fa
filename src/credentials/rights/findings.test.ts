import { expect, test } from 'vitest';

import type { WayIn } from '@/core/log-ins/way-in';

import type { BookAccount } from './account-book';
import { account, book } from './books.testing';
import type { AccountFacts, Circumstances } from './finding';
import { rightsFindings } from './findings';

const dayMs = 86_400_000;
const now = 1_000 * dayMs;
const door: readonly WayIn[] = [{ kind: 'command', filter: 'z/Front door/set/#', through: 'its own command topic' }];

const roles = {
  everything: ['+send #', '+hear #'],
  almost: ['+send #', '-send z/+/set 5'],
  family: ['+send z/+/set'],
  narrow: ['+send cam/state'],
  admin: ['+send $CONTROL/dynamic-security/#'],
  own: ['+send home/%c/state'],
};

function titles(
  accounts: readonly BookAccount[],
  facts: readonly Partial<AccountFacts>[],
  more: Partial<Circumstances> = {},
) {
  return rightsFindings({
    book: book({ roles, accounts, groups: { everybody: ['family'] } }),
    facts: accounts.map(({ username }, index) => ({
      username,
      users: [],
      devices: [],
      clientIds: [],
      connections: null,
      issuedAt: now - dayMs,
      lastSeen: null,
      ...facts[index],
    })),
    guarded: new Map([['Front door', door]]),
    now,
    administrator: 'boss',
    inClear: [],
    watchedSince: null,
    ...more,
  }).map(({ title, canNarrow }) => `${title}${canNarrow ? ' [narrow]' : ''}`);
}

test('a device that may publish everywhere is found, and can be given only what it needs', () => {
  const devices = ['Camera'];
  expect(titles([account('cam', ['everything'])], [{ devices }])).toEqual(['cam may publish on every topic. [narrow]']);
  expect(titles([account('cam', ['almost'])], [{ devices }])).toEqual(['cam may publish almost everywhere. [narrow]']);
  expect(titles([account('anna', ['everything'])], [])).toEqual(['anna may publish on every topic.']);
});

test('a device that may open a door which is not its own is found; the bridge of the door is not', () => {
  expect(titles([account('cam', ['family'])], [{ devices: ['Camera'] }])).toEqual([
    'cam can command things that are not its own: Front door. [narrow]',
  ]);
  expect(titles([account('bridge', ['family'])], [{ devices: ['Coordinator', 'Front door'] }])).toEqual([]);
  // a person may: that is what the role is for
  expect(titles([account('anna', ['family'])], [])).toEqual([]);
});

test('a device that administers the broker is worse than a second administrator, and oneself is no finding', () => {
  const found = rightsFindings({
    book: book({
      roles,
      accounts: [account('second', ['admin']), account('cam', ['admin']), account('boss', ['admin'])],
    }),
    facts: [
      {
        username: 'cam',
        users: ['Camera'],
        devices: ['Camera'],
        clientIds: [],
        connections: null,
        issuedAt: now,
        lastSeen: null,
      },
    ],
    guarded: new Map(),
    now,
    administrator: 'boss',
    inClear: [],
    watchedSince: null,
  });
  expect(found.map(({ severity, username }) => [severity, username])).toEqual([
    ['critical', 'cam'],
    ['info', 'second'],
  ]);
});

test('a log-in that two programs use is shared, whether their names are seen or only their number', () => {
  expect(titles([account('mine', ['narrow'])], [{ clientIds: ['one', 'two'] }])).toEqual([
    'mine is shared: 2 programs use it.',
  ]);
  expect(titles([account('mine', ['narrow'])], [{ connections: 3 }])).toEqual([
    'mine is shared: it is connected 3 times.',
  ]);
});

test('a log-in of two devices is shared, whatever else is known', () => {
  expect(titles([account('mine', ['narrow'])], [{ users: ['Plug', 'Lamp'] }])).toEqual([
    'mine is shared: 2 devices log in with it.',
  ]);
});

test('passwords that were never replaced from here are told in one', () => {
  const accounts = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => account(name, ['narrow']));
  expect(titles(accounts.slice(0, 1), [{ issuedAt: null }])).toEqual(['Nobody knows how old the password of a is.']);
  const unknown = accounts.map(() => ({ issuedAt: null }));
  expect(titles(accounts, unknown)).toEqual(['Nobody knows how old the passwords of a, b, c, d and 2 more are.']);
});

test('names that come with products are told, in whatever capitals', () => {
  expect(titles([account('DVES_USER', ['narrow'])], [])).toEqual([
    'DVES_USER is a name that comes with products and guides.',
  ]);
});

test('an account is unused when nobody was seen with it for a month, and not before', () => {
  const accounts = [account('old', ['narrow'])];
  expect(titles(accounts, [], { watchedSince: now - 31 * dayMs })).toEqual([
    'old was not seen in use for at least 30 days.',
  ]);
  expect(titles(accounts, [], { watchedSince: now - 29 * dayMs })).toEqual([]);
  expect(titles(accounts, [{ lastSeen: now }], { watchedSince: now - 31 * dayMs })).toEqual([]);
});

test('those that nobody uses at the moment are told in one', () => {
  const accounts = [account('phone', ['narrow']), account('tablet', ['narrow'])];
  expect(titles(accounts, [{ connections: 0 }, { connections: 0 }])).toEqual([
    'At the moment nobody uses phone and tablet.',
  ]);
});

test('a password of more than a year is told with its age', () => {
  expect(titles([account('mine', ['narrow'])], [{ issuedAt: now - 400 * dayMs }])).toEqual([
    'mine has had the same password for 400 days.',
  ]);
});

test('rights made from a client id that is not bound are believed from anybody', () => {
  const accounts = [account('cam', ['own'])];
  const substituting = { book: { ...book({ roles, accounts }), substitutes: true } };
  expect(titles(accounts, [], substituting)).toEqual([
    'cam may call itself whatever it likes, and its role believes it.',
  ]);
  const bound = [account('cam', ['own'], { clientId: 'cam' })];
  expect(titles(bound, [], { book: { ...book({ roles, accounts: bound }), substitutes: true } })).toEqual([]);
});

test('whoever has no username has no rights, or it is told first', () => {
  const open = book({ roles, groups: { everybody: ['family'] }, anonymousGroup: 'everybody' });
  expect(titles([], [], { book: open })).toEqual([
    'Whoever logs in without a username has the rights of the group “everybody”.',
  ]);
  expect(titles([], [], { book: { ...open, groups: new Map([['everybody', []]]) } })).toEqual([]);
});

test('a broker that allows what no role speaks of is told', () => {
  const defaults = { publishClientSend: true, publishClientReceive: true, subscribe: false, unsubscribe: true };
  expect(titles([], [], { book: book({ defaults }) })[0]).toMatch(/^Whoever logs in may publish on every topic/);
});

test('accounts that are switched off are no findings', () => {
  expect(
    titles([account('cam', ['everything'], { disabled: true })], [{ devices: ['Camera'], connections: 0 }]),
  ).toEqual([]);
});

test('who speaks to the broker in clear stands among what is to be changed, with the evidence and its age', () => {
  const porch = { name: 'Porch', evidence: 'The broker saw it come in at port 1883.', at: now - dayMs };
  const found = (inClear: Circumstances['inClear']) =>
    rightsFindings({
      book: book({ accounts: [] }),
      facts: [],
      guarded: new Map(),
      now,
      administrator: 'boss',
      inClear,
      watchedSince: null,
    });
  expect(found([])).toEqual([]);
  expect(found([porch])).toMatchObject([
    { severity: 'warning', title: 'Porch speaks to the broker in clear.', toldAt: now - dayMs },
  ]);
  expect(found([porch])[0]?.advice).toContain('come in at port 1883');
  expect(found([porch, { ...porch, name: 'Shed', at: now }])).toMatchObject([
    { title: 'Porch and Shed speak to the broker in clear.', toldAt: now },
  ]);
});
