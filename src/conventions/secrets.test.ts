import { describe, expect, test } from 'vitest';

import type { ConventionName, SecretKind } from '@/core/observation';
import { loadedConventions } from '@/session/hearing/conventions.testing';
import { openPipeline } from '@/session/hearing/pipeline';

import { begin as alarmoBegin } from './alarmo/examples.testing';
import { begin as amcrestBegin, serial } from './amcrest2mqtt/examples.testing';
import { announcement } from './esphome/examples.testing';
import { begin as frigateBegin, stats } from './frigate/examples.testing';
import { device5, door4 } from './homie/examples.testing';
import { messageOf, type Line } from './listen.testing';
import { begin as nukiBegin, topic as nukiTopic } from './nuki/examples.testing';
import { begin as nukiHubBegin } from './nuki-hub/examples.testing';
import { begin as ringBegin } from './ring-mqtt/examples.testing';
import { secretKindOf } from './secrets';
import { config as tasmotaConfig } from './tasmota/examples.testing';
import { begin as wyzeBegin } from './wyze-bridge/examples.testing';
import { bridgeDevices } from './zigbee2mqtt/examples.testing';
import { begin as zwaveBegin, value as zwaveValue } from './zwave-js-ui/examples.testing';

/** What everybody could read on the broker, and must be neither shown nor passed over. */
const secret = 'S3cret94';
const url = `rtsp://viewer:${secret}@10.0.0.9/live`;

type Row = readonly [by: ConventionName, kind: SecretKind, begin: readonly Line[], leaking: Line];

const z2m: readonly Line[] = [
  { topic: 'zigbee2mqtt/bridge/state', payload: { state: 'online' }, retained: true },
  { topic: 'zigbee2mqtt/bridge/devices', payload: bridgeDevices, retained: true },
];
const tasmota: readonly Line[] = [
  { topic: 'tasmota/discovery/0123456789AB/config', payload: tasmotaConfig, retained: true },
];

