import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Device } from '@/core/device';
import type { Outgoing } from '@/core/message';
import type { Rotation } from '@/core/log-ins/rotation';
import type { Failed, Listed } from '@/credentials/authority/authority';
import { writeSlotNote } from '@/credentials/authority/slot-note';

import type { Pipeline } from '../../hearing/pipeline';
import type { Office } from '../admin';
import { openRotations } from './rotations';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const unanswered: Failed = { outcome: 'failed', failure: { kind: 'unanswered' } };
const account = {
  clientId: 'gate',
  disabled: false,
  roles: [],
  groups: [],
  issuedAt: null,
  connections: 0,
  note: null,
};
const note = writeSlotNote({ rot: 'r1', prev: 'account:gate.a', by: 'admin', at: 1 });
/** somebody types the new log-in of the gate in */
const begun: Listed = {
  outcome: 'done',
  accounts: [
    { ...account, username: 'gate.a' },
    { ...account, username: 'gate.b', note },
  ],
  roles: ['sent:gate:r1'],
  registers: new Map([['sent:gate:r1', 'shown']]),
};
const over: Listed = { outcome: 'done', accounts: [begun.accounts[1]!], roles: [], registers: new Map() };

/** As much of a device as carrying on asks of it. */
function deviceOf(id: string, says: { username: string; clientId?: string; handOver?: 'sealed' | null }): Device {
  const login = { value: { clientId: null, handOver: 'sealed', ...says } };
  return { id, name: id, voices: [], login, reachability: 'online' } as unknown as Device;
}

/** As much of a word of another browser as is asked of it. */
const wordOf = (sentence: string, way: Rotation['way']) =>
  ({ account: 'gate', sentence, way, outcome: null }) as Rotation;

/** A session of which only the broker's word on its accounts comes from outside. */
function openStory(first: Listed | Failed, certified: ReadonlySet<string> = new Set()) {
  let listed = first;
  let asked = 0;
  const links = new Set<(connected: boolean) => void>();
  const devices = new Map<string, Device>();
  let told: readonly Rotation[] = [];
  let said: readonly Rotation[] = [];
  const withdrawn: string[] = [];
  const rotations = openRotations({
    pipeline: { home: { devices }, readers: [] } as unknown as Pipeline, // a home of which nothing is heard yet
    broker: () => null,
    clock: Date.now,
    steady: () => performance.now(),
    random: Math.random,
    randomBytes: (count) => new Uint8Array(count),
    tell: (news) => void (told = news),
    addToHistory() {},
    saidToGoOn: () => said,
    certified: async () => certified,
  });
  const office = {
    username: 'admin',
    broker: {
      subscribe: async () => [],
      unsubscribe: async () => {},
      async publish({ topic, payload }: Outgoing) {
        if (payload === '') withdrawn.push(topic);
        return { outcome: 'sent' };
      },
      settle: async () => {},
    },
    authority: {
      async list() {
        asked += 1;
        return listed;
      },
    },
    onMessage: () => () => {},
    onLink(listener: (connected: boolean) => void) {
      links.add(listener);
      return () => void links.delete(listener);
    },
  } as unknown as Office; // as much of it as carrying on asks of it
  return {
    rotations,
    office,
    devices,
    gate: () => told.find((one) => one.account === 'gate'),
    asked: () => asked,
    withdrawn,
    /** what another browser says of the gate; null: nothing any more */
    says: (sentence: string | null, way: Rotation['way'] = 'by-hand') =>
      void (said = sentence === null ? [] : [wordOf(sentence, way)]),
    answers: (next: Listed | Failed) => void (listed = next),
    link: () => [...links].forEach((listener) => listener(true)),
  };
}

test('what was begun is carried on though the broker does not answer at sign-in, once it does', async () => {
  const { rotations, office, gate, answers } = openStory(unanswered);
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(gate()).toBeUndefined();
  answers(begun);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(gate()).toMatchObject({ outcome: null, where: 'here' });
  rotations.stop();
});

