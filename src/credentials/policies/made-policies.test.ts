import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { Transport } from '@/core/observation';

import { hitsOf, wouldRestrict } from './hits';
import { isMadeName, madeNamesIn, mostMade } from './made-names';
import { madePolicy, readCondition, readMade, writeMade, type MadeCondition } from './made-policies';
import { everyDevice, type PolicyClient, type PolicyFacts } from './policies';
import { openClient } from './policies.testing';
import { previewOf } from './preview';

const day = 86_400_000;
const name = 'made:abcd';
const cameras = { kinds: ['camera'], name: null } as const;
const set = { mode: 'watch', by: 'anna', at: 5 } as const;

const speaks = (way: Transport['way']): Device['transport'] => ({
  value: { way, evidence: '' },
  at: 0,
  retained: false,
  by: 'broker',
});
const porch: Device = { ...emptyDevice('porch'), name: 'Porch', kind: 'camera', transport: speaks('clear') };
const shed: Device = { ...emptyDevice('shed'), name: 'Shed', kind: 'camera', transport: speaks('encrypted') };
const lock: Device = { ...emptyDevice('lock'), name: 'Front door', kind: 'lock', transport: speaks('clear') };

const of = (device: Device, more: Partial<PolicyClient> = {}) => openClient(device.id, { device, ...more });

const facts = (clients: readonly PolicyClient[], clockDoubt: string | null = null): PolicyFacts => ({
  clients,
  devices: [porch, shed, lock],
  began: true,
  attackedIn: () => [],
  saidToFail: new Set(),
  clockDoubt,
  now: 500 * day,
});

const words = (against: MadeCondition, clients: readonly PolicyClient[]) =>
  hitsOf({ against }, facts(clients)).map((hit) => hit.words);

test('a rule is about a kind, about one device by its name, or about all; whoever is not meant is not named', () => {
  const all = [of(porch), of(shed), of(lock)];
  const inClear = (meant: MadeCondition['of']) => words({ is: 'in-clear', of: meant }, all);
  expect(inClear(cameras)).toEqual(['What Porch says to the broker can be read on your network.']);
  expect(inClear({ kinds: [], name: 'Front door' })).toHaveLength(1);
  expect(inClear(everyDevice)).toHaveLength(2);
  expect(inClear({ kinds: ['camera'], name: 'Front door' })).toEqual([]);
});

test('a log-in is too old on the day after its term, and one of unknown age is not taken for old', () => {
  const rule = (madeAt: number | null) =>
    words({ is: 'old-login', of: cameras, days: 90 }, [of(porch, { madeAt }), of(lock, { madeAt: 0 })]);
  expect(rule(410 * day)).toEqual([]);
  expect(rule(409 * day)).toEqual(['The log-in of Porch is 91 days old.']);
  expect(rule(null)).toEqual([]);
});

test('what enforcing would have done is told from when the log-in was too old, and it restricts that client alone', () => {
  const policy = madePolicy(name, { is: 'old-login', of: everyDevice, days: 90 });
  const seen = facts([of(porch, { madeAt: 408.5 * day }), of(lock, { madeAt: 499 * day })]);
  expect(wouldRestrict(policy, seen)).toEqual(['porch']);
  const doubted = facts(seen.clients, 'The clock leapt.');
  expect(hitsOf(policy, doubted)).toEqual(hitsOf(policy, seen));
  expect(wouldRestrict(policy, doubted)).toEqual([]);
  const inClear = madePolicy(name, { is: 'in-clear', of: everyDevice });
  expect(wouldRestrict(inClear, doubted)).toEqual(wouldRestrict(inClear, seen));
  const recorded = { since: 499 * day, said: () => ({ messages: 4, topics: 1, isAtLeast: false }) };
  expect(previewOf(policy, seen, recorded)).toMatchObject([{ client: 'porch', from: 499.5 * day, until: null }]);
  const letGo = { is: 'approved', before: 'approved', by: 'anna', at: 1, why: name, off: [] } as const;
  expect(wouldRestrict(policy, facts([of(porch, { madeAt: 0, decision: letGo })]))).toEqual([]);
});

