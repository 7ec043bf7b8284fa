import { expect, test } from 'vitest';

import type { Broker } from '@/broker/broker';

import type { Authority, ListedAccount, Names } from '../authority/authority';
import { listedAccount } from '../authority/listed-account.testing';
import { logInsTopic, openSeenLogIns } from '../authority/seen-log-ins';
import { writeSlotNote } from '../authority/slot-note';
import { freshMemory } from './attention';
import { decide, freshMs } from './decide';
import { openRotationPort } from './port-over-broker';
import { openSightings } from './sightings';

const account = (username: string, part: Partial<ListedAccount> = {}) =>
  listedAccount(username, { clientId: 'gate', ...part });
const next = account('gate.b', { note: writeSlotNote({ rot: 'r1', prev: 'account:gate.a', by: 'admin', at: 1 }) });

/** Of a browser that gives a new password to somebody who types it in. */
const patient = freshMemory('by-hand', 'start');

/** A port of a gate of which nobody but the broker's log tells anything. */
function openStory(
  accounts: readonly ListedAccount[],
  standing: readonly string[] = ['sent:gate:r1'],
  said: string | null = null,
) {
  let listed = accounts;
  let certified: string | null = null;
  let isTold = true;
  let now = 0;
  let certificatesTakeMs = 0;
  const changes: string[] = [];
  const registers = new Map(standing.map((name) => [name, name.startsWith('dec:') ? 'abort' : 'shown']));
  const seen = openSeenLogIns();
  const sightings = openSightings();
  const authority = {
    list: async ({ registers: asked, registersOf }: Names) => ({
      outcome: 'done',
      accounts: listed,
      roles: [],
      registers: new Map([...registers].filter(([name]) => asked.includes(name) || registersOf === 'gate')),
    }),
    async createSlot() {
      listed = [...listed, next];
      return { outcome: 'created' };
    },
    async register(name: string, text: string) {
      changes.push(`${name} ${text}`);
      return { outcome: 'done' };
    },
    async setDisabled(username: string) {
      changes.push(`${username} off`);
      return { outcome: 'done' };
    },
    async remove({ account: username }: { readonly account: string }) {
      changes.push(`${username} gone`);
      return { outcome: 'done' };
    },
  } as unknown as Authority; // all of it that a look asks, or who begins
  const port = openRotationPort({
    authority,
    broker: {} as Broker, // nothing is published by looking
    device: 'gate',
    usernames: ['gate.a', 'gate.b'],
    rotations: [],
    witness: {
      isPresent: () => true,
      usedLogin: () => (said === null ? sightings.login : { username: said, at: -60_000, isFresh: true }),
      cameOnlineAt: () => null,
      heardAt: () => null,
      waitsForRestart: () => false,
      answered() {},
      isSeenAs: seen.isIn,
      forgetSeen: seen.forget,
    },
    handOver: { way: 'by-hand' },
    async isCertified(username) {
      now += certificatesTakeMs;
      return isTold ? username === certified : null;
    },
    clock: () => now,
    steady: () => now,
    change: async () => {},
  });
  const observe = async () => {
    const seen = await port.observe('gate');
    return seen !== null && 'proofs' in seen ? seen.proofs : seen;
  };
  return {
    port,
    changes,
    registers,
    tellNoCertificates: () => void (isTold = false),
    tellCertificatesAfter: (ms: number) => void (certificatesTakeMs = ms),
    issueFor: (username: string) => void (certified = username),
    /** null: nobody may know, or nobody answered */
    async facts() {
      const seen = await port.observe('gate');
      return seen === null || 'outcome' in seen ? null : seen;
    },
    create: () => port.create({ username: 'gate.b', password: '', clientId: 'gate', note: next.note ?? '' }),
    observe,
    change: (changed: readonly ListedAccount[]) => void (listed = changed),
    /** `at`: the broker's own clock, in the line */
    logsIn(username: string, at = 1_700_000_000) {
      const line = `${at}: New client connected from 10.0.0.9:1 as gate (p5, c1, k60, u'${username}').`;
      seen.hear({ topic: logInsTopic, payload: new TextEncoder().encode(line), retained: false, at: 0 });
    },
  };
}

