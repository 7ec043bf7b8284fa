import { describe, expect, test } from 'vitest';

import type { Account } from '@/core/log-ins/account';
import type { Device, DeviceId } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { DeviceKind, Reachability } from '@/core/observation';
import type { RotationWay } from '@/core/log-ins/rotation';

import type { AccessRow } from '../access-rows';
import { writeSlotNote } from '../authority/slot-note';
import { nextStep, partsOf, progressOf, type BatchFacts } from './batch';
import { batchRegister, failureRegister, registersOf, standingBatch, writeBatchNote } from './batch-register';
import { batchSentence } from './batch-words';

const account = (username: string, issuedAt: number | null = null): Account => ({
  username,
  clientId: null,
  disabled: false,
  roles: [],
  groups: [],
  issuedAt,
  connections: null,
});
const row = (username: string, way: RotationWay | null, issuedAt: number | null = null): AccessRow => ({
  account: account(username, issuedAt),
  rights: '',
  device: username.replace(/\.[ab]$/, ''),
  rotation: way === null ? { possible: false, reason: 'It is you.' } : { possible: true, way, mind: [] },
});
const device = (id: string, kind: DeviceKind, reachability: Reachability = 'online'): [DeviceId, Device] => [
  id,
  { ...emptyDevice(id), name: id, kind, reachability },
];
const facts = (more: Partial<BatchFacts> = {}): BatchFacts => ({
  note: null,
  rows: [
    row('hub', 'one-slot'),
    row('gate', 'by-hand'),
    row('lock.a', 'two-slots'),
    row('cam.a', 'two-slots'),
    row('me', null),
  ],
  devices: new Map([device('hub', 'hub'), device('gate', 'other'), device('lock', 'lock'), device('cam', 'camera')]),
  running: new Set(),
  failed: new Map(),
  replaced: new Set(),
  ...more,
});
const begun = { at: 100, by: 'admin' };
const states = (of: BatchFacts) => partsOf(of).map(({ account: name, state }) => `${name} ${state}`);

describe('the plan', () => {
  test('begins with what can be taken back and is missed least, and ends with what a person has to do', () => {
    const parts = partsOf(facts());
    expect(parts.map(({ account: name }) => name)).toEqual(['cam', 'lock', 'hub', 'gate', 'me']);
    expect(parts.filter(({ isCanary }) => isCanary).map(({ account: name }) => name)).toEqual(['cam']);
  });

  test('says what is left out, and why', () => {
    expect(partsOf(facts()).at(-1)).toMatchObject({ state: 'left-out', reason: 'It is you.', way: null });
    expect(progressOf(partsOf(facts()))).toEqual({ done: 0, all: 4 });
  });

  test('does not touch what is not connected until it is', () => {
    const devices = new Map([...facts().devices, device('cam', 'camera', 'offline')]);
    expect(states(facts({ devices }))[0]).toBe('cam absent');
    const step = nextStep(partsOf(facts({ devices })), new Set());
    expect(step).toMatchObject({ do: 'rotate', part: { account: 'lock' } });
  });
});

