import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Command } from '@/core/command';
import type { Message } from '@/core/message';
import { openPipeline } from '@/session/hearing/pipeline';

import type { Convention } from '../convention';
import { zigbee2mqtt } from '../zigbee2mqtt/zigbee2mqtt';
import { examples } from './examples.testing';
import { homeAssistant } from './home-assistant';

const encoder = new TextEncoder();
const at = 1_800_000_000_000;
const message = (topic: string, payload: unknown, retained = false): Message => ({
  topic,
  payload:
    payload instanceof Uint8Array
      ? payload
      : encoder.encode(typeof payload === 'string' ? payload : JSON.stringify(payload)),
  retained,
  at,
});

function listen(messages: readonly Message[], conventions: readonly Convention[] = [homeAssistant]) {
  const problems: string[] = [];
  const pipeline = openPipeline(conventions, ({ reason }) => problems.push(reason));
  const heard = messages.map((one) => pipeline.hear(one));
  const devices = () => [...pipeline.home.devices.values()];
  const [reader = homeAssistant.open()] = pipeline.readers;
  return { pipeline, reader, devices, heard, problems };
}

describe.each(Object.entries(examples))('%s', (_group, stories) => {
  test.each(stories)('$story', ({ messages, device, problems = [] }) => {
    const heard = listen(messages.map((one) => message(one.topic, one.payload, one.retained)));
    if (device === null) expect(heard.devices()).toEqual([]);
    else if (device !== undefined) expect(heard.devices()[0]).toMatchObject(device);
    expect(heard.problems).toEqual(problems.map((reason) => expect.stringMatching(reason)));
  });
});

const dev = { ids: ['d1'], name: 'Front door' };
const config = (component: string, object: string, options: Record<string, unknown>) =>
  message(`homeassistant/${component}/d1/${object}/config`, { dev, ...options }, true);

