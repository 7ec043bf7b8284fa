import { expect, test } from 'vitest';

import { begun, isOldShared, isOldStillThere, staticWords, usedBy, withSight, type StaticSight } from './static-change';

const change = begun('hall', 'hall.a', 100);
const sight = (more: Partial<StaticSight> = {}): StaticSight => ({
  newSeenAt: null,
  oldSeenAt: null,
  saidNewAt: null,
  saidOldAt: null,
  sayingOld: [],
  logSpeech: 'never',
  ...more,
});

test('that somebody came with the new log-in after its line was made proves its use, and nothing from before does', () => {
  expect(withSight(change, sight({ newSeenAt: 99 })).used).toBeNull();
  expect(withSight(change, sight({ newSeenAt: 150 }))).toMatchObject({ used: { at: 150, by: 'log' }, letInAt: 150 });
  expect(withSight(change, sight({ saidNewAt: 99 })).used).toBeNull();
  expect(withSight(change, sight({ saidOldAt: 150 })).used).toBeNull();
  expect(withSight(change, sight({ saidNewAt: 150 })).used).toEqual({ at: 150, by: 'device' });
});

test('what was proved once stays so, and a person may say it where nobody tells', () => {
  const used = usedBy(change, 'person', 120);
  expect(withSight(used, sight({ newSeenAt: 150 }))).toBe(used);
  expect(staticWords(used, sight())).toBe('You saw the device work with hall.a. The line of hall can go.');
});

test('a log-in that others share is not said to be free to go because one device uses the new one', () => {
  const used = usedBy(change, 'device', 120);
  expect(staticWords(used, sight({ oldSeenAt: 110 }))).toContain('The line of hall can go.');
  for (const shared of [sight({ oldSeenAt: 130 }), sight({ sayingOld: ['Cellar plug'] })]) {
    expect(isOldShared(used, shared)).toBe(true);
    expect(staticWords(used, shared)).not.toContain('can go');
  }
  expect(staticWords(used, sight({ sayingOld: ['Cellar plug'] }))).toContain('But Cellar plug says');
  expect(isOldShared(change, sight({ sayingOld: ['Cellar plug'] }))).toBe(false);
});

test('of a log-in that two share, the one that was changed is believed whoever spoke last', () => {
  const both = sight({ saidNewAt: 150, saidOldAt: 160, sayingOld: ['Hall plug'] });
  expect(withSight(change, both).used).toEqual({ at: 150, by: 'device' });
  expect(staticWords(withSight(change, both), both)).toContain('But Hall plug says that it logs in as hall');
  const neither = sight({ saidOldAt: 160, sayingOld: ['Hall plug', 'Hall lamp'] });
  expect(staticWords(change, neither)).toContain('Hall plug and Hall lamp say that they still log in as hall.');
});

test('made anew, the proof of the log-in before counts for nothing', () => {
  expect(begun('hall', 'hall.a', 200)).toMatchObject({ used: null, letInAt: null, deletedAt: null });
  expect(withSight(begun('hall', 'hall.a', 200), sight({ newSeenAt: 150 })).used).toBeNull();
});

test('it is said what cannot be seen, and not taken for a no', () => {
  expect(staticWords(change, sight())).toContain('may not be seen from here');
  expect(staticWords(change, sight({ logSpeech: 'tells' }))).toContain('the broker’s log tells.');
  const silent = staticWords(change, sight({ logSpeech: 'silent' }));
  expect(silent).toMatch(/tells log-ins no more: .* Look at the device itself\.$/);
  expect(silent).not.toContain('Waiting');
  expect(staticWords({ ...change, letInAt: 120 }, sight())).toMatch(/^The broker lets hall\.a in/);
  expect(staticWords(change, sight({ saidOldAt: 130 }))).toContain('still logs in as hall.');
});

test('somebody who comes with the old one after its line was deleted shows that it is there still', () => {
  const deleted = { ...usedBy(change, 'log', 120), deletedAt: 200 };
  expect(isOldStillThere(deleted, sight({ oldSeenAt: 150 }))).toBe(false);
  expect(isOldStillThere(deleted, sight({ oldSeenAt: 250 }))).toBe(true);
  expect(staticWords(deleted, sight({ oldSeenAt: 250 }))).toContain('its line is still there');
  expect(staticWords(deleted, sight())).toContain('only when somebody tries it');
});