describe('a batch that was begun', () => {
  test('is done with whoever is younger than it, whichever browser did it', () => {
    const rows = [row('cam.b', 'two-slots', 150), row('lock.a', 'two-slots', 50), row('hub', 'one-slot')];
    expect(states(facts({ note: begun, rows }))).toEqual(['cam done', 'lock waiting', 'hub waiting']);
  });

  test('is not done with one that has two passwords', () => {
    const rows = [row('cam.a', 'two-slots', 50), row('cam.b', 'two-slots', 150)];
    expect(states(facts({ note: begun, rows, running: new Set(['cam']) }))).toEqual(['cam running']);
  });

  test('is done with one that logs in with a certificate too, whose account stands beside its password', () => {
    const note = writeSlotNote({ rot: 'certificate', prev: null, by: 'admin', at: 10 });
    const refused = row('cam', null, 10);
    const certificate = { ...refused, account: { ...refused.account, clientId: 'cam', note } };
    const done = facts({ note: begun, rows: [certificate, row('cam.b', 'two-slots', 150)] });
    expect(states(done)).toEqual(['cam done']);
    expect(nextStep(partsOf(done), new Set())).toEqual({ do: 'end' });
    expect(states(facts({ note: begun, rows: [certificate] }))).toEqual(['cam left-out']);
  });

  test('is not done with one that is still under way, however young its account looks by a clock that is wrong', () => {
    const rows = [row('cam.b', 'two-slots', 150)];
    expect(states(facts({ note: begun, rows, running: new Set(['cam']) }))).toEqual(['cam running']);
  });

  test('never does the same device twice because a clock is wrong', () => {
    const rows = [row('cam.b', 'two-slots', 99)];
    expect(states(facts({ note: begun, rows, replaced: new Set(['cam']) }))).toEqual(['cam done']);
  });

  test('does one at a time, and does not wait for ever for one that was told and is silent', () => {
    const parts = partsOf(facts({ note: begun, running: new Set(['cam']) }));
    expect(nextStep(parts, new Set())).toEqual({ do: 'wait', for: 'running' });
    expect(nextStep(parts, new Set(['cam']))).toMatchObject({ do: 'rotate', part: { account: 'lock' } });
  });

  test('waits for who is away, then for a person, and is over when all are done', () => {
    const only = (one: AccessRow, more: Partial<BatchFacts> = {}) =>
      nextStep(partsOf(facts({ note: begun, rows: [one], ...more })), new Set());
    expect(only(row('cam.a', 'two-slots'), { devices: new Map() })).toEqual({ do: 'wait', for: 'absent' });
    expect(only(row('gate', 'by-hand'))).toEqual({ do: 'wait', for: 'person' });
    expect(only(row('cam.a', 'two-slots'), { failed: new Map([['cam', 'It did not.']]) })).toEqual({
      do: 'wait',
      for: 'person',
    });
    expect(only(row('cam.b', 'two-slots', 150))).toEqual({ do: 'end' });
  });

  test('says in words how it stands', () => {
    const failed = new Map([['cam', 'It did not.']]);
    expect(batchSentence('stopped', partsOf(facts({ note: begun, failed })))).toContain('cam did not take');
    expect(batchSentence('waiting', partsOf(facts({ note: begun, rows: [row('gate', 'by-hand')] })))).toContain(
      'Somebody has to type it in: gate',
    );
  });
});

describe('its registers', () => {
  const registers = new Map([
    [batchRegister('b1'), writeBatchNote(begun)],
    [failureRegister('b1', 'cam:1'), 'It did not.'],
    [batchRegister('b2'), writeBatchNote({ at: 200, by: 'other' })],
    ['dec:cam:r1', 'commit'],
  ]);

  test('tell another browser what was begun, and what has failed of it', () => {
    expect(standingBatch(registers)).toEqual({ id: 'b1', note: begun, failed: new Map([['cam:1', 'It did not.']]) });
    expect(registersOf('b1', registers)).toEqual([failureRegister('b1', 'cam:1'), batchRegister('b1')]);
  });

  test('that came too late for a batch which is over are emptied with the next one, and those of one that stands are not', () => {
    const late = new Map([
      ...registers,
      [failureRegister('b0', 'hub:1'), 'late'],
      [failureRegister('b2', 'hub:1'), 'no'],
    ]);
    expect(registersOf('b1', late)).toEqual([
      failureRegister('b1', 'cam:1'),
      failureRegister('b0', 'hub:1'),
      batchRegister('b1'),
    ]);
  });

  test.each(['', '7', '{"at":"x"}', '{"at":-1,"by":"a"}', '{'])('that hold something else tell nothing: %s', (text) => {
    expect(standingBatch(new Map([['batch:b1', text]]))).toBeNull();
  });
});