describe('a Zigbee lock that speaks through Zigbee2MQTT and through its discovery', () => {
  const ieee = '0x00124b00000000aa';
  const exposes = [
    {
      type: 'lock',
      features: [
        { type: 'binary', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' },
        { type: 'enum', property: 'lock_state', access: 1, values: ['not_fully_locked', 'locked', 'unlocked'] },
      ],
    },
    { type: 'numeric', property: 'battery', access: 1 },
  ];
  const native = [
    message('z/bridge/state', 'online', true),
    message('z/bridge/devices', [
      { ieee_address: '0x00124b0000000001', type: 'Coordinator', friendly_name: 'Coordinator', definition: null },
      { ieee_address: ieee, friendly_name: 'Door', definition: { vendor: 'Yale', model: 'YRD226', exposes } },
    ]),
  ];
  const entity = (component: string, object: string, options: Record<string, unknown>) =>
    message(`homeassistant/${component}/${ieee}/${object}/config`, {
      device: {
        identifiers: [`zigbee2mqtt_${ieee}`],
        name: 'Door',
        manufacturer: 'Yale',
        model: 'Assure lock',
        via_device: 'zigbee2mqtt_bridge_0x00124b0000000001',
      },
      state_topic: 'z/Door',
      ...options,
    });
  const discovery = [
    entity('lock', 'lock', {
      value_template: '{{ value_json.state }}',
      state_locked: 'LOCK',
      state_unlocked: 'UNLOCK',
    }),
    entity('sensor', 'linkquality', { value_template: '{{ value_json["linkquality"] }}', unit_of_measurement: 'lqi' }),
    message('homeassistant/sensor/bridge/version/config', {
      device: {
        identifiers: ['zigbee2mqtt_bridge_0x00124b0000000001'],
        manufacturer: 'Zigbee2MQTT',
        sw_version: '2.1',
      },
      state_topic: 'z/bridge/info',
    }),
  ];
  const state = message('z/Door', { state: 'UNLOCK', lock_state: 'not_fully_locked', battery: 50, linkquality: 90 });

  test.each([
    ['the bridge is heard first', [...native, ...discovery, state]],
    ['the discovery is heard first', [...discovery, ...native, state]],
    ['the state is heard before its discovery', [...native, state, ...discovery]],
  ])('is one device with one truth when %s', (_order, messages) => {
    const { devices, problems } = listen(messages, [zigbee2mqtt, homeAssistant]);
    expect(
      devices()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['ieee:0x00124b0000000001', `ieee:${ieee}`]);
    const door = devices().find(({ id }) => id === `ieee:${ieee}`);
    expect([...(door?.conventions ?? [])].toSorted()).toEqual(['home-assistant', 'zigbee2mqtt']);
    expect(door).toMatchObject({
      name: 'Door',
      model: 'YRD226',
      via: 'ieee:0x00124b0000000001',
      state: { lock: { value: 'not_fully_locked', by: 'zigbee2mqtt' } },
      battery: { value: { percent: 50 } },
      signal: { value: { lqi: 90 } },
    });
    expect(problems).toEqual([]);
  });

  test('counts each of its messages once', () => {
    const { devices } = listen(
      [...native, ...discovery, state, { ...state, at: at + 1 }],
      [zigbee2mqtt, homeAssistant],
    );
    expect(devices().find(({ id }) => id === `ieee:${ieee}`)?.messages).toBe(2);
  });

  test('is found by a Zigbee2MQTT on base homeassistant, amid the discovery messages', () => {
    const renamed = [...native, ...discovery, state].map(({ topic, payload, ...rest }) => ({
      ...rest,
      topic: topic.replace(/^z\//, 'homeassistant/'),
      payload: encoder.encode(new TextDecoder().decode(payload).replaceAll('"z/', '"homeassistant/')),
    }));
    const { devices, problems } = listen(renamed, [zigbee2mqtt, homeAssistant]);
    expect(devices()).toHaveLength(2);
    expect(devices().find(({ kind }) => kind === 'lock')?.conventions).toHaveLength(2);
    expect(problems).toEqual([]);
  });
});

test.each([
  ['mac', '00:00:00:00:00:00'],
  ['mac', 'FF-FF-FF-FF-FF-FF'],
  ['bluetooth', '000000000000'],
])('devices with the same %s address %s, which nobody set, stay two', (type, address) => {
  const { devices } = listen(
    ['d1', 'd2'].map((id) =>
      message(`homeassistant/sensor/${id}/temperature/config`, {
        device: { identifiers: [id], name: id, connections: [[type, address]] },
        state_topic: `home/${id}`,
        device_class: 'temperature',
      }),
    ),
  );
  expect(devices().map(({ name }) => name)).toEqual(['d1', 'd2']);
});

describe('what a device can be told', () => {
  const told = (configs: readonly Message[], command: Command) =>
    listen(configs).reader.encode('home-assistant:d1', command);
  const lock = (options: Record<string, unknown>) => [config('lock', 'bolt', { cmd_t: 'home/d1/set', ...options })];

  test.each([
    ['a lock, in the words it knows', lock({ pl_unlk: 'unlock' }), { type: 'unlock' }, 'unlock'],
    ['a lock, in Home Assistant’s words where it has none', lock({}), { type: 'lock' }, 'LOCK'],
    ['a lock whose words are numbers', lock({ pl_lock: 255 }), { type: 'lock' }, '255'],
    ['a lock with a template', lock({ cmd_tpl: '{"do":"{{ value | lower }}"}' }), { type: 'lock' }, '{"do":"lock"}'],
    ['a plug', [config('switch', 's', { cmd_t: 'home/d1/set', pl_on: 1 })], { type: 'switch', on: true }, '1'],
    [
      'a lamp',
      [config('light', 'l', { cmd_t: 'home/d1/set', schema: 'json' })],
      { type: 'switch', on: false },
      '{"state":"OFF"}',
    ],
    ['a siren', [config('siren', 's', { cmd_t: 'home/d1/set' })], { type: 'siren', sounding: true }, '{"state":"ON"}'],
    [
      'a siren with templates',
      [
        config('siren', 's', {
          cmd_t: 'home/d1/set',
          cmd_tpl: '{"t":"{{ tone | default(\'x\') }}"}',
          cmd_off_tpl: 'stop',
        }),
      ],
      { type: 'siren', sounding: false },
      'stop',
    ],
    [
      'an update',
      [config('update', 'u', { cmd_t: 'home/d1/set', pl_inst: '{"id":"d1"}' })],
      { type: 'update' },
      '{"id":"d1"}',
    ],
    [
      'a camera with a button',
      [config('camera', 'c', { t: 'x' }), config('button', 'update_snapshot', { cmd_t: 'home/d1/set' })],
      { type: 'take-picture' },
      'PRESS',
    ],
  ] as const)('%s', (_name, configs, command, payload) => {
    expect(told(configs, command)).toEqual([{ topic: 'home/d1/set', payload, qos: 1 }]);
  });

  test.each([
    ['a lock without a command topic', [config('lock', 'bolt', { stat_t: 'x' })], { type: 'lock' }],
    ['a lock that asks for a code', lock({ code_format: '^\\d{4}$' }), { type: 'unlock' }],
    ['a lock whose template is not understood', lock({ cmd_tpl: '{{ states("x") }}' }), { type: 'unlock' }],
    ['an update that only informs', [config('update', 'u', { stat_t: 'x' })], { type: 'update' }],
    ['a device that is asked for its firmware: discovery has no question', lock({}), { type: 'check-for-update' }],
    [
      'a lock that would have us administer the broker',
      lock({ cmd_t: '$CONTROL/dynamic-security/v1' }),
      { type: 'lock' },
    ],
    ['a lock that would have us speak as Gatehouse', lock({ cmd_t: 'gatehouse/v1/names' }), { type: 'lock' }],
    ['a lock with a wildcard for a topic', lock({ cmd_t: 'home/+/set' }), { type: 'lock' }],
  ] as const)('not %s', (_name, configs, command) => {
    expect(told(configs, command)).toBeNull();
  });
});

describe('pictures', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1);

  test.each([
    ['as they are', {}, jpeg],
    ['as base64', { image_encoding: 'b64' }, encoder.encode(btoa(String.fromCharCode(...jpeg)))],
  ])('come %s, with their bytes apart from the facts', (_how, options, payload) => {
    const { heard, devices } = listen([config('camera', 'view', { topic: 'v', ...options }), message('v', payload)]);
    expect(devices()[0]?.picture?.value).toEqual({ type: 'image/jpeg', bytes: 6, takenAt: null });
    const { picture, masked } = heard[1]?.decoded ?? {};
    expect(picture?.voice).toBe('home-assistant:d1');
    expect([...(picture?.bytes ?? [])]).toEqual([...jpeg]);
    expect(masked).toBe('(a picture)');
  });

  test('that somebody announces on the topic of a lock make nobody deaf to the lock', () => {
    const { devices } = listen([
      config('lock', 'bolt', { stat_t: 'home/d1' }),
      message('homeassistant/camera/d2/view/config', { dev: { ids: ['d2'] }, topic: 'home/d1' }),
      message('home/d1', 'UNLOCKED'),
    ]);
    expect(devices()[0]?.state.lock?.value).toBe('unlocked');
  });

  test('that are only addresses are never fetched', () => {
    const { reader, devices } = listen([config('image', 'view', { url_topic: 'v' })]);
    expect(reader.filters()).not.toContain('v');
    expect(devices()[0]?.kind).toBe('camera');
  });
});

