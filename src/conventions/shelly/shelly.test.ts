import { describe, expect, test } from 'vitest';

import { hear, message, testExamples, testFlood, testHostile } from '../hearing.testing';
import { doorInfo, examples as gen1Examples, plugInfo } from './gen1/examples.testing';
import { readGen1Topic } from './gen1/topics';
import { deviceInfo, examples as gen2Examples, listOf, wholeStatus } from './gen2/examples.testing';
import { shelly } from './shelly';

const relay = 'shelly:shellyplus1pm-0a1b2c3d4e5f';
const online = { topic: 'shellyplus1pm-0a1b2c3d4e5f/online', payload: 'true', retained: true };
const answered = {
  topic: 'gatehouse/rpc',
  payload: { id: 2, src: 'shellyplus1pm-0a1b2c3d4e5f', result: wholeStatus },
};
const methodsOf = (questions: readonly { payload: string }[] = []) =>
  questions.map(({ payload }) => (JSON.parse(payload) as { method: string }).method);

describe('Shelly, first generation', () => {
  testExamples(shelly, gen1Examples);

  test('each device is listened to by the very topics of its parts', () => {
    const { reader } = hear(shelly, [{ topic: 'shellies/attic/lamp/online', payload: 'true', retained: true }]);
    const filters = reader.filters();
    expect(filters.slice(0, 6)).toEqual([
      'shellies/announce',
      '+/online',
      '+/+/online',
      '+/+/+/online',
      'gatehouse/rpc',
      'shellies/attic/lamp/announce',
    ]);
    expect(filters.slice(5).every((filter) => filter.startsWith('shellies/attic/lamp/') && !/[+#]/.test(filter))).toBe(
      true,
    );
  });

  test('one that is there is asked once for its whole status, one that sleeps is not', () => {
    const { reader } = hear(shelly, [
      { topic: 'shellies/plug/online', payload: 'true', retained: true },
      { topic: 'shellies/shellyht-1A2B3C/online', payload: 'false', retained: true },
    ]);
    expect(reader.introductions?.()).toEqual([
      { topic: 'shellies/plug/command', payload: 'announce', qos: 1 },
      { topic: 'shellies/plug/command', payload: 'update', qos: 1 },
    ]);
    expect(reader.introductions?.()).toEqual([]);
  });

  test.each([
    [{ type: 'switch', on: true }, 'relay/0/command', 'on'],
    [{ type: 'switch', on: false }, 'relay/0/command', 'off'],
    [{ type: 'update' }, 'command', 'update_fw'],
  ] as const)('the plug is told to $type', (command, part, payload) => {
    const { reader } = hear(shelly, [{ topic: 'shellies/plug/info', payload: plugInfo }]);
    expect(reader.encode('shelly:shellies/plug', command)).toEqual([
      { topic: `shellies/plug/${part}`, payload, qos: 1 },
    ]);
    expect(reader.encode('shelly:shellies/plug', { type: 'check-for-update' })).toBeNull();
  });

  testFlood(shelly, (index) => [{ topic: `shellies/x${index}/online`, payload: 'true' }], 1_000);
});

describe('Shelly, second generation and later', () => {
  testExamples(shelly, gen2Examples);

  test('anything may say that it is online: only a Shelly becomes a device', () => {
    const { decoded, home, reader } = hear(shelly, [
      { topic: 'nas/online', payload: 'true', retained: true },
      { topic: 'nas/status/disks', payload: 'all well' },
      { topic: 'printer/status/paper', payload: { level: 3 } },
      { topic: 'clock/online', payload: 'yes' },
    ]);
    expect(decoded).toEqual([null, null, null, null]);
    expect(home.devices.size).toBe(0);
    expect(reader.filters().slice(5)).toEqual(['nas/events/rpc', 'nas/status/+']);
  });

  test('one that is there is asked who it is, how it is and how it logs in; on a strange prefix the last comes first', () => {
    const { reader } = hear(shelly, [online, { topic: 'boiler/online', payload: 'true', retained: true }]);
    expect(methodsOf(reader.introductions?.())).toEqual(['Shelly.GetStatus', 'MQTT.GetConfig', 'Shelly.GetDeviceInfo']);
    reader.read(message({ topic: 'boiler/status/wifi', payload: { rssi: -50 } }));
    expect(methodsOf(reader.introductions?.())).toEqual(['MQTT.GetConfig']);
    const config = { id: 3, src: 'shellyplus1-0a1b2c3d4e70', result: { topic_prefix: 'boiler', user: 'b' } };
    reader.read(message({ topic: 'gatehouse/rpc', payload: config }));
    const next = reader.introductions?.() ?? [];
    expect(methodsOf(next)).toContain('Shelly.GetDeviceInfo');
    expect(next.every(({ topic }) => topic === 'boiler/rpc')).toBe(true);
  });

  test('one that comes back is asked again, for it may run another version; a sleeper is left alone', () => {
    const { reader } = hear(shelly, [
      online,
      { topic: 'gatehouse/rpc', payload: { id: 1, src: deviceInfo.id, result: deviceInfo } },
    ]);
    reader.introductions?.();
    reader.read(message({ ...online, retained: false }));
    expect(methodsOf(reader.introductions?.())).toContain('Shelly.GetDeviceInfo');
    const sleeper = 'shellyplusht-0a1b2c3d4e71';
    reader.read(message({ topic: `${sleeper}/online`, payload: 'true' }));
    reader.introductions?.();
    const known = { id: 1, src: sleeper, result: { ...deviceInfo, id: sleeper } };
    reader.read(message({ topic: 'gatehouse/rpc', payload: known }));
    reader.read(message({ topic: `${sleeper}/online`, payload: 'true' }));
    expect(reader.introductions?.()).toEqual([]);
  });

  test('one that hears Bluetooth sensors is asked what they are, part by part, and again when the list has changed', () => {
    const prefix = 'shellyblugwg3-0a1b2c3d4e64';
    const heard = (method: string, params: object) =>
      message({ topic: `${prefix}/events/rpc`, payload: { src: prefix, method, params } });
    const { reader } = hear(shelly, [{ topic: `${prefix}/online`, payload: 'true', retained: true }]);
    const asked = () =>
      (reader.introductions?.() ?? []).flatMap(({ payload }) => {
        const { method, params } = JSON.parse(payload) as { method: string; params?: { offset?: number } };
        return method === 'Shelly.GetComponents' ? [params?.offset] : [];
      });
    expect(asked()).toEqual([]);
    const revision = reader.filtersRevision;
    reader.read(heard('NotifyStatus', { 'bthomesensor:200': { value: true } }));
    expect(reader.filtersRevision).toBeGreaterThan(revision);
    expect(asked()).toEqual([0]);
    reader.read(heard('NotifyStatus', { 'bthomesensor:200': { value: false } }));
    expect(asked()).toEqual([]);
    const part = { key: 'bthomedevice:200', config: { addr: '3c:2e:f5:00:00:01' }, status: {} };
    reader.read(message(listOf([part], 0, 2)));
    expect(asked()).toEqual([1]);
    // what another page is answered, that asked for the same
    reader.read(message(listOf([part], 0, 2)));
    expect(asked()).toEqual([]);
    reader.read(message(listOf([], 1, 2)));
    expect(asked()).toEqual([]);
    reader.read(
      heard('NotifyEvent', { events: [{ component: 'sys', event: 'component_added', target: 'bthomedevice:201' }] }),
    );
    expect(asked()).toEqual([0]);
  });

  test('a Shelly that tells of Bluetooth sensors by the thousand is believed a few hundred', () => {
    const gateway = 'shellyblugwg3-0a1b2c3d4e64';
    const { reader } = hear(shelly, [{ topic: `${gateway}/online`, payload: 'true', retained: true }]);
    const addr = '3c:2e:f5:00:00:01';
    const tellsOfIt = (part: string) => {
      const params = { [part]: { value: 20, rssi: -50 } };
      const payload = { src: gateway, method: 'NotifyStatus', params };
      const decoded = reader.read(message({ topic: `${gateway}/events/rpc`, payload }));
      return decoded?.observations.some(({ device }) => device.endsWith(addr));
    };
    for (const name of ['bthomedevice', 'bthomesensor']) {
      for (let offset = 0; offset < 2_000; offset += 100) {
        const keys = Array.from({ length: 100 }, (_, index) => `${name}:${offset + index}`);
        const parts = keys.map((key) => ({ key, config: { addr, obj_id: 2 }, status: {} }));
        reader.read(message(listOf(parts, offset, 2_000)));
      }
      expect([`${name}:1`, `${name}:1999`].map(tellsOfIt)).toEqual([true, false]);
    }
  });

  test.each([
    [
      { type: 'switch', on: true },
      { id: 6, method: 'Switch.Set', params: { id: 0, on: true } },
    ],
    [{ type: 'check-for-update' }, { id: 4, method: 'Shelly.CheckForUpdate' }],
    [{ type: 'update' }, { id: 5, method: 'Shelly.Update', params: { stage: 'stable' } }],
  ] as const)('the relay is told to $type', (command, request) => {
    const { reader } = hear(shelly, [online, answered]);
    const [sent] = reader.encode(relay, command) ?? [];
    expect(sent).toMatchObject({ topic: 'shellyplus1pm-0a1b2c3d4e5f/rpc', qos: 1 });
    expect(JSON.parse(sent?.payload ?? '')).toEqual({ src: 'gatehouse', ...request });
    expect(reader.encode(relay, { type: 'unlock' })).toBeNull();
  });

  test.each([[['boiler', deviceInfo.id]], [[deviceInfo.id, 'boiler']]])(
    'whoever has another prefix now is told nothing below the former (%j)',
    (prefixes) => {
      const said = prefixes.map((prefix) => ({
        topic: `${prefix}/online`,
        payload: String(prefix === 'boiler'),
        retained: true,
      }));
      const login = { topic_prefix: 'boiler', user: 'b', client_id: 'b' };
      const { reader } = hear(shelly, [
        ...said,
        { topic: 'boiler/status/wifi', payload: { rssi: -50 } },
        { topic: 'gatehouse/rpc', payload: { id: 3, src: deviceInfo.id, result: login } },
        ...said,
      ]);
      expect(reader.encode(relay, { type: 'update' })).toBeNull();
      expect(reader.askLogin?.(relay, 't')).toBeNull();
      expect(reader.encode('shelly:boiler', { type: 'update' })?.[0]?.topic).toBe('boiler/rpc');
      // it was given the first one back
      reader.read(message({ topic: `${deviceInfo.id}/online`, payload: 'true' }));
      expect(reader.encode(relay, { type: 'update' })).not.toBeNull();
    },
  );

  test('a broker’s memory of a notification is no event', () => {
    const params = { events: [{ component: 'input:0', event: 'single_push' }] };
    const payload = { src: deviceInfo.id, method: 'NotifyEvent', params };
    const { decoded } = hear(shelly, [{ topic: `${deviceInfo.id}/events/rpc`, payload, retained: true }]);
    expect(decoded[0]?.observations.map(({ fact }) => fact.type)).toEqual(['identity']);
  });

  testFlood(
    shelly,
    (index) => [
      { topic: `shellyplus1-${index.toString(16).padStart(12, '0')}/online`, payload: 'true' },
      { topic: `x${index}/online`, payload: 'true' },
    ],
    1_000,
  );
});

test('a topic of many lines and levels is read no longer than it is long', () => {
  const began = performance.now();
  expect(readGen1Topic(`shellies/s${'/adc/'.repeat(40_000)}\n`)).toBeNull();
  expect(performance.now() - began).toBeLessThan(2_000);
});

testHostile(
  shelly,
  [
    'shellies/announce',
    'shellies/attic/online',
    'shellies/attic/info',
    'shellies/attic/status',
    'shellies/attic/sensor/temperature',
    'shellies/attic/relay/0',
    'shellyplus1pm-0a1b2c3d4e5f/online',
    'shellyplus1pm-0a1b2c3d4e5f/status/sys',
    'shellyplus1pm-0a1b2c3d4e5f/status/switch:0',
    'boiler/online',
    'boiler/status/wifi',
    'boiler/events/rpc',
    'gatehouse/rpc',
  ],
  [
    'true',
    'false',
    JSON.stringify(doorInfo),
    JSON.stringify(plugInfo),
    JSON.stringify({ id: 'attic', model: 'SHPLG-S', mac: '0A1B2C3D4E60', new_fw: true, fw_ver: '1' }),
    JSON.stringify({ id: 1, src: deviceInfo.id, result: deviceInfo }),
    JSON.stringify({ id: 2, src: deviceInfo.id, result: wholeStatus }),
    JSON.stringify({ src: deviceInfo.id, method: 'NotifyFullStatus', params: wholeStatus }),
    JSON.stringify({ src: 'x', method: 'NotifyEvent', params: { events: [{ component: 'sys', event: 'ota_error' }] } }),
    JSON.stringify(wholeStatus.sys),
    JSON.stringify(wholeStatus['switch:0']),
    JSON.stringify({
      ...listOf([{ key: 'bthomesensor:200', config: { addr: '3c:2e:f5:00:00:01', obj_id: 45 } }]).payload,
      src: deviceInfo.id,
    }),
    JSON.stringify({ src: deviceInfo.id, method: 'NotifyStatus', params: { 'bthomesensor:200': { value: true } } }),
  ],
);
