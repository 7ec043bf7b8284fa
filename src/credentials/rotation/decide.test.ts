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
import { freshMemory } from './attention';
import { deviceOf, nextLetter, standingOf, type Facts, type Slot } from './facts';
import { quietFacts } from './facts.testing';

const old: Slot = {
  username: 'cam.a',
  enabled: true,
  rotation: 'r1',
  replaces: null,
  clientId: 'cam',
  roles: ['dev:cam', 'proof:cam.a'],
};
const next: Slot = { ...old, username: 'cam.b', rotation: 'r2', replaces: 'r1', roles: ['dev:cam', 'proof:cam.b'] };

const facts = (more: Partial<Facts> = {}): Facts => ({ ...quietFacts, slots: [old, next], ...more });
const memory = (more: Partial<Memory> = {}): Memory => ({
  ...freshMemory('two-slots', 'start'),
  roles: ['dev:cam', 'proof:cam.b'],
  ...more,
});
const mine = memory({ rotation: 'r2', holds: 'r2' });
const offered = new Map([['r2', 'offered' as const]]);
const told = new Map([['r2', 'told' as const]]);
const shown = new Map([['r2', 'shown' as const]]);
const sent = new Map([['r2', 'sent' as const]]);
const voided = new Map([['r2', 'void' as const]]);
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
    ['the mark before the device may know', facts(), mine, { do: 'mark', rotation: 'r2', value: 'offered' }],
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
    ['the hand-over', facts({ marks: offered }), mine, { do: 'hand-over', next, rotation: 'r2' }],
    ['waiting for the proof', facts({ marks: offered, offer: 'r2' }), mine, { do: 'wait', for: 'proof' }],
    [
      'the hand-over again when the broker lost the offer',
      facts({ marks: offered }),
      { ...mine, tellings: 1 },
      { do: 'hand-over', next, rotation: 'r2' },
    ],
    [
      'the decision',
      facts({ marks: offered, offer: 'r2', proofs: new Set(['r2']) }),
      mine,
      { do: 'decide', rotation: 'r2', value: 'commit' },
    ],
    [
      'switching the old account off',
      facts({ marks: offered, decisions: commit, proofs: new Set(['r2']) }),
      mine,
      { do: 'disable', username: 'cam.a' },
    ],
    [
      'deleting it',
      facts({ slots: [{ ...old, enabled: false }, next], marks: offered, decisions: commit }),
      mine,
      { do: 'remove', username: 'cam.a' },
    ],
    ['tidying up', facts({ slots: [next], marks: offered, decisions: commit, litter: true }), mine, { do: 'clear' }],
    ['the end', facts({ slots: [next], marks: offered, decisions: commit }), mine, { do: 'end', how: 'replaced' }],
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
      { do: 'mark', rotation: 'r2', value: 'void' },
    ],
    [
      'and does so when it is certain that nobody learns it',
      facts({ marks: voided }),
      other,
      { do: 'decide', rotation: 'r2', value: 'abort' },
    ],
    ['carries on what the device was offered', facts({ offer: 'r2' }), other, { do: 'wait', for: 'proof' }],
    [
      'commits what the device has proven',
      facts({ marks: offered, proofs: new Set(['r2']) }),
      other,
      { do: 'decide', rotation: 'r2', value: 'commit' },
    ],
    [
      'takes nothing for a proof that was there before anybody was told',
      facts({ proofs: new Set(['r2']) }),
      other,
      { do: 'wait', for: 'others' },
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
    expect(decide(facts({ marks: offered, offer: 'r2' }), patient)).toEqual({
      do: 'decide',
      rotation: 'r2',
      value: 'abort',
    });
  });

  test('keeps both for as long as it takes where it may hold only the new one and nothing tells', () => {
    const waiting = { ...patient, way: 'one-slot', tellings: 1 } as const;
    expect(decide(facts({ marks: told, cameBack: true, isBlind: true }), waiting)).toEqual({
      do: 'wait',
      for: 'proof',
    });
    const back = { ...waiting, wish: 'roll-back' } as const;
    const untold = { marks: told, isBlind: true, isAskable: false } as const;
    expect(decide(facts(untold), back)).toEqual({ do: 'wait', for: 'proof' });
    // one that can be asked is asked when nobody tells it any more; without an answer nothing is taken back
    expect(decide(facts({ marks: told, isBlind: true }), back)).toMatchObject({ do: 'decide', value: 'abort' });
    const asked = facts({ marks: told, decisions: abort, isBlind: true });
    expect(decide(asked, { ...back, unchangedMs: 100 * quietMs })).toEqual({ do: 'wait', for: 'proof' });
  });

  test('is taken back where it certainly was not told: the mark is made void first', () => {
    const unsure = { ...mine, way: 'one-slot', wish: 'roll-back' } as const;
    expect(decide(facts(), unsure)).toEqual({ do: 'mark', rotation: 'r2', value: 'void' });
    expect(decide(facts({ marks: voided }), unsure)).toEqual({ do: 'decide', rotation: 'r2', value: 'abort' });
  });
});

