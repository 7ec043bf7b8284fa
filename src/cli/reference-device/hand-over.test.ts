import { describe, expect, test } from 'vitest';

import {
  begin,
  connected,
  credentialInUse,
  failed,
  lost,
  settle,
  takeOffer,
  type Credential,
  type HandOver,
  type Offer,
} from './hand-over';

const a: Credential = { slot: 'a', username: 'cam.a', password: 'old' };
const b: Offer = { slot: 'b', username: 'cam.b', password: 'new', rotation: 'r-1', sequence: 1 };
const begun = connected(begin({ current: a, next: null, settledOn: null, lastSequence: 0 })).state;

function take(state: HandOver, offer: Offer): HandOver {
  const answer = takeOffer(state, offer);
  if (!answer.taken) throw new Error(answer.reason);
  return answer.state;
}

/**
 * A timeline of log-ins: `x` refused, `.` nobody answers, `C` let in. Below it stands with which credential each was
 * made, and at last what to do.
 */
function line(state: HandOver, happens: string): string {
  let used = '';
  let act: string | null = null;
  for (const sign of happens) {
    used += credentialInUse(state).slot;
    if (sign === 'C') ({ state, act } = connected(state));
    else state = failed(state, sign === 'x' ? 'refused' : 'missed');
  }
  return `${used} ${act ?? 'stay'}`;
}

describe('a device that is offered a new password', () => {
  test('keeps it before it uses it, and then logs in anew with it', () => {
    const answer = takeOffer(begun, b);
    expect(answer).toMatchObject({ taken: true, store: true, act: 'log-in-anew' });
    expect(answer.taken && credentialInUse(answer.state)).toEqual(b);
  });

  test.each([
    ['which is let in proves it', 'C', 'b prove'],
    ['which is refused three times has the old one try, and stays on that', 'xxxC', 'bbba stay'],
    ['and both are refused: they take turns for ever', 'xxxxxxxx', 'bbbababa stay'],
    ['while both are refused and the new one works at last', 'xxxxC', 'bbbab prove'],
    ['while the broker is away: the new one waits for it', '..C', 'bbb prove'],
    ['and finds the broker back with the old one: the new one has its chance at once', '...C', 'bbba log-in-anew'],
    ['and finds it back and is let in', '...CC', 'bbbab prove'],
    ['and is hung up on three times although the broker is there: that was a no', '...C...C', 'bbbabbba stay'],
    ['refused once, the broker restarts, and then it works', 'x..C', 'bbbb prove'],
  ])('%s', (_, happens, used) => {
    expect(line(take(begun, b), happens)).toBe(used);
  });

  test('keeps the old one until the hand-over is settled, whichever it uses', () => {
    const proven = connected(take(begun, b)).state;
    expect(proven.holding).toMatchObject({ current: a, next: b });
    const away = failed(failed(failed(lost(proven), 'refused'), 'refused'), 'refused');
    expect(credentialInUse(away)).toEqual(a);
  });

  test('keeps both when it is settled, begins with the one that was in use then, and proves nothing any more', () => {
    const { state, store } = settle(connected(take(begun, b)).state);
    expect(store).toBe(true);
    expect(state.holding).toEqual({ current: a, next: b, settledOn: 'next', lastSequence: 1 });
    expect(line(begin(state.holding), '...C')).toBe('bbbb stay');
  });

  test('that was settled too early, by a late message, still finds back to the old one', () => {
    const { holding } = settle(connected(take(begun, b)).state).state;
    expect(line(begin(holding), 'xxxC')).toBe('bbba stay');
  });

  test('stays on the old one when it is settled while that is in use', () => {
    let state = take(begun, b);
    for (let times = 0; times < 3; times++) state = failed(state, 'refused');
    const { holding } = settle(connected(state).state).state;
    expect(holding).toMatchObject({ current: a, next: b, settledOn: 'current' });
    expect(line(begin(holding), '..C')).toBe('aaa stay');
    expect(connected(failed(failed(failed(begin(holding), 'refused'), 'refused'), 'refused'))).toMatchObject({
      store: true,
      state: { holding: { settledOn: 'next' } },
    });
  });

  test('that is offered the same password again while it uses it proves it again', () => {
    const { state } = settle(connected(take(begun, b)).state);
    const again = takeOffer(state, { ...b, sequence: 2 });
    expect(again).toMatchObject({ taken: true, store: true, act: 'prove' });
    expect(again.taken && again.state.holding).toMatchObject({ next: { sequence: 2 }, settledOn: null });
  });

  test('does nothing when a topic is cleared on which nothing stood', () => {
    expect(settle(begun)).toEqual({ state: begun, store: false, act: null });
  });

  test('goes on after a power cut with the new one', () => {
    const { holding } = take(begun, b);
    expect(line(begin(structuredClone(holding)), 'xxxC')).toBe('bbba stay');
  });

  test('starts on the one that worked, after it had to go back to it and the connection broke', () => {
    let state = take(begun, b);
    for (let times = 0; times < 3; times++) state = failed(state, 'refused');
    state = lost(connected(state).state);
    expect(line(state, 'C')).toBe('a stay');
  });
});

describe('an offer is refused', () => {
  test('while nobody knows which password works', () => {
    expect(takeOffer(lost(begun), b)).toEqual({ taken: false, reason: 'not-logged-in' });
    expect(takeOffer(take(begun, b), { ...b, ...a, sequence: 2 })).toEqual({ taken: false, reason: 'not-logged-in' });
    expect(settle(take(begun, b)).store).toBe(false);
  });

  test('when it was heard before, or an older one comes again', () => {
    const state = connected(take(begun, { ...b, sequence: 7 })).state;
    for (const sequence of [7, 6, 0])
      expect(takeOffer(state, { ...b, username: 'cam.c', sequence })).toEqual({ taken: false, reason: 'heard-before' });
  });

  test('when it names the account that is in use', () => {
    expect(takeOffer(begun, { ...b, ...a })).toEqual({ taken: false, reason: 'own-username' });
    const proven = connected(take(begun, b)).state;
    expect(takeOffer(proven, { ...b, password: 'another', sequence: 2 })).toEqual({
      taken: false,
      reason: 'own-username',
    });
  });

  test('and taken when it is for the other one again, before the last was settled', () => {
    const proven = connected(take(begun, b)).state;
    const back = take(proven, { ...b, ...a, password: 'newer', sequence: 2 });
    expect(back.holding.current.username).toBe('cam.b');
    expect(back.holding.next).toMatchObject({ username: 'cam.a', password: 'newer' });
  });
});
