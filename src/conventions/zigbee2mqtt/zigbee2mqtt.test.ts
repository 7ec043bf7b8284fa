import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { covers } from '@/broker/topic';
import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Message } from '@/core/message';

import { bridgeDevices, examples } from './examples.testing';
import { zigbee2mqtt } from './zigbee2mqtt';

const encoder = new TextEncoder();
const asText = (payload: unknown) => (typeof payload === 'string' ? payload : JSON.stringify(payload));
const message = (topic: string, payload: unknown, retained = false, at = 1_800_000_000_000): Message => ({
  topic,
  payload: encoder.encode(asText(payload)),
  retained,
  at,
});
const door = 'zigbee2mqtt:z/0x00124b00000000aa';

function listen(messages: readonly Message[]) {
  const reader = zigbee2mqtt.open();
  const home = openHome();
  const decoded = messages.map((one) => reader.read(one));
  for (const one of decoded) for (const observation of one?.observations ?? []) fold(home, observation, openChanges());
  return { reader, home, decoded, problems: decoded.flatMap((one) => one?.problems ?? []) };
}

function begun() {
  return listen([message('z/bridge/state', { state: 'online' }), message('z/bridge/devices', bridgeDevices)]);
}

describe('Zigbee2MQTT', () => {
  test.each(examples)('$story', ({ messages, door: expected, bridge, problems = [] }) => {
    const heard = listen(messages.map((one) => message(one.topic, one.payload, one.retained)));
    const device = heard.home.devices.get('ieee:0x00124b00000000aa');
    if (expected !== undefined) expect(device).toMatchObject(expected);
    if (bridge !== undefined) expect(heard.home.devices.get('ieee:0x00124b0000000001')).toMatchObject(bridge);
    expect(heard.problems.map(({ reason }) => reason)).toEqual(problems.map((reason) => expect.stringMatching(reason)));
    expect(JSON.stringify([...heard.home.devices.values()])).not.toContain('4821');
  });

  test.each([
    [' ', '0x00124b00000000aa'],
    [' Back door ', 'Back door'],
  ])('blanks in the name %j belong to its topic, and are not shown', (name, shown) => {
    const devices = bridgeDevices.map((one) => (one.type === 'EndDevice' ? { ...one, friendly_name: name } : one));
    const { reader, home } = listen([
      message('z/bridge/state', { state: 'online' }),
      message('z/bridge/groups', [{ friendly_name: ' ', members: [{ ieee_address: '0x00124b00000000aa' }] }]),
      message('z/bridge/devices', devices),
      message(`z/${name}`, { state: 'LOCK', lock_state: 'locked' }),
    ]);
    expect(home.devices.get('ieee:0x00124b00000000aa')).toMatchObject({
      name: shown,
      state: { lock: { value: 'locked' } },
    });
    expect(reader.filters()).toContain(`z/${name}`);
    expect(reader.encode(door, { type: 'unlock' })?.[0]?.topic).toBe(`z/${name}/set`);
    expect(reader.waysIn?.(door).map(({ filter }) => filter)).toContain('z/ /set/#');
  });

  test.each([
    [{ action: 'password_not_match' }, { text: 'A wrong code was entered', meaning: 'wrong-code' }],
    [{ action: 'finger_not_match' }, { text: 'A finger was tried that it does not know' }],
    [
      { action: 'password_open', action_user: 4 },
      { text: 'Opened at the keypad with the code of user 4', meaning: 'right-code' },
    ],
    [{ action: 'finger_add' }, { text: 'A finger was added', meaning: 'code-added' }],
    [{ action: 'ring_bell' }, { text: 'Somebody rang', meaning: 'rang' }],
  ])('a lock of Aqara says %j in words that mean something', (payload, said) => {
    const { reader } = begun();
    const facts = reader.read(message('z/Haus/Tür', payload))?.observations.map(({ fact }) => fact);
    expect(facts).toContainEqual({ type: 'event', event: payload.action, ...said });
  });

  test('listens to the very topics of its devices, and to nothing else', () => {
    const { reader } = begun();
    expect(reader.filters()).toEqual([
      '+/bridge/state',
      '+/+/bridge/state',
      '+/+/+/bridge/state',
      'z/bridge/info',
      'z/bridge/devices',
      'z/bridge/groups',
      'z/bridge/response/device/ota_update/+',
      'z/Haus/Tür/availability',
      'z/Haus/Tür',
    ]);
    const revision = reader.filtersRevision;
    reader.read(message('z/bridge/devices', bridgeDevices));
    expect(reader.filtersRevision).toBe(revision);
  });

  test.each([
    ['the outer one first', ['z', 'z/cellar']],
    ['the inner one first', ['z/cellar', 'z']],
  ])('a bridge whose base lies below that of another is a bridge of its own: %s', (_, bases) => {
    const { home, problems } = listen([
      ...bases.flatMap((base) => [
        message(`${base}/bridge/state`, { state: 'online' }, true),
        message(
          `${base}/bridge/devices`,
          bridgeDevices.map((one) =>
            base === 'z' ? one : { ...one, ieee_address: one.ieee_address.replace('0x00', '0x01') },
          ),
        ),
      ]),
      message('z/Haus/Tür', { state: 'LOCK', lock_state: 'locked' }),
      message('z/cellar/Haus/Tür', { state: 'UNLOCK', lock_state: 'unlocked' }),
    ]);
    expect(home.devices.get('ieee:0x00124b00000000aa')?.state.lock?.value).toBe('locked');
    expect(home.devices.get('ieee:0x01124b00000000aa')?.state.lock?.value).toBe('unlocked');
    expect(problems).toEqual([]);
  });

  test('is found on a base of three levels', () => {
    const base = 'haus/keller/zigbee2mqtt';
    const { reader, home } = listen([
      message(`${base}/bridge/state`, { state: 'online' }),
      message(`${base}/bridge/devices`, bridgeDevices),
    ]);
    const found = reader.filters().filter((filter) => covers(filter, `${base}/bridge/state`));
    expect(found).toEqual(['+/+/+/bridge/state']);
    expect(home.devices.size).toBe(2);
  });

  test('listens below those topics where a bridge publishes each attribute by itself, and to no topic twice', () => {
    const { reader } = begun();
    const revision = reader.filtersRevision;
    reader.read(message('z/bridge/info', { config: { advanced: { output: 'attribute' } } }));
    expect(reader.filters().slice(-1)).toEqual(['z/Haus/Tür/+']);
    expect(reader.filtersRevision).toBeGreaterThan(revision);
    reader.read(message('z/bridge/info', { config: { advanced: { output: 'attribute_and_json' } } }));
    expect(reader.filters().slice(-2)).toEqual(['z/Haus/Tür/availability', 'z/Haus/Tür']);
  });

  test('two bridges are heard side by side, one of them on a base of two levels', () => {
    const { home } = listen([
      message('home/zigbee/bridge/state', 'online'),
      message('home/zigbee/bridge/devices', bridgeDevices),
      message('z/bridge/state', { state: 'online' }),
      message('z/bridge/devices', [{ ...bridgeDevices[1], ieee_address: '0xcc' }]),
    ]);
    expect([...home.devices.keys()]).toEqual(['ieee:0x00124b0000000001', 'ieee:0x00124b00000000aa', 'ieee:0xcc']);
  });

  test('what another program says below a topic of the same form is not ours', () => {
    const { decoded, home } = listen([message('nuki/bridge/state', 'idle'), message('garden/pump', '{"on":true}')]);
    expect(decoded).toEqual([null, null]);
    expect(home.devices.size).toBe(0);
  });

  test('a code that is set or entered is masked wherever it stands', () => {
    const { reader } = begun();
    const shown = [
      reader.read(message('z/Haus/Tür/set', { pin_code: { user: 1, pin_code: '4821' } })),
      reader.read(message('z/Haus/Tür', { action: 'disarm', action_code: '4821' })),
      reader.read(message('z/bridge/logging', { message: 'x', code: '4821' })),
    ];
    for (const one of shown) {
      expect(one?.masked).toEqual(expect.any(String));
      expect(one?.masked).not.toContain('4821');
    }
    expect(shown[1]?.observations.some(({ fact }) => fact.type === 'secret-exposed')).toBe(true);
  });

  test('a retained state does not mean that the device spoke just now', () => {
    const { reader } = begun();
    const facts = reader.read(message('z/Haus/Tür', { battery: 50 }, true))?.observations.map(({ fact }) => fact.type);
    expect(facts).toEqual(['battery']);
  });

  test('the time a device was seen is its own, unless its clock is ahead', () => {
    const { reader } = begun();
    const at = 1_800_000_000_000;
    const heard = (last_seen: unknown) =>
      reader
        .read(message('z/Haus/Tür', { last_seen }, false, at))
        ?.observations.find(({ fact }) => fact.type === 'heard')?.fact;
    expect(heard('2027-01-15T07:59:00.000Z')).toEqual({ type: 'heard', at: Date.UTC(2027, 0, 15, 7, 59) });
    expect(heard(at - 5000)).toEqual({ type: 'heard', at: at - 5000 });
    expect(heard('2099-01-01T00:00:00Z')).toEqual({ type: 'heard', at });
    expect(heard('yesterday')).toEqual({ type: 'heard', at });
  });

  test.each([
    [{ type: 'lock' }, 'z/Haus/Tür/set', '{"state":"LOCK"}'],
    [{ type: 'unlock' }, 'z/Haus/Tür/set', '{"state":"UNLOCK"}'],
    [{ type: 'refresh' }, 'z/Haus/Tür/get', '{"state":""}'],
  ] as const)('the door is told to $type', (command, topic, payload) => {
    expect(begun().reader.encode(door, command)).toEqual([{ topic, payload, qos: 1 }]);
  });

  test.each([
    ['check-for-update', 'check'],
    ['update', 'update'],
  ] as const)('to %s is asked of the bridge, in the same words each time', (type, work) => {
    const ask = () => begun().reader.encode(door, { type });
    expect(ask()).toEqual([
      {
        topic: `z/bridge/request/device/ota_update/${work}`,
        payload: `{"id":"Haus/Tür","transaction":"gatehouse-${work}-0x00124b00000000aa"}`,
        qos: 1,
      },
    ]);
    expect(ask()).toEqual(ask());
  });

  test('no update is asked for a model of which the bridge has none', () => {
    const { reader } = begun();
    const plain = { ...bridgeDevices[1], definition: { vendor: 'Aqara', model: 'M', exposes: [] } };
    reader.read(message('z/bridge/devices', [bridgeDevices[0], plain]));
    expect(reader.encode(door, { type: 'update' })).toBeNull();
    expect(reader.encode(door, { type: 'check-for-update' })).toBeNull();
  });

  test('a door is no switch and no siren', () => {
    const { reader } = begun();
    expect(reader.encode(door, { type: 'switch', on: true })).toBeNull();
    expect(reader.encode(door, { type: 'siren', sounding: true })).toBeNull();
  });

  test('its bridge can be asked whether it is well, and knows the answer to its own question', () => {
    const { reader } = begun();
    const question = reader.askHealth('zigbee2mqtt:z/0x00124b0000000001', 't1');
    expect(question?.ask.topic).toBe('z/bridge/request/health_check');
    expect(question?.matches('{"data":{"healthy":true},"status":"ok","transaction":"t1"}')).toBe(true);
    expect(question?.matches('{"data":{"healthy":true},"status":"ok","transaction":"other"}')).toBe(false);
    expect(reader.isHealthy('{"data":{"healthy":true},"status":"ok"}')).toBe(true);
    expect(reader.isHealthy('{"data":{},"error":"x","status":"error"}')).toBe(false);
  });

  test('devices whose availability the broker kept back are named', () => {
    const { reader } = begun();
    expect(reader.unheard()).toEqual([]);
    reader.read(message('z/bridge/info', { config: { availability: { enabled: true } } }));
    expect(reader.unheard()).toEqual(['z/Haus/Tür/availability']);
    reader.read(message('z/Haus/Tür/availability', 'online', true));
    expect(reader.unheard()).toEqual([]);
  });
});