describe('a command that may have been lost', () => {
  const after = (tellings: number, offeredMs: number) => ({ ...mine, way: 'one-slot', tellings, offeredMs }) as const;
  const handOver = { do: 'hand-over', next, rotation: 'r2' } as const;
  const wait = { do: 'wait', for: 'proof' } as const;
  const endTelling = { do: 'decide', rotation: 'r2', value: 'abort' } as const;
  const elsewhere = (unchangedMs: number) => ({ ...after(1, tellAgainMs), holds: null, unchangedMs }) as const;
  test.each([
    ['is given its time', {}, after(1, tellAgainMs - 1), wait],
    ['is said again', {}, after(1, tellAgainMs), handOver],
    ['is said a third time after twice as long', {}, after(2, 2 * tellAgainMs - 1), wait],
    ['and goes on being said, ever more rarely', {}, after(4, 8 * tellAgainMs), handOver],
    ['is not said to a device that is away', { present: false }, after(1, tellAgainMs), wait],
    [
      'is said once more to one that started again and shows its old log-in',
      { cameBack: true },
      after(1, tellAgainMs),
      handOver,
    ],
    ['and then more rarely: it may not take it', { cameBack: true }, after(2, 4 * tellAgainMs - 1), wait],
    [
      'is not said again to one that started and shows nothing',
      { cameBack: true, isBlind: true },
      after(1, tellAgainMs),
      wait,
    ],
    ['nor when somebody wants it taken back', {}, { ...after(1, tellAgainMs), wish: 'roll-back' }, endTelling],
    [
      'nor more than three times to one that comes back with its old log-in',
      { cameBack: true },
      after(mostTellings, 16 * tellAgainMs),
      endTelling,
    ],
    ['nor by a browser that does not know the password', {}, elsewhere(commandPatienceMs - 1), wait],
    ['which ends the telling when that other browser must be closed', {}, elsewhere(commandPatienceMs), endTelling],
    ['but not while the device is away', { present: false }, elsewhere(commandPatienceMs), wait],
    ['nor where it cannot be asked', { isAskable: false }, elsewhere(commandPatienceMs), wait],
    [
      'nor where it cannot be, and nothing tells',
      { isAskable: false, isBlind: true },
      elsewhere(commandPatienceMs),
      wait,
    ],
    ['but where it can be asked and never was', { isBlind: true }, elsewhere(commandPatienceMs), endTelling],
  ] as const)('%s', (_, seen, remembered, action) => {
    expect(decide(facts({ marks: told, ...seen }), remembered)).toEqual(action);
  });
});