const rows: readonly Row[] = [
  ['zigbee2mqtt', 'keypad-code', z2m, { topic: 'zigbee2mqtt/Haus/Tür', payload: { action_code: secret } }],
  ['zigbee2mqtt', 'lock-code', z2m, { topic: 'zigbee2mqtt/Haus/Tür', payload: { users: { 3: { pin_code: secret } } } }],
  [
    'zigbee2mqtt',
    'network-key',
    z2m,
    { topic: 'zigbee2mqtt/bridge/info', payload: { config: { advanced: { network_key: secret } } } },
  ],
  [
    'home-assistant',
    'alarm-code',
    [],
    {
      topic: 'homeassistant/alarm_control_panel/house/config',
      payload: { uniq_id: 'p1', stat_t: 'p', cmd_t: 'p/set', code: secret, dev: { ids: ['p1'], name: 'Panel' } },
    },
  ],
  [
    'home-assistant',
    'address-password',
    [],
    {
      topic: 'homeassistant/camera/yard/config',
      payload: { uniq_id: 'c1', topic: 'c', stream_source: url, dev: { ids: ['c1'], name: 'Yard' } },
    },
  ],
  [
    'ring-mqtt',
    'address-password',
    ringBegin,
    { topic: 'ring/home-1/camera/cam1/info/state', payload: { stream: url } },
  ],
  ['alarmo', 'alarm-code', alarmoBegin, { topic: 'alarmo/command', payload: { command: 'disarm', code: secret } }],
  ['frigate', 'address-password', frigateBegin, stats({ drive: 5 }, { source: url })],
  ['frigate', 'address-password', frigateBegin, { topic: 'nvr/drive/detect/state', payload: url }],
  ['wyze-bridge', 'address-password', wyzeBegin, { topic: 'wyzebridge/front-porch/rtsp_url', payload: url }],
  [
    'wyze-bridge',
    'address-password',
    wyzeBegin,
    { topic: 'wyzebridge/front-porch/stream_info', payload: { rtsp_url: url } },
  ],
  [
    'amcrest2mqtt',
    'address-password',
    amcrestBegin,
    { topic: `amcrest2mqtt/${serial}/webrtc`, payload: `http://me:${secret}@10.0.0.5:1984/` },
  ],
  ['nuki', 'lock-code', nukiBegin, { topic: `${nukiTopic}/keypad`, payload: { code: 1, pin_code: secret } }],
  [
    'nuki-hub',
    'lock-code',
    nukiHubBegin,
    { topic: 'door/lock/keypad/json', payload: [{ codeId: 1, name: 'Anna', code: secret }] },
  ],
  ['zwave-js-ui', 'lock-code', zwaveBegin, zwaveValue('hall/Front_Door/user_code/endpoint_0/userCode/3', secret, true)],
  ['homie', 'password', door4, { topic: 'house/door/$implementation/config', payload: { mqtt: { password: secret } } }],
  [
    'homie',
    'address-password',
    device5('cam', { nodes: { view: { properties: { source: { datatype: 'string' } } } } }),
    { topic: 'home/5/cam/view/source', payload: url },
  ],
  ['tasmota', 'broker-password', tasmota, { topic: 'house/heater/antwort/RESULT', payload: { MqttPassword: secret } }],
  ['tasmota', 'wifi-password', tasmota, { topic: 'house/heater/antwort/RESULT', payload: { Password1: secret } }],
  [
    'shelly',
    'password',
    [{ topic: 'shellyplus1-a8032ab12345/online', payload: 'true', retained: true }],
    {
      topic: 'shellyplus1-a8032ab12345/events/rpc',
      payload: {
        src: 'shellyplus1-a8032ab12345',
        method: 'NotifyStatus',
        params: { ts: 1, 'switch:0': { id: 0, output: true }, mqtt: { pass: secret } },
      },
    },
  ],
  [
    'shelly',
    'wifi-password',
    [],
    {
      topic: 'shellies/shellyplug-s-041234/info',
      payload: { wifi_sta: { connected: true }, wifi_key: secret, mac: 'A8032A041234' },
    },
  ],
  [
    'esphome',
    'wifi-password',
    [{ topic: 'esphome/discover/garage', payload: announcement, retained: true }],
    { topic: 'garage/sensor/note/state', payload: { wifi_key: secret } },
  ],
  [
    'openmqttgateway',
    'broker-password',
    [{ topic: 'home/OMG/LWT', payload: 'online', retained: true }],
    {
      topic: 'home/OMG/SYStoMQTT',
      payload: { uptime: 360, version: 'v1.7.0', rssi: -41, mac: '0A:1B:2C:3D:4E:5F', mqtt_pass: secret },
    },
  ],
];

describe('a secret in clear', () => {
  test.each(rows.map(([by, kind, begin, leaking]) => ({ by, kind, begin, leaking, topic: leaking.topic })))(
    '$by: $kind on $topic is hidden, and told of',
    ({ by, kind, begin, leaking }) => {
      const problems: unknown[] = [];
      const pipeline = openPipeline(loadedConventions, (problem) => problems.push(problem));
      for (const line of begin) pipeline.hear(messageOf(line));
      const { decoded } = pipeline.hear(messageOf(leaking));
      const leaks = [...pipeline.home.devices.values()].flatMap((device) => device.leaks);
      expect(leaks).toContainEqual({ secret: kind, topic: leaking.topic, by });
      expect(decoded?.masked).toEqual(expect.any(String));
      expect(JSON.stringify([decoded, problems, [...pipeline.home.devices.values()]])).not.toContain(secret);
    },
  );

  test.each<[string, SecretKind]>([
    ['action_code', 'keypad-code'],
    ['pin_code', 'lock-code'],
    ['user_code', 'lock-code'],
    ['disarm_code', 'alarm-code'],
    ['code', 'alarm-code'],
    ['network_key', 'network-key'],
    ['wpa_psk', 'wifi-password'],
    ['MqttPassword', 'broker-password'],
    ['url', 'address-password'],
    ['private_key', 'private-key'],
    ['token', 'password'],
  ])('a key called %s holds %s', (key, kind) => expect(secretKindOf(key)).toBe(kind));
});