test('and at once when the connection is back', async () => {
  const { rotations, office, gate, answers, link } = openStory(unanswered);
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  answers(begun);
  link();
  await vi.advanceTimersByTimeAsync(1);
  expect(gate()).toMatchObject({ outcome: null, where: 'here' });
  rotations.stop();
});

test('a device that says how it takes a password while the broker is not back yet is carried on all the same', async () => {
  const { rotations, office, devices, gate, answers } = openStory(begun);
  const knownAs = (handOver: 'sealed' | null) =>
    void devices.set('gate', deviceOf('gate', { username: 'gate.a', clientId: 'gate', handOver }));
  knownAs(null);
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  expect(gate()).toMatchObject({ device: 'gate', way: 'by-hand', where: 'here' });
  answers(unanswered);
  knownAs('sealed');
  rotations.homeChanged(new Set(['gate']), performance.now());
  await vi.advanceTimersByTimeAsync(20_000);
  expect(rotations.running().size).toBe(0);
  answers(begun);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([...rotations.running()]).toEqual(['gate']);
  expect(gate()).toMatchObject({ way: 'two-slots', where: 'here' });
  rotations.stop();
});

test('what was begun is carried on when the device is heard of, though that is only after the sign-in', async () => {
  const { rotations, office, devices, gate, asked } = openStory({ ...begun, registers: new Map() });
  const hear = (username: string) => {
    devices.set('gate', deviceOf('gate', { username }));
    rotations.homeChanged(new Set(['gate']), performance.now());
  };
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(60_000);
  hear('attic.a');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([gate(), asked()]).toEqual([undefined, 1]);
  hear('gate.b');
  await vi.advanceTimersByTimeAsync(1);
  expect(gate()).toMatchObject({ device: 'gate', way: 'two-slots', outcome: null, where: 'here' });
  rotations.stop();
});

test.each([
  ['ended by another browser', over],
  ['gone with its accounts', { ...over, accounts: [] }],
])('nobody asks any more of what is %s', async (_, next) => {
  const { rotations, office, devices, asked, answers } = openStory({ ...begun, registers: new Map() });
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(60_000);
  answers(next);
  devices.set('gate', deviceOf('gate', { username: 'gate.b' }));
  for (let minute = 0; minute < 30; minute++) {
    rotations.homeChanged(new Set(['gate']), performance.now());
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(asked()).toBe(2);
  rotations.stop();
});

test('of a device that is not believed to have begun it the broker is asked ever more seldom', async () => {
  const { rotations, office, devices, gate, asked } = openStory({ ...begun, registers: new Map() });
  const claim = (id: string) => {
    devices.set(id, deviceOf(id, { username: 'gate.a' }));
    rotations.homeChanged(new Set([id]), performance.now());
  };
  claim('gate');
  claim('garage'); // one of them lies
  rotations.begin(office);
  for (let second = 0; second < 600; second++) {
    claim('garage');
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(gate()).toBeUndefined();
  expect(asked()).toBeGreaterThan(5);
  expect(asked()).toBeLessThan(10);
  devices.delete('garage');
  await vi.advanceTimersByTimeAsync(300_000);
  claim('gate');
  await vi.advanceTimersByTimeAsync(1);
  expect(gate()).toMatchObject({ device: 'gate', where: 'here' });
  rotations.stop();
});

test('a log-in that cannot be switched on is said to be so for the reason there is', async () => {
  const { rotations, office } = openStory(over);
  const failsBy = (failure: Failed['failure']) => {
    const setDisabled = async () => ({ outcome: 'failed', failure });
    const authority = { ...office.authority, setDisabled } as unknown as Office['authority']; // of that failure
    rotations.begin({ ...office, authority });
    return rotations.switchOn('admin');
  };
  expect(await failsBy({ kind: 'own-account' })).toMatchObject({
    reason: 'You are signed in with this log-in. Another administrator has to change it.',
  });
  expect(await failsBy({ kind: 'refused' })).toMatchObject({
    reason: 'The broker does not allow this administrator to do that.',
  });
  rotations.stop();
});

test('nobody asks a broker again that does not let this administrator in any more, nor after the sign-out', async () => {
  const story = openStory({ outcome: 'failed', failure: { kind: 'refused' } });
  story.rotations.begin(story.office);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(story.asked()).toBe(1);
  story.answers(unanswered);
  story.rotations.begin(story.office);
  await vi.advanceTimersByTimeAsync(6_000);
  story.rotations.stop();
  const asked = story.asked();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(story.asked()).toBe(asked);
});

test('what goes on when the administrator is signed out is said to wait for one', async () => {
  const { rotations, office, gate, answers } = openStory(begun);
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  rotations.stop();
  expect(gate()).toMatchObject({ outcome: null, where: 'signed-out', asks: [], shows: false, timeLeft: null });
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  expect(gate()).toMatchObject({ outcome: null, where: 'here' });
  rotations.stop();
  answers(over); // another browser has ended it meanwhile
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  expect(gate()).toBeUndefined();
  rotations.stop();
});

test('an account in whose name a certificate is good gets no new password', async () => {
  const { rotations, office, gate } = openStory({ ...over, accounts: [begun.accounts[0]!] }, new Set(['gate.a']));
  rotations.begin(office);
  expect(await rotations.start('gate.a')).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('A certificate in this name') as string,
  });
  expect(gate()).toBeUndefined();
  rotations.stop();
});