describe('an error that names a device in apostrophes', () => {
  const named = (name: string) => {
    const payload = { data: {}, status: 'error', error: `Update of '${name}' failed (It did not answer)` };
    const heard = listen([
      message('z/bridge/state', { state: 'online' }),
      message('z/bridge/devices', [bridgeDevices[0], { ...bridgeDevices[1], friendly_name: name }]),
      message('z/bridge/response/device/ota_update/update', payload),
    ]);
    return heard.home.devices.get('ieee:0x00124b00000000aa')?.lastUpdate?.value.reason;
  };

  test.each(["Anna's lock", "'", "''", "it's o'clock", 'failed (', 'x'.repeat(200)])('is about %s', (name) => {
    expect(named(name)).toBe('It did not answer');
  });

  test('holds no password that stands in an address', () => {
    const { reader } = begun();
    const error = "Update of 'Haus/Tür' failed (cannot load http://me:s3cret@host/x.ota)";
    const answer = message('z/bridge/response/device/ota_update/update', { data: {}, status: 'error', error });
    expect(JSON.stringify(reader.read(answer))).not.toContain('s3cret');
  });
});

describe('the answer to an update that is left for a sleeper', () => {
  const answered = (answer: object, ...states: readonly string[]) => {
    const heard = listen([
      message('z/bridge/state', { state: 'online' }),
      message('z/bridge/devices', bridgeDevices),
      ...states.map((state) => message('z/Haus/Tür', { update: { state } })),
      message('z/bridge/response/device/ota_update/schedule', answer),
    ]);
    return heard.home.devices.get('ieee:0x00124b00000000aa')?.lastUpdate?.value;
  };
  const transaction = 'gatehouse-schedule-0x00124b00000000aa';

  test('tells why it is not', () => {
    const error = "Device 'Haus/Tür' does not support OTA updates";
    expect(answered({ status: 'error', error, transaction })).toMatchObject({ outcome: 'failed', reason: error });
  });

  test('is no end of it where it is left, or was already', () => {
    expect(answered({ status: 'ok', data: { id: 'Haus/Tür' }, transaction })).toBeUndefined();
    const twice = { status: 'error', error: 'Whatever it says of a second one', transaction };
    expect(answered(twice, 'available', 'scheduled')).toBeUndefined();
    expect(answered(twice, 'scheduled', 'available')).toMatchObject({ outcome: 'failed', percent: null });
    expect(answered({ ...twice, error: 'Update already scheduled' })).toMatchObject({ outcome: 'failed' });
  });
});

