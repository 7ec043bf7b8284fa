import { describe, expect, test } from 'vitest';

import {
  expectBoundedMemory,
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  listen,
} from '../listen.testing';
import { amcrest2mqtt } from './amcrest2mqtt';
import { base64, begin, config, examples, jpeg, serial } from './examples.testing';
import { baseAnnouncedBy } from './sign';

describe('amcrest2mqtt', () => {
  test.each(examples)('$story', (example) => expectExample(amcrest2mqtt, example));

  test('who listens only to what it asks for finds the same', () =>
    expectFoundByFilters(
      amcrest2mqtt,
      begin.map((line) => ({ ...line, retained: true })),
    ));

  test('listens to its service first and to pictures last', () => {
    expect(listen(amcrest2mqtt, []).reader.filters()).toEqual(['+/service/availability', 'amcrest2mqtt/+/status']);
    const filters = listen(amcrest2mqtt, begin).reader.filters();
    expect(filters.slice(2)).toEqual([
      'amcrest2mqtt/service/availability',
      ...['webrtc', 'config', 'switch/privacy', 'switch/motion_detection'].map((topic) => `amcrest2mqtt/+/${topic}`),
      ...['availability', 'status', 'binary_sensor/+', 'motion', 'doorbell', 'human'].map(
        (topic) => `amcrest2mqtt/${serial}/${topic}`,
      ),
      `amcrest2mqtt/${serial}/camera/snapshot`,
    ]);
  });

  test('a camera and its Home Assistant discovery are one, whichever came first', () => {
    for (const lines of [
      [config, ...begin],
      [...begin, config],
    ]) {
      const { home } = listen(amcrest2mqtt, lines);
      expect(home.devices.get('serial:amc0001db01')?.identifiers).toContain('mac:9c:8e:cd:00:00:01');
    }
  });

  test('the bytes of a picture go to its camera', () => {
    const { decoded } = listen(amcrest2mqtt, [
      ...begin,
      { topic: `amcrest2mqtt/${serial}/camera/snapshot`, payload: base64 },
    ]);
    expect(decoded.at(-1)?.picture).toEqual({ voice: `amcrest2mqtt:amcrest2mqtt/${serial}`, bytes: jpeg });
    expect(decoded.at(-1)?.masked).toBe('(a picture)');
  });

  test('the password in an address is shown nowhere, and told as exposed', () => {
    const payload = { recording_url: 'http://admin:4821@10.0.0.21/x.mp4' };
    const { decoded, named } = listen(amcrest2mqtt, [
      ...begin,
      { topic: `amcrest2mqtt/${serial}/attributes`, payload },
    ]);
    expect(decoded.at(-1)?.masked).toEqual(expect.not.stringContaining('4821'));
    expect(named(`Amcrest ${serial}`)?.leaks).toHaveLength(1);
  });
});

describe('whatever is on the wire', () => {
  test('a topic of nothing but its name takes no longer than it is long', () => {
    const began = performance.now();
    expect(baseAnnouncedBy(`${'amcrest'.repeat(20_000)}/x/y/status`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('nothing makes the reader throw, and no prototype is touched', () => {
    const more = ['camera/snapshot', 'binary_sensor/doorbell', 'config'].map((what) => ({
      topic: `amcrest2mqtt/${serial}/${what}`,
      payload: base64,
    }));
    expectNothingBreaks(amcrest2mqtt, [...begin, config, ...more]);
  });

  test('a flood of cameras does not grow the memory without bound', () => {
    expectBoundedMemory(amcrest2mqtt, begin, (n) => ({ topic: `amcrest2mqtt/SERIAL${n}/webrtc`, payload: 'x' }));
  });
});
