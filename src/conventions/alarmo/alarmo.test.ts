import { describe, expect, test } from 'vitest';

import {
  expectBoundedMemory,
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  listen,
} from '../listen.testing';
import { alarmo } from './alarmo';
import { begin, examples } from './examples.testing';

describe('Alarmo', () => {
  test.each(examples)('$story', (example) => expectExample(alarmo, example));

  test('who listens only to what it asks for finds the same', () => expectFoundByFilters(alarmo, begin));

  test('listens to its panel, its areas, and to who commands them', () => {
    expect(listen(alarmo, []).reader.filters()).toEqual(['+/state', 'alarmo/+/state']);
    expect(listen(alarmo, begin).reader.filters().slice(2)).toEqual([
      'alarmo/+/state',
      'alarmo/event',
      'alarmo/+/event',
      'alarmo/command',
      'alarmo/+/command',
    ]);
  });

  test('an area is found where the house has no panel of its own', () => {
    expect(listen(alarmo, begin.slice(1)).named('Alarmo ground floor')).toMatchObject({ kind: 'alarm' });
  });

  test('a code that comes with a command is shown nowhere, and told as exposed', () => {
    const command = { topic: 'alarmo/command', payload: { command: 'DISARM', code: '4821' } };
    const { decoded, home } = listen(alarmo, [...begin, command]);
    expect(decoded.at(-1)?.masked).toEqual(expect.not.stringContaining('4821'));
    expect(JSON.stringify([...home.devices.values()])).not.toContain('4821');
    expect(home.devices.get('alarmo:alarmo')?.leaks).toEqual([
      { secret: 'alarm-code', topic: 'alarmo/command', by: 'alarmo' },
    ]);
  });

  test('nothing here arms or disarms', () => {
    expect(listen(alarmo, begin).reader.encode('alarmo:alarmo', { type: 'lock' })).toBeNull();
  });
});

describe('whatever is on the wire', () => {
  test('nothing makes the reader throw, and no prototype is touched', () => {
    const more = ['event', 'command'].map((what) => ({ topic: `alarmo/${what}`, payload: {} }));
    expectNothingBreaks(alarmo, [...begin, ...more]);
  });

  test('a flood of areas and of panels does not grow the memory without bound', () => {
    expectBoundedMemory(alarmo, begin, (n) => ({ topic: `alarmo/${n}/state`, payload: 'disarmed' }));
    expectBoundedMemory(alarmo, begin, (n) => ({ topic: `${n}/state`, payload: 'disarmed' }));
  });
});