describe('whatever is on the wire', () => {
  const topics = fc.constantFrom(
    'z/bridge/state',
    'z/bridge/devices',
    'z/bridge/info',
    'z/bridge/event',
    'z/bridge/response/device/ota_update/check',
    'z/bridge/response/device/ota_update/update',
    'z/bridge/response/device/ota_update/schedule',
    'z/Haus/Tür',
    'z/Haus/Tür/availability',
    'z/Haus/Tür/set',
    'z/nobody',
    '__proto__/bridge/state',
    '/bridge/devices',
    '',
  );
  const hostile = fc.constantFrom(
    '['.repeat(5_000),
    `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    '{"__proto__":{"battery":1},"constructor":{"prototype":1}}',
    '"\\ud800"',
    '{"battery":1e999,"linkquality":-1,"state":{}}',
    '{"state":{"toString":1,"valueOf":1}}',
    '[{"ieee_address":"0xaa","definition":{"exposes":[{"type":"lock","features":[null,{"property":7}]}]}}]',
    '{"status":"ok","data":{"id":"Haus/Tür","update_available":1,"to":{"software_build_id":{}}}}',
    `{"status":"error","error":"${"'Haus/Tür".repeat(2_000)}"}`,
    '{"status":"error","transaction":"gatehouse-update-0x00124b00000000aa","error":["x"]}',
    JSON.stringify(
      Array.from({ length: 300 }, (_, n) => ({ ieee_address: `0x${n.toString(16)}`, friendly_name: 'x'.repeat(999) })),
    ),
  );
  const payloads = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    hostile.map((text) => encoder.encode(text)),
    fc.json().map((text) => encoder.encode(text)),
    fc.constant(encoder.encode(JSON.stringify(bridgeDevices))),
  );

  test('nothing makes the reader throw, and no prototype is touched', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ topic: topics, payload: payloads, retained: fc.boolean() }), { maxLength: 12 }),
        (story) => {
          const { home } = listen(story.map((one) => ({ ...one, at: 1 })));
          for (const device of home.devices.values()) expect(device.name.length).toBeLessThanOrEqual(256);
          expect(({} as Record<string, unknown>)['battery']).toBeUndefined();
        },
      ),
    );
  });

  test('a flood of topics nobody announced does not grow the memory without bound', () => {
    const { reader } = begun();
    for (let n = 0; n < 20_000; n++) reader.read(message(`z/unknown-${n}`, { battery: 1 }));
    const names = Array.from({ length: 20_000 }, (_, n) => ({
      ieee_address: `0x${(n + 1).toString(16)}`,
      friendly_name: `unknown-${n}`,
    }));
    const heard =
      reader.read(message('z/bridge/devices', names))?.observations.filter(({ fact }) => fact.type === 'heard') ?? [];
    expect(heard.length).toBeLessThanOrEqual(1_000);
    expect(heard.length).toBeGreaterThan(0);
  });
});
