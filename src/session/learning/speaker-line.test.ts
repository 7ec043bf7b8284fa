import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readAlert } from '../alerts/alert-line';
import { readMute } from '../alerts/mute-line';
import { nobodySpeaks, readSpeaker, speakerTopic, whoSpeaks, writeSpeaker } from './speaker-line';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readSpeaker({ payload: bytes(text) });
const line = { observer: 'abc123', saidAt: 5, days: 21 };

describe('who speaks of what was learned', () => {
  test('is understood by every page', () => {
    expect(read(writeSpeaker(line).payload)).toEqual(line);
    expect(read(whoSpeaks.payload)).toBe('asks');
    expect(read(nobodySpeaks.payload)).toBe('nobody');
  });

  test('stays in the broker’s memory, and a question after it does not', () => {
    expect([writeSpeaker(line), nobodySpeaks, whoSpeaks].map(({ retain = false }) => retain)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each([
    ['another observer than a name', { ...line, observer: 'a b' }],
    ['no name', { ...line, observer: '' }],
    ['a name without end', { ...line, observer: 'a'.repeat(65) }],
    ['a moment that no clock shows', { ...line, saidAt: 1e300 }],
    ['days that nobody has lived', { ...line, days: 1e9 }],
    ['days before the first', { ...line, days: -1 }],
    ['half a day', { ...line, days: 0.5 }],
    ['text for a number', { ...line, days: '21' }],
    ['more than it takes', { ...line, more: 'x'.repeat(2_000) }],
    ['a list', [line]],
    ['another question', { asks: 'for the keys' }],
  ])('is not believed with %s', (_what, told) => {
    expect(read(JSON.stringify(told))).toBeNull();
  });

  test('is believed only in this form, whatever anybody publishes there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (payload) => {
        expect(readSpeaker({ payload: Uint8Array.from(payload) })).toBe(payload.length === 0 ? 'nobody' : null);
      }),
    );
  });

  test.each([writeSpeaker(line), nobodySpeaks, whoSpeaks])(
    'is neither an alert nor a mute: $payload',
    ({ payload }) => {
      const message = { topic: speakerTopic, payload: bytes(payload), retained: false, at: 0 };
      expect([readAlert(message), readMute(message)]).toEqual([null, null]);
    },
  );
});
