import { describe, expect, test } from 'vitest';

import {
  commandPatienceMs,
  decide,
  mostTellings,
  noteOf,
  othersPatienceMs,
  proofPatienceMs,
  quietMs,
  tellAgainMs,
  type Memory,
} from './decide';
import { deviceOf, nextLetter, standingOf, type Facts, type Slot } from './facts';

const old: Slot = {
  username: 'cam.a',
  enabled: true,
  rotation: 'r1',
  replaces: null,
  clientId: 'cam',
  roles: ['dev:cam', 'proof:cam.a'],
};
const next: Slot = { ...old, username: 'cam.b', rotation: 'r2', replaces: 'r1', roles: ['dev:cam', 'proof:cam.b'] };

const facts = (more: Partial<Facts> = {}): Facts => ({
  slots: [old, next],
  marks: new Map(),
  decisions: new Map(),
  offer: null,
  proofs: new Set(),
  litter: false,
  present: true,
  keepsOld: false,
  holdsOld: false,
  cameBack: false,
  livesWithout: new Set(),
  isBlind: false,
  ...more,
});
const memory = (more: Partial<Memory> = {}): Memory => ({
  way: 'two-slots',
  wish: 'start',
  word: null,
  rotation: null,
  holds: null,
  tellings: 0,
  roles: ['dev:cam', 'proof:cam.b'],
  offeredMs: 0,
  unchangedMs: 0,
  ...more,
});
const mine = memory({ rotation: 'r2', holds: 'r2' });
const sent = new Map([['r2', 'sent' as const]]);
const commit = new Map([['r2', 'commit' as const]]);
const abort = new Map([['r2', 'abort' as const]]);

describe('the browser that holds the password goes step by step', () => {
  test.each([
    ['a second account', facts({ slots: [old] }), memory(), { do: 'create', replaces: old }],
    [
      'its rights',
      facts({ slots: [old, { ...next, roles: [] }] }),
      mine,
      { do: 'grant', username: 'cam.b', role: 'dev:cam' },
    ],
    ['the mark before the device may know', facts(), mine, { do: 'mark', rotation: 'r2', value: 'sent' }],
    [
      'but not while a late command of the last one may still be on its way',
      facts({ decisions: new Map([['r0', 'abort']]) }),
      mine,
      { do: 'wait', for: 'quiet' },
    ],
    [
      'whose registers it forgets when that is over',
      facts({ decisions: new Map([['r0', 'abort']]) }),
      { ...mine, unchangedMs: quietMs },
      { do: 'forget', rotation: 'r0' },
    ],
    ['the hand-over', facts({ marks: sent }), mine, { do: 'hand-over', next, rotation: 'r2' }],
    ['waiting for the proof', facts({ marks: sent, offer: 'r2' }), mine, { do: 'wait', for: 'proof' }],
    [
      'the hand-over again when the broker lost the offer',
      facts({ marks: sent }),
      { ...mine, tellings: 1 },
      { do: 'hand-over', next, rotation: 'r2' },
    ],
    [
      'the decision',
      facts({ marks: sent, offer: 'r2', proofs: new Set(['r2']) }),
      mine,
      { do: 'decide', rotation: 'r2', value: 'commit' },
    ],
    [
      'switching the old account off',
      facts({ marks: sent, decisions: commit, proofs: new Set(['r2']) }),
      mine,
      { do: 'disable', username: 'cam.a' },
    ],
    [
      'deleting it',
      facts({ slots: [{ ...old, enabled: false }, next], marks: sent, decisions: commit }),
      mine,
      { do: 'remove', username: 'cam.a' },
    ],
    ['tidying up', facts({ slots: [next], marks: sent, decisions: commit, litter: true }), mine, { do: 'clear' }],
    ['the end', facts({ slots: [next], marks: sent, decisions: commit }), mine, { do: 'end', how: 'replaced' }],
  ] as const)('%s', (_, seen, remembered, action) => {
    expect(decide(seen, remembered)).toEqual(action);
  });
});