describe('when nobody tells it any more, a device that was told by command shows what it holds', () => {
  const over = { ...mine, way: 'one-slot' } as const;
  const off = (slot: Slot): Slot => ({ ...slot, enabled: false });
  const isNew = new Set(['r2']);
  test.each([
    ['nothing yet: both stay', {}, { do: 'wait', for: 'proof' }],
    ['the old one: the new one is switched off', { holdsOld: true }, { do: 'disable', username: 'cam.b' }],
    ['the new one: the old one is switched off', { proofs: isNew }, { do: 'disable', username: 'cam.a' }],
    ['both, which cannot be: both stay', { holdsOld: true, proofs: isNew }, { do: 'wait', for: 'proof' }],
    [
      'the old one again, and is heard: the new one is deleted',
      { holdsOld: true, slots: [old, off(next)], livesWithout: new Set(['cam.b']) },
      { do: 'remove', username: 'cam.b' },
    ],
    [
      'the old one again, and is not heard yet',
      { holdsOld: true, slots: [old, off(next)] },
      { do: 'wait', for: 'return' },
    ],
    [
      'the new one again, and is heard: the old one is deleted',
      { proofs: isNew, slots: [off(old), next], livesWithout: new Set(['cam.a']) },
      { do: 'remove', username: 'cam.a' },
    ],
    [
      'the old one, which is off: it is switched on first',
      { holdsOld: true, slots: [off(old), next] },
      { do: 'enable', username: 'cam.a' },
    ],
    [
      'the new one, and both are off: it is switched on first',
      { proofs: isNew, slots: [off(old), off(next)] },
      { do: 'enable', username: 'cam.b' },
    ],
    ['nothing more: what is off stays off', { slots: [old, off(next)] }, { do: 'wait', for: 'return' }],
  ] as const)('%s', (_, seen, action) => {
    expect(decide(facts({ marks: told, decisions: abort, ...seen }), over)).toEqual(action);
  });

  test.each([
    ['it uses the new one', { word: 'works' }, {}, { do: 'disable', username: 'cam.a' }],
    [
      'it goes on with the old one, when no word can be on its way',
      { word: 'not-taken', unchangedMs: quietMs },
      {},
      { do: 'disable', username: 'cam.b' },
    ],
    ['the same too early', { word: 'not-taken', unchangedMs: quietMs - 1 }, {}, { do: 'wait', for: 'proof' }],
    [
      'nothing, and it is heard without the new one, which it may be set to',
      {},
      { slots: [old, off(next)], livesWithout: new Set(['cam.b']) },
      { do: 'wait', for: 'return' },
    ],
    [
      'it has started anew and works',
      { word: 'sure' },
      { slots: [old, off(next)] },
      { do: 'remove', username: 'cam.b' },
    ],
    [
      'it is out: switch it on',
      { word: 'switch-on' },
      { slots: [old, off(next)] },
      { do: 'enable', username: 'cam.b' },
    ],
  ] as const)('and where nothing tells, a person says that: %s', (_, said, seen, action) => {
    const remembered = { ...over, ...said };
    expect(decide(facts({ marks: told, decisions: abort, isAskable: false, ...seen }), remembered)).toEqual(action);
  });
});

describe('how a password was handed over stands in the mark, whatever the browser takes the device for', () => {
  const ways = ['two-slots', 'one-slot', 'by-hand'] as const;
  const late = {
    wish: 'finish',
    rotation: 'r2',
    unchangedMs: 10 * commandPatienceMs,
    offeredMs: proofPatienceMs,
  } as const;
  test.each(ways)('what was shown to a person is taken back by nobody else: %s', (way) => {
    expect(decide(facts({ marks: shown }), memory({ ...late, way }))).toEqual({ do: 'wait', for: 'person' });
    expect(decide(facts({ marks: shown }), memory({ ...late, way, wish: 'roll-back' }))).toMatchObject({ do: 'wait' });
  });

  test.each(ways)('what was told by command is not deleted because telling has ended: %s', (way) => {
    const ended = facts({ marks: told, decisions: abort });
    expect(decide(ended, memory({ ...late, way }))).toEqual({ do: 'wait', for: 'proof' });
    expect(decide(facts({ marks: told }), memory({ ...late, way, word: 'not-typed' }))).not.toMatchObject({
      do: 'disable',
    });
  });

  test.each(ways)('what an earlier version marked is read as all of them at once: %s', (way) => {
    const remembered = memory({ ...late, way });
    expect(decide(facts({ marks: sent }), remembered)).toEqual({ do: 'wait', for: 'person' });
    const ended = facts({ marks: sent, decisions: abort, holdsOld: true });
    expect(decide(ended, remembered)).toEqual({ do: 'wait', for: 'proof' });
  });
});

test('what was told and then vanished was not taken back: nobody says that all is well', () => {
  const remembered = { ...mine, way: 'one-slot', tellings: 1 } as const;
  expect(decide(facts({ slots: [old] }), remembered)).toEqual({ do: 'end', how: 'unclear' });
  expect(decide(facts({ slots: [old], decisions: abort }), remembered)).toEqual({ do: 'end', how: 'rolled-back' });
  expect(decide(facts({ decisions: abort }), remembered)).toEqual({ do: 'end', how: 'unclear' });
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
