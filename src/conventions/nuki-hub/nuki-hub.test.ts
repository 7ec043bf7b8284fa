import { describe, expect, test } from 'vitest';

import {
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  listen,
  messageOf,
  type Line,
} from '../listen.testing';
import { begin, examples, settings } from './examples.testing';
import { nukiHub } from './nuki-hub';

describe('Nuki Hub', () => {
  test.each(examples)('$story', (example) => expectExample(nukiHub, example));

  test('who listens only to what it asks for finds the same', () =>
    expectFoundByFilters(nukiHub, [...begin, settings]));

  test('listens below the hubs it has found', () => {
    const { reader } = listen(nukiHub, begin);
    expect(reader.filters()).toEqual([
      '+/maintenance/mqttConnectionState',
      '+/+/maintenance/mqttConnectionState',
      'door/maintenance/wifiRssi',
      'door/maintenance/update',
      'door/configuration/commandResult',
      'door/info/+',
      ...['lock', 'opener'].flatMap((part) =>
        ['+', 'battery/+', 'info/+', 'configuration/basicJson', 'keypad/json', 'keypad/commandResultJson'].map(
          (topic) => `door/${part}/${topic}`,
        ),
      ),
    ]);
    const revision = reader.filtersRevision;
    reader.read(messageOf({ topic: 'door/lock/hastate', payload: 'unlocked' }));
    expect(reader.filtersRevision).toBe(revision);
  });

  test.each(['before', 'after'])('a lock and its Home Assistant discovery, which came %s, are one', (order) => {
    const configs: readonly Line[] = [
      {
        topic: 'homeassistant/lock/2a7c11b5/smartlock/config',
        payload: {
          dev: { ids: ['nuki_2a7c11b5'] },
          '~': 'door/lock',
          stat_t: '~/hastate',
          avty: [{ t: 'door/maintenance/mqttConnectionState' }],
        },
      },
      {
        topic: 'homeassistant/sensor/51a2f00d01/rssi/config',
        payload: { dev: { ids: ['nuki_51a2f00d01'] }, '~': 'door', stat_t: '~/maintenance/wifiRssi' },
      },
    ];
    const { home } = listen(nukiHub, order === 'before' ? [...configs, ...begin] : [...begin, ...configs]);
    expect([...home.devices.values()].map(({ identifiers }) => identifiers)).toEqual([
      ['nuki-hub:door', 'ha:nuki_51a2f00d01'],
      ['nuki-hub:door/lock', 'nuki:2a7c11b5', 'ha:nuki_2a7c11b5'],
    ]);
  });

  test('a lock is locked and unlocked, a hub is updated where it may be', () => {
    const { reader } = listen(nukiHub, begin);
    const lock = 'nuki-hub:door/lock';
    expect(reader.encode(lock, { type: 'lock' })).toEqual([{ topic: 'door/lock/action', payload: 'lock', qos: 1 }]);
    expect(reader.encode(lock, { type: 'unlock' })).toEqual([{ topic: 'door/lock/action', payload: 'unlock', qos: 1 }]);
    expect(reader.encode(lock, { type: 'update' })).toBeNull();
    expect(reader.encode('nuki-hub:door', { type: 'update' })).toBeNull();
    expect(reader.encode('nuki-hub:door/opener', { type: 'lock' })).toBeNull();
    reader.read(messageOf({ topic: 'door/maintenance/update', payload: '0' }));
    expect(reader.encode('nuki-hub:door', { type: 'update' })).toEqual([
      { topic: 'door/maintenance/update', payload: '1', qos: 1 },
    ]);
  });

  test('a hub takes another log-in where its configuration may be changed, and nobody is shown what is sent there', () => {
    const { reader } = listen(nukiHub, begin);
    const login = { username: 'hub.b', password: 'hush-hush' };
    expect(reader.changeLogin?.('nuki-hub:door', login, 't')).toBeNull();
    const told = reader.read(messageOf({ topic: 'door/configuration/action', payload: '{"mqttpass":"other"}' }));
    expect(told?.masked).toBe('•••');
    expect(reader.changeLogin?.('nuki-hub:door', login, 't')?.ask.topic).toBe('door/configuration/action');
    expect(reader.changeLogin?.('nuki-hub:door/lock', login, 't')).toBeNull();
  });

  test('a hub of which only the answers may be heard tells all the same that it can be given another log-in', () => {
    const { reader, named } = listen(nukiHub, [
      ...begin,
      { topic: 'door/configuration/commandResult', payload: '--', retained: true },
    ]);
    expect(named('door')?.login?.value).toEqual({ username: null, clientId: 'door', handOver: 'command' });
    const login = { username: 'hub.b', password: 'hush-hush' };
    expect(reader.changeLogin?.('nuki-hub:door', login, 't')).toMatchObject({
      ask: { topic: 'door/configuration/action' },
    });
  });

  test('codes in the list of a keypad, and in commands to it, are shown nowhere', () => {
    const { decoded, named } = listen(nukiHub, [
      ...begin,
      settings,
      { topic: 'door/lock/keypad/json', payload: [{ codeId: 3, name: 'Cleaner', code: '589472' }] },
      { topic: 'door/lock/keypad/actionJson', payload: { action: 'update', codeId: '3', code: '589472' } },
    ]);
    for (const one of decoded.slice(-2)) expect(one?.masked).toEqual(expect.not.stringContaining('589472'));
    expect(named('Haustür')).toMatchObject({
      capabilities: expect.arrayContaining(['pin-codes', 'keypad']),
      leaks: [{ topic: 'door/lock/keypad/json' }],
    });
  });

  test('two hubs are heard side by side', () => {
    const second = begin.map((line) => ({ ...line, topic: line.topic.replace('door/', 'my/shed/') }));
    expect([...listen(nukiHub, [...begin, ...second]).home.devices.keys()]).toEqual([
      'nuki-hub:door',
      'nuki-hub:door/lock',
      'nuki-hub:my/shed',
      'nuki-hub:my/shed/lock',
    ]);
  });
});

describe('whatever is on the wire', () => {
  test('nothing makes the reader throw, and no prototype is touched', () => {
    const config = {
      topic: 'homeassistant/lock/x/config',
      payload: { dev: { ids: 'nuki_x' }, stat_t: 'door/lock/state' },
    };
    expectNothingBreaks(nukiHub, [...begin, settings, config]);
  });
});