describe('another browser that finds it half done', () => {
  const other = memory({ wish: 'finish', rotation: 'r2' });
  test.each([
    ['lets the first one go on for a while', facts(), other, { do: 'wait', for: 'others' }],
    [
      'takes it back when the password is lost',
      facts(),
      { ...other, unchangedMs: othersPatienceMs },
      { do: 'decide', rotation: 'r2', value: 'abort' },
    ],
    ['carries on what the device was offered', facts({ offer: 'r2' }), other, { do: 'wait', for: 'proof' }],
    [
      'commits what the device has proven',
      facts({ proofs: new Set(['r2']) }),
      other,
      { do: 'decide', rotation: 'r2', value: 'commit' },
    ],
    ['obeys an abort', facts({ decisions: abort }), other, { do: 'remove', username: 'cam.b' }],
    [
      'obeys a commit although it wishes otherwise',
      facts({ decisions: commit }),
      { ...other, wish: 'roll-back' },
      { do: 'disable', username: 'cam.a' },
    ],
    [
      'does nothing with an abort that came after the end',
      facts({ slots: [next], decisions: abort }),
      { ...other, rotation: 'r2' },
      { do: 'end', how: 'replaced' },
    ],
    [
      'lets the registers of the last one stand until nothing of it can be on its way',
      facts({ slots: [next], decisions: commit }),
      memory({ wish: 'start', unchangedMs: quietMs - 1 }),
      { do: 'wait', for: 'quiet' },
    ],
    [
      'and then forgets them',
      facts({ slots: [next], decisions: commit }),
      memory({ wish: 'start', unchangedMs: quietMs }),
      { do: 'forget', rotation: 'r2' },
    ],
  ] as const)('%s', (_, seen, remembered, action) => {
    expect(decide(seen, remembered)).toEqual(action);
  });
});

describe('a device that does not show up with its new password', () => {
  const patient = { ...mine, offeredMs: proofPatienceMs };
  test('is rolled back where it still holds the old one', () => {
    expect(decide(facts({ marks: sent, offer: 'r2' }), patient)).toEqual({
      do: 'decide',
      rotation: 'r2',
      value: 'abort',
    });
  });

  test('keeps both for as long as it takes where it may hold only the new one and nothing tells', () => {
    const told = { ...patient, way: 'one-slot', tellings: 1 } as const;
    expect(decide(facts({ marks: sent, cameBack: true, isBlind: true }), told)).toEqual({ do: 'wait', for: 'proof' });
    const back = { ...told, wish: 'roll-back' } as const;
    expect(decide(facts({ marks: sent, isBlind: true }), back)).toEqual({ do: 'wait', for: 'proof' });
  });

  test('is taken back where it certainly was not told: the mark is made void first', () => {
    const unsure = { ...mine, way: 'one-slot', wish: 'roll-back' } as const;
    expect(decide(facts(), unsure)).toEqual({ do: 'mark', rotation: 'r2', value: 'void' });
    const voided = new Map([['r2', 'void' as const]]);
    expect(decide(facts({ marks: voided }), unsure)).toEqual({ do: 'decide', rotation: 'r2', value: 'abort' });
  });
});

