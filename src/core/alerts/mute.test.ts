import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { causeOf, type Alert, type AlertSignal } from './alert';
import { openBook, openBookChanges } from './alert-book';
import { act, hear, take, wake } from './alert-steps';
import { sighting } from './alert.testing';
import { laterMute, longestMuteMs, mostMutes, type Mute } from './mute';
import { forgetMutes, hearMute, mute, unmute } from './mute-steps';

const second = 1_000;
const day = 86_400_000;
const seen = (more: Parameters<typeof sighting>[0] = {}): AlertSignal => ({ type: 'seen', sighting: sighting(more) });
const over = (t: number): AlertSignal => ({
  type: 'over',
  class: 'tamper',
  subject: 'window',
  evidence: { t, topic: 'z', text: 'Closed' },
});

/** A home of which the window was muted at the second second, until a day later. */
function mutedWindow() {
  const book = openBook();
  const changes = openBookChanges();
  const all = () => [...book.alerts.values()];
  take(book, seen(), second, changes);
  const said = mute(book, all()[0]!.id, 2 * second + day, 2 * second, changes); // the one just opened
  return { book, changes, all, said: said! }; // a window can be muted
}

describe('what is muted', () => {
  test('is put off till then, and opens nothing new that anybody would hear of', () => {
    const { book, all } = mutedWindow();
    const later = openBookChanges();
    take(book, over(3 * second), 3 * second, later);
    take(book, seen({ t: 4 * second }), 4 * second, later);
    expect(all().map(({ state }) => state)).toEqual(['resolved', 'snoozed']);
    expect(later.opened.size).toBe(0);
  });

  test('is only this sort of alert of this device', () => {
    const { book, all } = mutedWindow();
    const later = openBookChanges();
    take(book, seen({ subject: 'door', device: 'door' }), 3 * second, later);
    take(book, seen({ class: 'battery_low' }), 3 * second, later);
    expect(later.opened.size).toBe(2);
    expect(
      all()
        .filter(({ state }) => state === 'open')
        .map(causeOf),
    ).toEqual(['tamper door', 'battery_low window']);
  });

  test('wants a person again when its time is over and it still stands', () => {
    const { book, all, said } = mutedWindow();
    const later = openBookChanges();
    wake(book, said.until, later);
    expect(all()).toMatchObject([{ state: 'open', changedAt: said.until }]);
    expect(later.opened.size).toBe(1);
  });

  test('is over with its time where it merely happened', () => {
    const { book, all, said } = mutedWindow();
    take(book, seen({ t: 5 * second, lasting: false, class: 'camera_talk' }), 5 * second, openBookChanges());
    const happened = all().find(({ class: kind }) => kind === 'camera_talk');
    expect(happened?.state).toBe('open');
    mute(book, happened!.id, said.until, 6 * second, openBookChanges()); // found above
    wake(book, said.until, openBookChanges());
    expect(book.alerts.get(happened!.id)?.state).toBe('resolved');
  });

  test('is open at once where the mute is taken back', () => {
    const { book, all } = mutedWindow();
    unmute(book, { class: 'tamper', about: 'window' }, 3 * second, openBookChanges());
    expect(all()[0]?.state).toBe('open');
    take(book, over(4 * second), 4 * second, openBookChanges());
    const later = openBookChanges();
    take(book, seen({ t: 5 * second }), 5 * second, later);
    expect(later.opened.size).toBe(1);
  });

  test('gets through where it becomes worse than what was muted', () => {
    const book = openBook();
    take(book, seen({ severity: 'info' }), second, openBookChanges());
    mute(book, [...book.alerts.keys()][0]!, day, second, openBookChanges()); // opened above
    const later = openBookChanges();
    take(book, seen({ t: 2 * second, severity: 'critical' }), 2 * second, later);
    expect(later.opened.size).toBe(1);
  });

  test('is never smoke, water or gas, whoever says so', () => {
    const book = openBook();
    take(book, seen({ class: 'safety' }), second, openBookChanges());
    expect(mute(book, [...book.alerts.keys()][0]!, day, second, openBookChanges())).toBeNull(); // opened above
    hearMute(book, { class: 'safety', about: 'window', until: day, at: second, changes: 9 }, second, openBookChanges());
    const later = openBookChanges();
    take(book, seen({ class: 'safety', subject: 'other', t: 2 * second }), 2 * second, later);
    expect(later.opened.size).toBe(1);
  });

  test('is not muted for ever by a program that says so', () => {
    const book = openBook();
    hearMute(book, { class: 'tamper', about: 'window', until: 8e15, at: 1, changes: 1 }, second, openBookChanges());
    expect([...book.mutes.values()][0]?.until).toBe(second + longestMuteMs);
  });

  test('stays open where somebody opened it again after the mute, whoever hears of the mute later', () => {
    const { book, said, all } = mutedWindow();
    act(book, all()[0]!.id, { type: 'reopen' }, 9 * second, openBookChanges());
    const late = openBook();
    hear(late, all()[0]!, 10 * second, openBookChanges());
    hearMute(late, said, 10 * second, openBookChanges());
    expect([...late.alerts.values()][0]?.state).toBe('open');
  });

  test('and merely happened is over with its time, however long nobody looked', () => {
    for (const later of [second, 10 * 3_600 * second, 3 * day, 30 * day]) {
      const { book, all, said } = mutedWindow();
      take(book, over(3 * second), 3 * second, openBookChanges());
      take(book, seen({ t: 4 * second, lasting: false }), 4 * second, openBookChanges());
      const putOff = all()[1]!; // just seen
      for (const isMuteFirst of [true, false]) {
        const late = openBook();
        const changes = openBookChanges();
        const now = said.until + later;
        if (isMuteFirst) hearMute(late, said, now, changes);
        hear(late, putOff, now, changes);
        if (!isMuteFirst) hearMute(late, said, now, changes);
        wake(late, now, changes);
        expect([late.alerts.get(putOff.id)?.state, changes.opened.size]).toEqual(['resolved', 0]);
        take(late, seen({ t: now }), now, changes);
        expect(changes.opened.size).toBe(1);
      }
    }
  });

  test('by a person and not by the mute that is long over is open again', () => {
    const { book, all, said } = mutedWindow();
    take(book, seen({ t: 5 * second, lasting: false, class: 'camera_talk' }), 5 * second, openBookChanges());
    const { id } = all()[1]!; // just seen
    act(book, id, { type: 'snooze', until: said.until + 1 }, 6 * second, openBookChanges());
    const late = openBook();
    const now = said.until + 3 * day;
    hear(late, book.alerts.get(id)!, now, openBookChanges()); // likewise
    hearMute(late, { ...said, class: 'camera_talk' }, now, openBookChanges());
    const changes = openBookChanges();
    wake(late, now, changes);
    expect(changes.opened.size).toBe(1);
  });

  test('is forgotten a day after it ended', () => {
    const { book, said } = mutedWindow();
    expect(forgetMutes(book, said.until + second)).toEqual([]);
    expect(forgetMutes(book, said.until + day + second)).toEqual([said]);
    expect(book.mutes.size).toBe(0);
    for (let index = 0; index < 500; index++)
      hearMute(book, { ...said, about: `${index}` }, 9 * day, openBookChanges());
    expect([book.mutes.size, book.pastMutes.size]).toEqual([0, mostMutes]);
  });
});

const mutes: fc.Arbitrary<Mute> = fc.record({
  class: fc.constant('tamper' as const satisfies Alert['class']),
  about: fc.constant('window'),
  until: fc.nat(3),
  at: fc.nat(3),
  changes: fc.integer({ min: 1, max: 3 }),
});

test('two people who mute the same agree, whoever is heard first', () => {
  fc.assert(
    fc.property(mutes, mutes, mutes, (one, two, three) => {
      expect(laterMute(one, two)).toEqual(laterMute(two, one));
      expect(laterMute(laterMute(one, two), three)).toEqual(laterMute(one, laterMute(two, three)));
    }),
  );
});