test('what a browser said just before it was closed is taken back, though it came after somebody had looked', async () => {
  const { rotations, office, answers, says, withdrawn, asked } = openStory(over);
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  says('The old account was switched off.');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(withdrawn).toEqual([]);
  answers(unanswered);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(withdrawn).toEqual([]);
  answers(over);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(withdrawn).toEqual(['gatehouse/v1/rotation/gate']);
  says(null);
  const before = asked();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked()).toBe(before);
  rotations.stop();
});

test('what goes on in another browser is left to it, and asked about once a minute only', async () => {
  const { rotations, office, answers, says, withdrawn, asked } = openStory(over);
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  answers(begun);
  says('Somebody types it in.');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(withdrawn).toEqual([]);
  expect(asked()).toBeLessThan(13);
  // a word that is new each time comes from somebody who is there
  answers(over);
  for (let n = 0; n < 20; n++) {
    says(`Step ${n}.`);
    await vi.advanceTimersByTimeAsync(4_000);
  }
  expect(withdrawn).toEqual([]);
  rotations.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(vi.getTimerCount()).toBe(0);
});

test('it is taken back too while what is left of the change is only swept, here or by nobody', async () => {
  const { rotations, office, answers, says, withdrawn } = openStory(over);
  answers({ ...over, roles: begun.roles, registers: begun.registers });
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  says('The old account was switched off.');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(withdrawn).toContain('gatehouse/v1/rotation/gate');
  rotations.stop();
});

test('what another browser has left half done, and says nothing of for a minute, is carried on by who is signed in', async () => {
  const { rotations, office, gate, devices, answers, says, withdrawn } = openStory(over);
  devices.set('gate', deviceOf('gate', { username: 'gate.a', clientId: 'gate' }));
  rotations.begin(office);
  await vi.advanceTimersByTimeAsync(1);
  answers(begun);
  for (let n = 0; n < 40; n++) {
    says(`Step ${n}.`, 'two-slots');
    await vi.advanceTimersByTimeAsync(2_000);
  }
  await vi.advanceTimersByTimeAsync(50_000);
  expect(gate()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(25_000);
  expect(gate()).toMatchObject({ outcome: null, where: 'here' });
  expect(withdrawn).toEqual([]);
  rotations.stop();
});