describe('secrets that discovery leaves in the clear', () => {
  const panel = config('alarm_control_panel', 'panel', { stat_t: 'p', cmd_t: 'p/set', code: '4821' });
  const camera = config('camera', 'view', { topic: 'v', stream_source: 'rtsp://admin:hunter2@10.0.0.9/live' });
  const typed = message('p', '{"state":"disarmed","action_code":"7777"}');

  test('are told of, and are nowhere else', () => {
    const { devices, heard, problems } = listen([panel, camera, typed]);
    expect(devices()[0]?.leaks.map(({ secret }) => secret)).toEqual(['alarm-code', 'address-password', 'keypad-code']);
    const shown = JSON.stringify([devices(), problems, heard.map(({ decoded }) => decoded)]);
    expect(shown).not.toMatch(/4821|hunter2|7777/);
    for (const { decoded } of heard) expect(decoded?.masked).toContain('•••');
  });

  test('are told of the device that leaks them, not of the one it speaks through', () => {
    const { devices } = listen([
      message('homeassistant/sensor/hub/x/config', { dev: { ids: ['hub'] }, stat_t: 'x' }),
      message('homeassistant/alarm_control_panel/d1/panel/config', {
        dev: { ids: ['d1'], via_device: 'hub' },
        stat_t: 'p',
        code: '4821',
      }),
    ]);
    expect(devices().map(({ id, leaks }) => [id, leaks.length])).toEqual([
      ['ha:hub', 0],
      ['ha:d1', 1],
    ]);
  });

  test('a code that is checked elsewhere is none', () => {
    const { devices } = listen([config('alarm_control_panel', 'panel', { stat_t: 'p', code: 'REMOTE_CODE' })]);
    expect(devices()[0]?.leaks).toEqual([]);
  });
});

