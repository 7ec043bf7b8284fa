import { describe, expect, test } from 'vitest';

import {
  expectBoundedMemory,
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  listen,
  type Line,
} from '../listen.testing';
import { begin, examples, jpeg, stats } from './examples.testing';
import { frigate } from './frigate';

describe('Frigate', () => {
  test.each(examples)('$story', (example) => expectExample(frigate, example));

  test('who listens only to what it asks for finds the same', () =>
    expectFoundByFilters(frigate, [
      ...begin,
      { topic: 'nvr/drive/enabled/state', payload: 'OFF', retained: true },
      { topic: 'nvr/porch/motion', payload: 'ON' },
    ]));

  test('listens to its server first and to pictures last', () => {
    expect(listen(frigate, []).reader.filters()).toEqual(['+/available', '+/+/available']);
    expect(listen(frigate, begin).reader.filters().slice(2)).toEqual([
      'nvr/stats',
      'nvr/camera_activity',
      'nvr/+/enabled/state',
      'nvr/+/detect/state',
      'nvr/+/recordings/state',
      'nvr/events',
      'nvr/reviews',
      'nvr/drive/motion',
      'nvr/drive/status/+',
      'nvr/porch/motion',
      'nvr/porch/status/+',
      'nvr/drive/+/snapshot',
      'nvr/porch/+/snapshot',
    ]);
  });

  test('two servers with a camera of the same name have two cameras', () => {
    const second = begin.map((line) => ({ ...line, topic: line.topic.replace('nvr', 'frigate') }));
    expect([...listen(frigate, [...begin, ...second]).home.devices.keys()]).toEqual([
      'frigate:nvr',
      'frigate-camera:nvr/drive',
      'frigate-camera:nvr/porch',
      'frigate:frigate',
      'frigate-camera:drive',
      'frigate-camera:porch',
    ]);
  });

  test('the bytes of a snapshot go to its camera, and are not shown as text', () => {
    const { decoded } = listen(frigate, [...begin, { topic: 'nvr/drive/person/snapshot', payload: jpeg }]);
    expect(decoded.at(-1)?.picture).toEqual({ voice: 'frigate:nvr/drive', bytes: jpeg });
    expect(decoded.at(-1)?.masked).toBe('(a picture)');
  });

  test('the password in an address is shown nowhere', () => {
    const { decoded } = listen(frigate, [...begin, stats({}, { cmdline: 'rtsp://admin:4821@10.0.0.5/live' })]);
    expect(decoded.at(-1)?.masked).toContain('rtsp://admin:•••@10.0.0.5/live');
  });

  test('a server whose cameras are known by their switches only is asked once which it has', () => {
    const { reader } = listen(frigate, [
      { topic: 'nvr/available', payload: 'online', retained: true },
      { topic: 'pump/available', payload: 'online', retained: true },
      { topic: 'nvr/drive/enabled/state', payload: 'ON', retained: true },
    ]);
    expect(reader.introductions?.()).toEqual([{ topic: 'nvr/onConnect', payload: '', qos: 1 }]);
    expect(reader.introductions?.()).toEqual([]);
    expect(listen(frigate, begin).reader.introductions?.()).toEqual([]);
  });

  test('a server can be asked again which cameras it has; a camera takes no other command', () => {
    const { reader } = listen(frigate, begin);
    expect(reader.encode('frigate:nvr', { type: 'refresh' })).toEqual([
      { topic: 'nvr/onConnect', payload: '', qos: 1 },
    ]);
    expect(reader.encode('frigate:nvr/drive', { type: 'take-picture' })).toBeNull();
    expect(reader.encode('frigate:nobody', { type: 'refresh' })).toBeNull();
  });
});

test('a device that shows the snapshots of two cameras is neither', () => {
  const shows = (camera: string, device: string): Line => ({
    topic: `homeassistant/camera/${camera}/config`,
    payload: { '~': 'nvr', t: `~/${camera}/person/snapshot`, dev: { ids: device } },
  });
  const { home } = listen(frigate, [shows('drive', 'nvr'), shows('porch', 'nvr'), ...begin]);
  expect([...home.devices.values()].flatMap(({ identifiers }) => identifiers)).not.toContain('ha:nvr');
});

describe('whatever is on the wire', () => {
  test('nothing makes the reader throw, and no prototype is touched', () => {
    expectNothingBreaks(frigate, [
      ...begin,
      { topic: 'homeassistant/camera/x/config', payload: { topic: 'nvr/drive/x/snapshot', device: {} } },
      ...['camera_activity', 'events', 'reviews', 'drive/motion', 'drive/status/detect', 'drive/person/snapshot'].map(
        (topic) => ({ topic: `nvr/${topic}`, payload: {} }),
      ),
    ]);
  });

  test('a flood of cameras does not grow the memory without bound', () => {
    expectBoundedMemory(frigate, begin.slice(0, 1), (n) => ({ topic: `nvr/cam-${n}/enabled/state`, payload: 'ON' }));
    expectBoundedMemory(frigate, [], (n) => ({ topic: `nvr-${n}/available`, payload: 'online' }));
  });
});
