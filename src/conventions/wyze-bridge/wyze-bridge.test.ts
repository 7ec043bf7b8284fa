import { describe, expect, test } from 'vitest';

import {
  expectBoundedMemory,
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  listen,
} from '../listen.testing';
import { begin, config, examples, jpeg } from './examples.testing';
import { baseAnnouncedBy } from './sign';
import { wyzeBridge } from './wyze-bridge';

describe('wyze-bridge', () => {
  test.each(examples)('$story', (example) => expectExample(wyzeBridge, example));

  test('who listens only to what it asks for finds the same', () =>
    expectFoundByFilters(wyzeBridge, [...begin, { topic: 'wyzebridge/front-porch/motion', payload: '1' }]));

  test('listens to states first and to pictures last', () => {
    expect(listen(wyzeBridge, []).reader.filters()).toEqual(['+/state']);
    expect(listen(wyzeBridge, begin).reader.filters()).toEqual([
      '+/state',
      'wyzebridge/+/state',
      'wyzebridge/front-porch/motion',
      'wyzebridge/front-porch/alarm',
      'wyzebridge/nursery/motion',
      'wyzebridge/nursery/alarm',
      'wyzebridge/front-porch/image',
      'wyzebridge/nursery/image',
    ]);
  });

  test.each(['before', 'after'])('a camera and its Home Assistant discovery, which came %s, are one', (order) => {
    const lines = order === 'before' ? [config('wyzebridge'), ...begin] : [...begin, config('wyzebridge')];
    const { named } = listen(wyzeBridge, lines);
    expect(named('front porch')?.identifiers).toEqual([
      'wyze-bridge:wyzebridge/front-porch',
      'ha:2caa8e00aa01',
      'mac:2c:aa:8e:00:aa:01',
    ]);
  });

  test('discovery finds a bridge below any base', () => {
    const { reader, named } = listen(wyzeBridge, [
      config('my/cams'),
      { topic: 'my/cams/front-porch/state', payload: 'online' },
    ]);
    expect(named('front porch')).toMatchObject({ reachability: 'online' });
    expect(reader.filters()).toContain('my/cams/+/state');
  });

  test('takes a picture and sounds the siren where there is one', () => {
    const { reader } = listen(wyzeBridge, [...begin, { topic: 'wyzebridge/front-porch/alarm', payload: '2' }]);
    expect(reader.encode('wyze-bridge:wyzebridge/nursery', { type: 'take-picture' })).toEqual([
      { topic: 'wyzebridge/nursery/update_snapshot/get', payload: 'PRESS', qos: 1 },
    ]);
    expect(reader.encode('wyze-bridge:wyzebridge/front-porch', { type: 'siren', sounding: true })).toEqual([
      { topic: 'wyzebridge/front-porch/alarm/set', payload: '1', qos: 1 },
    ]);
    expect(reader.encode('wyze-bridge:wyzebridge/nursery', { type: 'siren', sounding: true })).toBeNull();
  });
});

describe('whatever is on the wire', () => {
  test('a topic of nothing but its name takes no longer than it is long', () => {
    const began = performance.now();
    expect(baseAnnouncedBy(`${'wyze'.repeat(40_000)}/x/state`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('nothing makes the reader throw, and no prototype is touched', () => {
    const image = { topic: 'wyzebridge/front-porch/image', payload: jpeg };
    expectNothingBreaks(wyzeBridge, [...begin, config('wyzebridge'), image]);
  });

  test('a flood of cameras does not grow the memory without bound', () => {
    expectBoundedMemory(wyzeBridge, begin, (n) => ({ topic: `wyzebridge/cam-${n}/state`, payload: 'online' }));
  });
});
