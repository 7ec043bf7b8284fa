import { describe, expect, test } from 'vitest';

import {
  expectBoundedMemory,
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  listen,
  messageOf,
  type Line,
} from '../listen.testing';
import { device5, door4, examples } from './examples.testing';
import { homie } from './homie';

describe('Homie', () => {
  test.each(examples)('$story', (example) => expectExample(homie, example));

  test('who listens only to what it asks for finds the same', () =>
    expectFoundByFilters(homie, [
      ...door4,
      ...device5('gate', { name: 'Gate', nodes: { lock: { properties: { locked: { datatype: 'boolean' } } } } }),
    ]));

  test('versions 4 and 5 live side by side below the same word', () => {
    const lines = [...door4, ...device5('gate', { name: 'Gate' })].map((line) => ({
      ...line,
      topic: line.topic.replace(/^(?:house|home)/, 'homie'),
    }));
    expect([...listen(homie, lines).home.devices.keys()]).toEqual(['homie:homie/door', 'homie:homie/5/gate']);
    expect([...listen(homie, lines.toReversed()).home.devices.keys()].toSorted()).toEqual([
      'homie:homie/5/gate',
      'homie:homie/door',
    ]);
  });

  test('a base of three levels is found as well', () => {
    const lines = door4.map((line) => ({ ...line, topic: `my/own/${line.topic}` }));
    expect(listen(homie, lines).named('Haustür')).toMatchObject({ id: 'homie:my/own/house/door', kind: 'lock' });
  });

  test('listens to what its devices have, and to nothing else', () => {
    expect(listen(homie, []).reader.filters()).toEqual([
      '+/5/+/$state',
      '+/+/$homie',
      '+/+/+/$homie',
      '+/+/+/+/$homie',
    ]);
    const { reader } = listen(homie, [...door4, ...device5('gate', { nodes: { lock: {} } })]);
    expect(reader.filters().slice(4)).toEqual([
      'house/door/+',
      'house/door/$fw/+',
      'house/door/$stats/+',
      'house/door/bolt/+',
      'house/door/bolt/+/+',
      'house/door/leaf/+',
      'house/door/leaf/+/+',
      'home/5/gate/$description',
      'home/5/gate/$alert/+',
      'home/5/gate/lock/+',
    ]);
    const revision = reader.filtersRevision;
    reader.read(messageOf({ topic: 'house/door/leaf/open', payload: 'false' }));
    expect(reader.filtersRevision).toBe(revision);
  });

  test('a lock is told what its own property understands', () => {
    const { reader } = listen(homie, [
      ...door4,
      ...device5('gate', {
        nodes: { lock: { properties: { state: { datatype: 'enum', format: 'LOCKED,UNLOCKED', settable: true } } } },
      }),
    ]);
    expect(reader.encode('homie:house/door', { type: 'lock' })).toEqual([
      { topic: 'house/door/bolt/locked/set', payload: 'true', qos: 1 },
    ]);
    expect(reader.encode('homie:home/5/gate', { type: 'unlock' })).toEqual([
      { topic: 'home/5/gate/lock/state/set', payload: 'UNLOCKED', qos: 1 },
    ]);
    expect(reader.encode('homie:house/door', { type: 'switch', on: true })).toBeNull();
    expect(reader.encode('homie:nobody', { type: 'lock' })).toBeNull();
  });

  test('what cannot be set cannot be told', () => {
    const { reader } = listen(
      homie,
      device5('gate', { nodes: { lock: { properties: { locked: { datatype: 'boolean' } } } } }),
    );
    expect(reader.encode('homie:home/5/gate', { type: 'lock' })).toBeNull();
  });

  test('a code that stands in a property is masked and told as exposed; an empty text is none', () => {
    const { decoded, home } = listen(homie, [
      ...door4,
      { topic: 'house/door/leaf/pin', payload: '\u0000' },
      { topic: 'house/door/leaf/pin', payload: '4821' },
      { topic: 'house/door/leaf/pin/set', payload: 'rtsp://me:secret@camera' },
    ]);
    expect(decoded.at(-3)?.masked).toBeNull();
    expect(decoded.at(-2)?.masked).toBe('•••');
    expect(decoded.at(-1)?.masked).not.toContain('secret');
    expect(JSON.stringify([...home.devices.values()])).not.toContain('4821');
    expect(home.devices.get('homie:house/door')?.leaks).toEqual([
      { secret: 'lock-code', topic: 'house/door/leaf/pin', by: 'homie' },
    ]);
  });

  test('the settings of a device are shown without their passwords', () => {
    const config = { topic: 'house/door/$implementation/config', payload: { wifi: { ssid: 'x', password: '4821' } } };
    const { decoded, home } = listen(homie, [...door4, config]);
    expect(decoded.at(-1)?.masked).toEqual(expect.not.stringContaining('4821'));
    expect(home.devices.get('homie:house/door')?.leaks).toHaveLength(1);
  });

  test('a last will is the word of the broker, not of the device', () => {
    const { home } = listen(homie, [...door4, { topic: 'house/door/$state', payload: 'lost' }]);
    expect(home.devices.get('homie:house/door')).toMatchObject({ reachability: 'offline', lastSeen: null });
  });

  test('what others say below such a topic is not Homie', () => {
    const lines: readonly Line[] = [
      { topic: 'garden/pump/$state', payload: 'running' },
      { topic: 'zigbee2mqtt/door', payload: { state: 'LOCK' } },
      { topic: 'lonely', payload: 'ready' },
    ];
    expect(listen(homie, lines).decoded).toEqual([null, null, null]);
  });
});

describe('whatever is on the wire', () => {
  test('nothing makes the reader throw, and no prototype is touched', () => {
    expectNothingBreaks(homie, [...door4, ...device5('gate', { name: 'Gate', root: 'gate', children: ['gate'] })]);
  });

  test('a flood of devices does not grow the memory without bound', () => {
    expectBoundedMemory(homie, door4, (n) => ({ topic: `house/flood-${n}/$state`, payload: 'ready' }));
  });
});