test.each([
  [
    { is: 'commands', of: { kinds: ['camera', 'doorbell'], name: null }, role: 'guest' },
    'Cameras and doorbells take no commands from guests',
  ],
  [
    { is: 'commands', of: { kinds: [], name: 'Front door' }, role: 'member' },
    '“Front door” takes no commands from members',
  ],
  [{ is: 'old-login', of: everyDevice, days: 1 }, 'All devices have log-ins of at most 1 day'],
  [
    { is: 'failed-signature', of: { kinds: ['lock', 'alarm', 'siren'], name: null } },
    'Locks, alarm panels and sirens fail no signature',
  ],
] as const)('a rule says itself in a title', (against, title) => {
  expect(madePolicy(name, against).title).toBe(title);
});

test('what was written is read again', () => {
  const against: MadeCondition = { is: 'old-login', of: cameras, days: 90 };
  const record = JSON.parse(JSON.stringify(writeMade(against, set))) as Record<string, unknown>;
  expect(readMade(name, record)).toMatchObject({ outcome: 'read', policy: { name, against }, ...set });
});

test('a rule of a newer Gatehouse is not followed and not taken for a broken one', () => {
  const record = { version: 2, against: { is: 'at-night' }, ...set };
  expect(readMade(name, record)).toMatchObject({
    outcome: 'refused',
    words: expect.stringContaining('newer') as string,
  });
});

test.each([
  ['nothing that is an object', undefined],
  ['no condition', { version: 1, ...set }],
  ['a condition that nobody knows', { version: 1, against: { is: 'unapproved' }, ...set }],
  ['more than it may say', { version: 1, against: { is: 'in-clear', of: everyDevice, also: 1 }, ...set }],
  ['a term of no days', { version: 1, against: { is: 'old-login', of: everyDevice, days: 0 }, ...set }],
  ['a name with line breaks', { version: 1, against: { is: 'in-clear', of: { kinds: [], name: 'a\nb' } }, ...set }],
  [
    'a name that turns the words around',
    { version: 1, against: { is: 'in-clear', of: { kinds: [], name: 'a\u202eb' } }, ...set },
  ],
  [
    'a name as long as a book',
    { version: 1, against: { is: 'in-clear', of: { kinds: [], name: 'x'.repeat(81) } }, ...set },
  ],
  ['a role of nobody', { version: 1, against: { is: 'commands', of: everyDevice, role: '__proto__' }, ...set }],
  ['a mode of nobody', { version: 1, against: { is: 'in-clear', of: everyDevice }, ...set, mode: 'ban' }],
])('stored with %s, it is refused with words and restricts nobody', (_, record) => {
  expect(readMade(name, record)).toMatchObject({
    outcome: 'refused',
    words: 'What stands in the broker for this rule cannot be read. Nobody is restricted by it.',
  });
});

test('whatever stands there is an answer', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (record, anything) => {
      expect(['read', 'refused']).toContain(readMade(name, record).outcome);
      readCondition(anything);
    }),
  );
});

test('names that are none are no rules, and of very many the first few are looked at', () => {
  const role = (text: string) => `gatehouse:policy:${text}`;
  expect(
    madeNamesIn([role('made:abcd'), role('newcomers'), role('made:../x'), 'made:abcd', role('made:ABCD')]),
  ).toEqual(['made:abcd']);
  expect(madeNamesIn(Array.from({ length: 99 }, (_, index) => role(`made:rule${index}`)))).toHaveLength(2 * mostMade);
  expect(isMadeName('newcomers')).toBe(false);
});

test('the same rule has the same title, in whatever order its kinds were chosen', () => {
  const titleOf = (kinds: readonly string[]) => {
    const against = readCondition({ is: 'in-clear', of: { kinds, name: null } });
    return against && madePolicy(name, against).title;
  };
  expect(titleOf(['lock', 'camera'])).not.toBeNull();
  expect(titleOf(['lock', 'camera'])).toBe(titleOf(['camera', 'lock', 'camera']));
});
