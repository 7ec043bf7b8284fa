import { expect, test } from 'vitest';

import type { Mute } from '@/core/mute';

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

test.each<[string, object]>([
  ['of another topic than its own', { about: 'ieee:0x0b' }],
  ['of no class', { class: 'everything' }],
  ['without an end', { until: null }],
  ['that counts wrongly', { changes: 0.5 }],
])('a mute %s is none', (_, wrong) => {
  expect(readMute(message(muteTopicOf(mute), JSON.stringify({ ...mute, ...wrong })))).toBe('unreadable');
});