describe('a command that may have been lost', () => {
  const told = (tellings: number, offeredMs: number) => ({ ...mine, way: 'one-slot', tellings, offeredMs }) as const;
  const handOver = { do: 'hand-over', next, rotation: 'r2' } as const;
  const wait = { do: 'wait', for: 'proof' } as const;
  const endTelling = { do: 'decide', rotation: 'r2', value: 'abort' } as const;
  const elsewhere = (unchangedMs: number) => ({ ...told(1, tellAgainMs), holds: null, unchangedMs }) as const;
  test.each([
    ['is given its time', {}, told(1, tellAgainMs - 1), wait],
    ['is said again', {}, told(1, tellAgainMs), handOver],
    ['is said a third time after twice as long', {}, told(2, 2 * tellAgainMs - 1), wait],
    ['and goes on being said, ever more rarely', {}, told(4, 8 * tellAgainMs), handOver],
    ['is not said to a device that is away', { present: false }, told(1, tellAgainMs), wait],
    [
      'is said once more to one that started again and shows its old log-in',
      { cameBack: true },
      told(1, tellAgainMs),
      handOver,
    ],
    ['and then more rarely: it may not take it', { cameBack: true }, told(2, 4 * tellAgainMs - 1), wait],
    [
      'is not said again to one that started and shows nothing',
      { cameBack: true, isBlind: true },
      told(1, tellAgainMs),
      wait,
    ],
    ['nor when somebody wants it taken back', {}, { ...told(1, tellAgainMs), wish: 'roll-back' }, endTelling],
    [
      'nor more than three times to one that comes back with its old log-in',
      { cameBack: true },
      told(mostTellings, 16 * tellAgainMs),
      endTelling,
    ],
    ['nor by a browser that does not know the password', {}, elsewhere(commandPatienceMs - 1), wait],
    ['which ends the telling when that other browser must be closed', {}, elsewhere(commandPatienceMs), endTelling],
    ['but not while the device is away', { present: false }, elsewhere(commandPatienceMs), wait],
    ['nor where nothing tells what it holds', { isBlind: true }, elsewhere(commandPatienceMs), wait],
  ] as const)('%s', (_, seen, remembered, action) => {
    expect(decide(facts({ marks: sent, ...seen }), remembered)).toEqual(action);
  });
});

describe('when nobody tells it any more, a device that was told by command shows what it holds', () => {
  const over = { ...mine, way: 'one-slot' } as const;
  const off = (slot: Slot): Slot => ({ ...slot, enabled: false });
  test.each([
    ['nothing yet: both stay', {}, { do: 'wait', for: 'proof' }],
    ['the old one: the new one is switched off', { holdsOld: true }, { do: 'disable', username: 'cam.b' }],
    ['and then deleted', { holdsOld: true, slots: [old, off(next)] }, { do: 'remove', username: 'cam.b' }],
    ['the new one: the old one is switched off', { proofs: new Set(['r2']) }, { do: 'disable', username: 'cam.a' }],
    ['and deleted too', { proofs: new Set(['r2']), slots: [off(old), next] }, { do: 'remove', username: 'cam.a' }],
    ['nothing more: what is off stays off', { slots: [off(old), next] }, { do: 'wait', for: 'proof' }],
  ] as const)('%s', (_, seen, action) => {
    expect(decide(facts({ marks: sent, decisions: abort, ...seen }), over)).toEqual(action);
  });
});

test.each([
  ['no account at all', [], 'no-account'],
  ['two that do not replace each other', [old, { ...next, replaces: 'r7' }], 'unclear'],
  [
    'two that replace each other',
    [
      { ...old, replaces: 'r2' },
      { ...next, replaces: 'r1' },
    ],
    'unclear',
  ],
  ['three', [old, next, { ...next, username: 'cam.c' }], 'unclear'],
  ['an old one that somebody switched off', [{ ...old, enabled: false }, next], 'old-disabled'],
  ['a new one that somebody switched off', [old, { ...next, enabled: false }], 'new-disabled'],
] as const)('what somebody else did to the accounts stops it: %s', (_, slots, how) => {
  expect(decide(facts({ slots }), mine)).toEqual({ do: 'end', how });
});

test('the description of a new account names what it replaces, also where nobody wrote that down', () => {
  expect(JSON.parse(noteOf('r2', old, 'Anna', 5))).toEqual({ rot: 'r2', prev: 'r1', by: 'Anna', at: 5 });
  const legacy = { ...old, username: 'cam', rotation: null };
  expect(JSON.parse(noteOf('r2', legacy, 'Anna', 5))).toMatchObject({ prev: 'account:cam' });
  expect(standingOf([legacy, { ...next, replaces: 'account:cam' }]).type).toBe('two');
});

test('a device is named by its client id, and its letters take turns', () => {
  expect(deviceOf({ username: 'x.a', clientId: 'cam' })).toBe('cam');
  expect(deviceOf({ username: 'zigbee2mqtt.b', clientId: null })).toBe('zigbee2mqtt');
  expect([nextLetter('cam', 'cam'), nextLetter('cam', 'cam.a'), nextLetter('cam', 'cam.b')]).toEqual(['a', 'b', 'a']);
});