describe('where discovery is looked for', () => {
  const base = ['homeassistant/+/+/config', 'homeassistant/+/+/+/config'];

  test('below the default prefix first, then below any', () => {
    const reader = homeAssistant.open();
    expect(reader.filters()).toEqual(base);
    reader.lookFurther?.();
    expect(reader.filters()).toEqual([...base, '+/+/+/config', '+/+/+/+/config']);
    reader.read(message('my/lock/d1/bolt/config', { dev, stat_t: 'x' }));
    expect(reader.filters()).toContain('my/+/+/+/config');
  });

  test('a filter that is too full is asked for in parts, beside itself, for what comes later', () => {
    const reader = homeAssistant.open();
    reader.read(config('sensor', 'battery', { stat_t: 'x' }));
    reader.narrow?.('homeassistant/+/+/+/config');
    expect(reader.filters()).toEqual(expect.arrayContaining([...base, 'homeassistant/sensor/+/+/config']));
    reader.narrow?.('homeassistant/sensor/+/+/config');
    expect(reader.filters()).toEqual(
      expect.arrayContaining(['homeassistant/sensor/+/battery/config', 'homeassistant/sensor/d1/+/config']),
    );
    expect(reader.unheard()).toEqual([]);
    reader.narrow?.('homeassistant/sensor/d1/+/config');
    expect(reader.unheard()).toEqual(['homeassistant/sensor/d1/+/config']);
  });

  test('the topics of a device are listened to while it is there, and counted as a change', () => {
    const reader = homeAssistant.open();
    const before = reader.filtersRevision;
    reader.read(config('lock', 'bolt', { stat_t: 'home/d1', avty_t: 'home/up' }));
    expect(reader.filters()).toEqual([...base, 'home/d1', 'home/up']);
    const announced = reader.filtersRevision;
    expect(announced).toBeGreaterThan(before);
    reader.read(config('lock', 'bolt', { stat_t: 'home/d1', avty_t: 'home/up' }));
    expect(reader.filtersRevision).toBe(announced);
    reader.read(message('homeassistant/lock/d1/bolt/config', ''));
    expect(reader.filters()).toEqual(base);
  });
});

test('says what changed of what it listens to, as devices come, go and turn out to be one', () => {
  const place = fc.record({
    node: fc.constantFrom('a', 'b', 'c'),
    object: fc.constantFrom('x', 'y'),
    id: fc.constantFrom('1', '2', '3'),
  });
  const step = fc.record({
    place,
    state: fc.option(fc.constantFrom('s/1', 's/2', 's/+', 's/3')),
    isCombined: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { pipeline, reader } = listen([]);
      let before = { revision: reader.filtersRevision, filters: new Set(reader.filters()) };
      for (const [index, { place: at, state, isCombined }] of steps.entries()) {
        const options = { state_topic: state, device: { identifiers: isCombined ? ['1', at.id] : [at.id] } };
        pipeline.hear(message(`homeassistant/switch/${at.node}/${at.object}/config`, state === null ? '' : options));
        if (index % 3 !== 0) continue;
        const changes = reader.filtersSince?.(before.revision) ?? null;
        expect(changes).not.toBeNull();
        const filters = new Set(before.filters);
        for (const { come, gone } of changes ?? []) {
          for (const filter of gone) filters.delete(filter);
          for (const filter of come) filters.add(filter);
        }
        expect([...filters].toSorted()).toEqual([...reader.filters()].toSorted());
        before = { revision: reader.filtersRevision, filters };
      }
    }),
  );
});

test('does not say what changed where that is more than what its devices listen to', () => {
  const { pipeline, reader } = listen([config('lock', 'l', { state_topic: 's' })]);
  const { filtersRevision } = reader;
  reader.lookFurther?.();
  expect(reader.filtersSince?.(filtersRevision)).toBeNull();
  pipeline.hear(config('lock', 'm', { state_topic: 't' }));
  expect(reader.filtersSince?.(filtersRevision)).toBeNull();
});

test('a device that went offline stays so when another one joins the home', () => {
  const lamp = (id: string) =>
    message(`homeassistant/light/${id}/l/config`, {
      state_topic: `home/${id}`,
      availability_topic: `home/${id}/up`,
      device: { identifiers: [id], name: `Lamp ${id}` },
    });
  const { pipeline, devices } = listen([
    lamp('hall'),
    message('home/hall/up', 'online'),
    message('home/hall/up', 'online'),
    message('home/hall/up', 'offline'),
    lamp('attic'),
  ]);
  expect(devices()[0]?.reachability).toBe('offline');
  pipeline.hear(message('homeassistant/light/hall/l/config', ''));
  pipeline.hear(lamp('hall'));
  expect(devices().find(({ name }) => name === 'Lamp hall')?.reachability).not.toBe('online');
});

