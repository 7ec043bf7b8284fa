import { expect, test } from 'vitest';

import { readRecording, RecordingError } from './recording';

const read = (lines: string[], asRetained = false) => [...readRecording(lines, asRetained)];
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('a line without a time comes a millisecond after the one before', () => {
  const heard = read(['{"topic":"a","payload":"1"}', '{"t":500,"topic":"b"}', '{"topic":"c"}']);
  expect(heard.map(({ message, timed }) => [message.topic, message.at, timed])).toEqual([
    ['a', 0, false],
    ['b', 500, true],
    ['c', 501, false],
  ]);
});

test('a recording that Windows saved, with a byte order mark, is read', () => {
  expect(read(['\uFEFF{"topic":"a"}\r', '{"topic":"b"}\r']).map(({ message }) => message.topic)).toEqual(['a', 'b']);
});

test('the publisher’s retain flag does not make a line a memory, only --as-retained does', () => {
  const line = '{"topic":"a","payload":"1","retain":true}';
  expect(read([line])[0]?.message.retained).toBe(false);
  expect(read([line], true)[0]?.message.retained).toBe(true);
});

test('pictures come as base64, empty lines are passed over', () => {
  const [picture] = read(['', '{"topic":"a","payload_base64":"aGk="}', '  ']);
  expect(text(picture!.message.payload)).toBe('hi'); // the line above is there
});

test.each([
  ['is not JSON', '{"topic"'],
  ['has a wrong shape', '{"payload":"no topic"}'],
  ['has a wrong shape', '{"topic":"a","t":-5}'],
  ['has a payload_base64', '{"topic":"a","payload_base64":"*"}'],
])('a line that %s is named with its number', (reason, line) => {
  const reading = () => read(['{"topic":"a"}', line]);
  expect(reading).toThrow(RecordingError);
  expect(reading).toThrow(`Line 2 of the recording ${reason}`);
});
