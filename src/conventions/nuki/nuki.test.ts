import { describe, expect, test } from 'vitest';

import {
  expectBoundedMemory,
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  listen,
  messageOf,
} from '../listen.testing';
import { begin, examples, topic } from './examples.testing';
import { nuki } from './nuki';

describe('Nuki’s own MQTT', () => {
  test.each(examples)('$story', (example) => expectExample(nuki, example));

  test('who listens only to what it asks for finds the same', () => expectFoundByFilters(nuki, begin));

  test('listens to its locks one by one', () => {
    expect(listen(nuki, []).reader.filters()).toEqual(['+/+/connected']);
    const { reader } = listen(nuki, begin);
    expect(reader.filters()).toEqual(['+/+/connected', `${topic}/+`]);
    const revision = reader.filtersRevision;
    reader.read(messageOf({ topic: `${topic}/state`, payload: '3' }));
    expect(reader.filtersRevision).toBe(revision);
  });

  test('is told to lock and to unlock in its own numbers', () => {
    const { reader } = listen(nuki, begin);
    const voice = `nuki:${topic}`;
    expect(reader.encode(voice, { type: 'lock' })).toEqual([{ topic: `${topic}/lockAction`, payload: '2', qos: 1 }]);
    expect(reader.encode(voice, { type: 'unlock' })).toEqual([{ topic: `${topic}/lockAction`, payload: '1', qos: 1 }]);
    expect(reader.encode(voice, { type: 'update' })).toBeNull();
  });
});

describe('whatever is on the wire', () => {
  test('nothing makes the reader throw, and no prototype is touched', () => {
    const more = ['name', 'firmware', 'doorsensorState', 'lockActionEvent'].map((what) => ({
      topic: `${topic}/${what}`,
      payload: '2',
    }));
    expectNothingBreaks(nuki, [...begin, ...more]);
  });

  test('a flood of locks does not grow the memory without bound', () => {
    expectBoundedMemory(nuki, begin, (n) => ({
      topic: `nuki/${n.toString(16).padStart(8, '0')}/connected`,
      payload: 'true',
    }));
  });
});