describe('whatever is on the wire', { timeout: 60_000 }, () => {
  const topics = fc.constantFrom(
    'homeassistant/lock/d1/bolt/config',
    'homeassistant/sensor/battery/config',
    'homeassistant/device/d1/config',
    'homeassistant/camera/d1/view/config',
    '__proto__/lock/x/config',
    'home/d1',
    'home/view',
    'a/b/c',
    '/config',
    '',
  );
  const words =
    '~ ~/x home/d1 home/view +/d1 # $SYS/x {{ value_json.a }} all lock sensor camera battery door b64 \u0000';
  const things = [null, true, 0, -1, '', [], ['d1'], [['mac', 'aa']], [[null]], {}, { t: 'home/d1' }, [{ t: 'a/b/c' }]];
  const devices = [
    { ids: ['d1'], via_device: 'd1' },
    { ids: 7, name: 'x'.repeat(999) },
  ];
  const templates = ['{{ value', '{{ value_json.a }}', '{% if value %}1{% endif %}'];
  const option = fc.constantFrom<unknown>(...words.split(' '), ...things, ...devices, ...templates);
  const keys = fc.constantFrom(
    ...'~ dev device ids cns stat_t topic avty avty_t avty_mode val_tpl cmps p name uniq_id cmd_t dev_cla ent_cat'.split(
      ' ',
    ),
    ...'l_ver_t img_e evt_typ pl_on json_attr_t migr_discvry __proto__ code o off_delay'.split(' '),
  );
  const object = fc.dictionary(keys, option, { maxKeys: 8 });
  const configs = fc.oneof(
    object,
    fc.dictionary(keys, object),
    fc.record({ dev: object, cmps: fc.dictionary(keys, object) }),
  );
  const hostile = fc.constantFrom(
    '['.repeat(5_000),
    `${'{"dev":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    '{"__proto__":{"polluted":1},"dev":{"ids":["__proto__"]},"stat_t":"home/d1"}',
    '"\\ud800"',
    '{"installed_version":1e999,"state":{"state":{}},"event_type":[]}',
    'x'.repeat(70_000),
    'NaN',
  );
  const payloads = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    configs.map((value) => encoder.encode(JSON.stringify(value))),
    hostile.map((text) => encoder.encode(text)),
    fc.json().map((text) => encoder.encode(text)),
  );

  test('nothing makes the reader throw, and no prototype is touched', () => {
    const commands: readonly Command[] = [{ type: 'lock' }, { type: 'siren', sounding: true }, { type: 'update' }];
    fc.assert(
      fc.property(
        fc.array(fc.record({ topic: topics, payload: payloads, retained: fc.boolean() }), { maxLength: 16 }),
        (story) => {
          const { reader, devices } = listen(story.map((one) => ({ ...one, at: 1 })));
          for (const device of devices()) {
            expect(device.name.length).toBeLessThanOrEqual(256);
            for (const voice of device.voices) for (const command of commands) reader.encode(voice, command);
          }
          for (const filter of reader.filters()) expect(filter).not.toMatch(/#|^\$|\+$/);
          expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a flood of announcements does not grow the memory without bound', () => {
    const cmps = Object.fromEntries(
      Array.from({ length: 600 }, (_, n) => [`c${n}`, { p: 'lock', stat_t: `home/${n}` }]),
    );
    const { devices, problems } = listen(
      Array.from({ length: 120 }, (_, n) =>
        message(`homeassistant/device/x${n}/config`, { dev: { ids: [`x${n}`], name: `${n}` }, cmps }),
      ),
    );
    expect(devices().length).toBeLessThan(100);
    expect(new Set(problems)).toEqual(new Set(['More is announced than Gatehouse can hold']));
  });

  test('ten thousand entities on one topic cost no more than a message may', () => {
    const { pipeline, problems } = listen(
      Array.from({ length: 2_000 }, (_, n) =>
        message(`homeassistant/sensor/x${n}/t/config`, {
          dev: { ids: [`x${n}`] },
          stat_t: 'home/all',
          dev_cla: 'temperature',
          val_tpl: `{{ ${n} ~ value${' | upper | lower'.repeat(40)} }}`,
        }),
      ),
    );
    pipeline.hear(message('home/all', 'x'.repeat(60_000)));
    expect(problems).toContain('More entities listen to this topic than are read');
  });
});
