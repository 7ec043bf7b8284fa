import { expect, test } from 'vitest';

import { openBook, openBookChanges } from '@/core/alerts/alert-book';
import { mostChanges } from '@/core/alerts/last-word';
import type { Mute } from '@/core/alerts/mute';
import { hearMute, unmute } from '@/core/alerts/mute-steps';

import { muteTopicOf, readMute, writeMute } from './mute-line';

const mute: Mute = { class: 'tamper', about: 'ieee:0x0a', until: 9_000, at: 1_000, changes: 2 };
const message = (topic: string, text: string) => ({
  topic,
  payload: new TextEncoder().encode(text),
  retained: true,
  at: 0,
});

test('a mute comes back as it was written', () => {
  expect(readMute(message(muteTopicOf(mute), writeMute(mute)))).toEqual(mute);
  expect(readMute(message(muteTopicOf(mute), ''))).toBe('gone');
  expect(readMute(message('gatehouse/v1/alert/x', '{}'))).toBeNull();
});

test('a mute that somebody drove to the end of its counter is taken back for everybody', () => {
  const driven = { ...mute, changes: mostChanges, until: 9_000_000 };
  const [mine, theirs] = [openBook(), openBook()];
  for (const book of [mine, theirs]) hearMute(book, driven, 500, openBookChanges());
  // our clock is behind that of whoever said it
  const back = unmute(mine, driven, 500, openBookChanges())!; // it is muted
  const heard = readMute(message(muteTopicOf(back), writeMute(back)));
  expect(heard).toEqual(back);
  hearMute(theirs, back, 500, openBookChanges());
  expect([...theirs.mutes.values()]).toEqual([back]);
  expect(back.until).toBe(500);
});

test.each<[string, object]>([
  ['of another topic than its own', { about: 'ieee:0x0b' }],
  ['of no class', { class: 'everything' }],
  ['without an end', { until: null }],
  ['that counts wrongly', { changes: 0.5 }],
  ['said more often than anybody does', { changes: mostChanges + 1 }],
  ['that nobody could take back', { changes: mostChanges, at: 8.64e15 }],
])('a mute %s is none', (_, wrong) => {
  expect(readMute(message(muteTopicOf(mute), JSON.stringify({ ...mute, ...wrong })))).toBe('unreadable');
});
