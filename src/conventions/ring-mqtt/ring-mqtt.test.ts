import { describe, expect, test } from 'vitest';

import {
  expectBoundedMemory,
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  listen,
  messageOf,
} from '../listen.testing';
import { begin, examples, jpeg, stream } from './examples.testing';
import { ringMqtt } from './ring-mqtt';

describe('ring-mqtt', () => {
  test.each(examples)('$story', (example) => expectExample(ringMqtt, example));

  test('who listens only to what it asks for finds the same', () => expectFoundByFilters(ringMqtt, begin));

  test('waits for the status of any device, and listens to its location from then on', () => {
    const wanted = ['alarm', 'camera', 'chime', 'intercom', 'lighting'].map((category) => `+/+/${category}/+/status`);
    expect(listen(ringMqtt, []).reader.filters()).toEqual(wanted);
    const { reader } = listen(ringMqtt, begin);
    expect(reader.filters().slice(5)).toEqual([
      'ring/home-1/+/+/status',
      'ring/home-1/+/+/+/state',
      'ring/home-1/camera/+/snapshot/image',
    ]);
    const revision = reader.filtersRevision;
    reader.read(messageOf({ topic: 'ring/home-1/alarm/new/contact/state', payload: 'ON' }));
    expect(reader.filtersRevision).toBe(revision);
  });

  test('tells a lock, a siren, and nobody else', () => {
    const { reader } = listen(ringMqtt, begin);
    expect(reader.encode('ring-mqtt:ring/home-1/alarm/lock1', { type: 'unlock' })).toEqual([
      { topic: 'ring/home-1/alarm/lock1/lock/command', payload: 'UNLOCK', qos: 1 },
    ]);
    expect(reader.encode('ring-mqtt:ring/home-1/alarm/panel1', { type: 'siren', sounding: true })).toEqual([
      { topic: 'ring/home-1/alarm/panel1/siren/command', payload: 'ON', qos: 1 },
    ]);
    expect(reader.encode('ring-mqtt:ring/home-1/camera/cam1', { type: 'lock' })).toBeNull();
  });

  test('the password of a stream is shown nowhere, the bytes of a picture go to its camera', () => {
    const { decoded, home } = listen(ringMqtt, [
      ...begin,
      stream,
      { topic: 'ring/home-1/camera/cam1/snapshot/image', payload: jpeg },
    ]);
    expect(decoded.at(-2)?.masked).toContain('rtsp://streamer:•••@10.0.0.9');
    expect(JSON.stringify([...home.devices.values()])).not.toContain('4821');
    expect(decoded.at(-1)?.picture).toEqual({ voice: 'ring-mqtt:ring/home-1/camera/cam1', bytes: jpeg });
  });
});

describe('whatever is on the wire', () => {
  test('nothing makes the reader throw, and no prototype is touched', () => {
    expectNothingBreaks(ringMqtt, [
      ...begin,
      stream,
      { topic: 'ring/home-1/camera/cam1/snapshot/image', payload: jpeg },
    ]);
  });

  test('a flood of devices does not grow the memory without bound', () => {
    expectBoundedMemory(ringMqtt, begin, (n) => ({ topic: `ring/${n}/alarm/x/status`, payload: 'online' }));
    expectBoundedMemory(ringMqtt, begin, (n) => ({ topic: `ring/home-1/alarm/${n}/status`, payload: 'online' }));
  });
});