test('whom the broker’s log has seen come with the new log-in uses it, whatever the broker’s clock says', async () => {
  for (const at of [0, 1_700_000_000, 99_999_999_999]) {
    const story = openStory([account('gate.a'), next]);
    expect(await story.observe()).toEqual(new Set());
    story.logsIn('gate.b', at);
    expect(await story.observe()).toEqual(new Set(['r1']));
  }
});

test('who came with an account of that name that is gone since has not come with the one that was made anew', async () => {
  const story = openStory([account('gate.a'), next]);
  story.logsIn('gate.b');
  story.change([account('gate.a')]);
  await story.observe();
  story.change([account('gate.a'), next]);
  expect(await story.observe()).toEqual(new Set());
});

test('where the broker counts who is connected, its log is not asked', async () => {
  const story = openStory([account('gate.a', { connections: 1 }), { ...next, connections: 0 }]);
  story.logsIn('gate.b');
  expect(await story.observe()).toEqual(new Set());
});

test('where the broker counts who is connected, a device that says that it uses the new log-in proves nothing by that', async () => {
  const counted = (old: number | null, young: number | null) =>
    openStory(
      [account('gate.a', { connections: old }), { ...next, connections: young }],
      undefined,
      'gate.b',
    ).observe();
  expect(await counted(1, 0)).toEqual(new Set());
  expect(await counted(0, 1)).toEqual(new Set(['r1']));
  expect(await counted(null, null)).toEqual(new Set(['r1']));
});

test('who was told nothing yet is not told while a change stands that came and went unseen: a late “remove” may be on its way', async () => {
  const story = openStory([account('gate.a')], ['sent:gate:r0', 'dec:gate:r0', 'dec:other:r9']);
  expect((await story.facts())?.decisions).toEqual(new Map());
  await story.create();
  const facts = await story.facts();
  expect(facts?.decisions).toEqual(new Map([['r0', 'abort']]));
  const mine = { ...patient, holds: 'r1', rotation: 'r1' };
  expect(facts && decide(facts, mine)).toEqual({ do: 'wait', for: 'quiet' });
  story.registers.clear();
  const after = await story.facts();
  expect(after && decide(after, mine)).toEqual({ do: 'mark', rotation: 'r1', value: 'shown' });
});

test('while the broker does not tell in whose name a certificate is good, no account goes', async () => {
  const { port, changes, tellNoCertificates } = openStory([account('gate.a'), next]);
  tellNoCertificates();
  const unanswered = { outcome: 'unanswered' };
  expect(await port.decide('gate', 'r1', 'commit')).toEqual(unanswered);
  expect(await port.disable('gate.a')).toEqual(unanswered);
  expect(await port.remove('gate.a')).toEqual(unanswered);
  expect(changes).toEqual([]);
});

test('no account goes by what was read before a long wait for the certificates: it may be that of the next change by then', async () => {
  const { port, changes, observe, tellCertificatesAfter } = openStory([account('gate.a'), next]);
  await observe();
  tellCertificatesAfter(freshMs);
  const unanswered = { outcome: 'unanswered' };
  expect(await port.disable('gate.a')).toEqual(unanswered);
  expect(await port.remove('gate.a')).toEqual(unanswered);
  expect(changes).toEqual([]);
  await observe();
  tellCertificatesAfter(freshMs - 1);
  expect(await port.remove('gate.a')).toEqual({ outcome: 'done' });
  expect(changes).toEqual(['gate.a gone']);
});

test('the account that a certificate rests on stays, though it was issued after the device was told its new log-in', async () => {
  const { port, changes, issueFor } = openStory([account('gate.a'), next]);
  issueFor('gate.a');
  const refused = { outcome: 'refused', why: expect.stringContaining('both log-ins stay valid') as string };
  expect(await port.decide('gate', 'r1', 'commit')).toEqual(refused);
  expect(await port.disable('gate.a')).toEqual(refused);
  expect(await port.remove('gate.a')).toEqual(refused);
  expect(changes).toEqual([]);
  // what nobody uses yet can be taken back
  expect(await port.decide('gate', 'r1', 'abort')).toEqual({ outcome: 'done' });
  expect(await port.remove('gate.b')).toEqual({ outcome: 'done' });
  expect(changes).toEqual(['dec:gate:r1 abort', 'gate.b gone']);
});
