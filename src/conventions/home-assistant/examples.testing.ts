import { without } from '../listen.testing';

/** Small messages in the shapes of Home Assistant discovery, and what must be heard in them: success and refusal. */
export type Example = {
  readonly story: string;
  readonly messages: readonly Heard[];
  /** the part of the home's first device that must stand in the end; null: there is none */
  readonly device?: Record<string, unknown> | null;
  readonly problems?: readonly RegExp[];
};
type Heard = { readonly topic: string; readonly payload: unknown; readonly retained?: boolean };

/** the value of a told fact, whatever its evidence */
const told = (value: unknown) => ({ value });

const dev = { ids: ['d1'], name: 'Front door', mf: 'Nuki', mdl: 'SmartLock' };
const config = (component: string, object: string, options: Record<string, unknown>): Heard => ({
  topic: `homeassistant/${component}/d1/${object}/config`,
  payload: { dev: { ids: ['d1'] }, stat_t: `home/d1/${object}`, ...options },
});
const state = (object: string, payload: unknown, retained = false): Heard => ({
  topic: `home/d1/${object}`,
  payload,
  retained,
});
const lock = config('lock', 'bolt', { dev, cmd_t: 'home/d1/set' });

const identityExamples: readonly Example[] = [
  {
    story: 'several entities are one device, and one of them says who it is',
    messages: [config('sensor', 'battery', { dev_cla: 'battery' }), lock],
    device: { id: 'ha:d1', name: 'Front door', nameIsDerived: false, vendor: 'Nuki', model: 'SmartLock', kind: 'lock' },
  },
  {
    story: 'identifiers may be one text, or missing where there is a MAC',
    messages: [
      config('lock', 'bolt', { dev: { ids: '[398172F4]', name: 'A' } }),
      config('sensor', 'rssi', { dev: { cns: [['mac', 'CC:50:E3:A1:B2:C3']], ids: '[398172F4]' } }),
      config('sensor', 'uptime', { dev: { cns: [['mac', 'cc50e3a1b2c3']], name: 'B' } }),
    ],
    device: {
      id: 'ha:[398172f4]',
      identifiers: ['ha:[398172f4]', 'mac:cc:50:e3:a1:b2:c3', 'ha:mac:cc:50:e3:a1:b2:c3'],
    },
  },
  {
    story: 'an address that is only lent makes two devices no one',
    messages: [
      config('lock', 'bolt', { dev: { ids: ['d1'], cns: [['ip address', '10.0.0.21']], name: 'A' } }),
      config('camera', 'view', { dev: { ids: ['d2'], cns: [['host', '10.0.0.21']], name: 'B' } }),
    ],
    device: { id: 'ha:d1', identifiers: ['ha:d1'] },
  },
  {
    story: 'a name that is only the address was given by nobody',
    messages: [
      config('lock', 'bolt', { dev: { ids: ['zigbee2mqtt_0x00124b00000000aa'], name: '0x00124b00000000aa' } }),
    ],
    device: { id: 'ieee:0x00124b00000000aa', nameIsDerived: true },
  },
  {
    story: 'short, long and mixed keys, and a ~ at the start or the end of a topic',
    messages: [
      config('lock', 'bolt', {
        dev,
        '~': 'home/d1',
        stat_t: '~/state',
        availability_topic: '~/up',
        command_topic: '~/set',
      }),
      config('binary_sensor', 'door', { '~': '/d1', state_topic: 'home~', device_class: 'door' }),
      { topic: 'home/d1/state', payload: 'LOCKED' },
      { topic: 'home/d1/up', payload: 'online' },
      { topic: 'home/d1', payload: 'ON' },
    ],
    device: { state: { lock: told('locked'), contact: told('open') }, reachability: 'online' },
  },
  {
    story: 'the components of a device share what stands at its top, unless they have their own',
    messages: [
      {
        topic: 'homeassistant/device/d1/config',
        payload: {
          device: dev,
          o: { name: 'bridge' },
          avty_t: 'home/d1/up',
          state_topic: 'home/d1',
          cmps: {
            bolt: { p: 'lock', val_tpl: '{{ value_json.bolt }}' },
            battery: { platform: 'sensor', dev_cla: 'battery', stat_t: 'home/d1/battery' },
            siren: { p: 'siren' },
          },
        },
      },
      { topic: 'home/d1', payload: { bolt: 'UNLOCKED' } },
      state('battery', '64'),
      state('up', 'offline'),
    ],
    device: {
      kind: 'lock',
      capabilities: ['lock', 'battery'],
      state: { lock: told('unlocked') },
      battery: told({ percent: 64, low: null }),
      reachability: 'offline',
    },
  },
  {
    story: 'the device that others speak through is a hub, whichever of them is announced first',
    messages: [
      config('sensor', 'uptime', { dev: { ids: ['hub'], name: 'Gateway' } }),
      config('lock', 'bolt', { dev: { ...dev, via_device: 'hub' } }),
    ],
    device: { id: 'ha:hub', kind: 'hub' },
  },
  {
    story: 'a device with four relays has no switch of which anybody could say what "on" means',
    messages: [1, 2, 3, 4].map((n) => config('switch', `relay${n}`, { dev, cmd_t: `home/d1/relay${n}/set` })),
    device: { kind: 'other', capabilities: [] },
  },
  {
    story: 'a plug has one, besides the settings that are switches as well',
    messages: [
      config('switch', 'relay', { dev, cmd_t: 'home/d1/set', dev_cla: 'outlet' }),
      config('switch', 'led', { cmd_t: 'home/d1/led', entity_category: 'config' }),
      state('relay', 'ON'),
      state('led', 'OFF'),
    ],
    device: { kind: 'plug', capabilities: ['switch'], state: { switch: told('on') } },
  },
  {
    story: 'what is removed with an empty payload is gone',
    messages: [lock, { ...lock, payload: '' }],
    device: null,
  },
  {
    story: 'a component of which only the platform is left is removed, the device stays',
    messages: [
      {
        topic: 'homeassistant/device/d1/config',
        payload: { dev, cmps: { a: { p: 'siren', cmd_t: 'x' }, b: { p: 'lock', stat_t: 'y' } } },
      },
      {
        topic: 'homeassistant/device/d1/config',
        payload: { dev, cmps: { a: { p: 'siren' }, b: { p: 'lock', stat_t: 'y' } } },
      },
    ],
    device: { kind: 'lock', capabilities: ['lock'] },
  },
  {
    story: 'what was said by the last entity that could say it is taken back with it',
    messages: [
      lock,
      config('binary_sensor', 'door', { dev_cla: 'door' }),
      config('binary_sensor', 'flap', { dev_cla: 'door' }),
      state('bolt', 'LOCKED'),
      state('door', 'ON'),
      { topic: 'homeassistant/binary_sensor/d1/flap/config', payload: '' },
      state('bolt', 'UNLOCKED'),
      { topic: 'homeassistant/binary_sensor/d1/door/config', payload: '' },
    ],
    device: { capabilities: ['lock'], state: without('contact') },
  },
  {
    story: 'and not while another one still says it',
    messages: [
      lock,
      config('binary_sensor', 'door', { dev_cla: 'door' }),
      config('binary_sensor', 'flap', { dev_cla: 'door' }),
      state('door', 'ON'),
      { topic: 'homeassistant/binary_sensor/d1/flap/config', payload: '' },
    ],
    device: { state: { contact: told('open') } },
  },
  {
    story: 'entities that move to another topic are the same device all the way',
    messages: [
      config('lock', 'bolt', { dev, uniq_id: 'u1' }),
      { ...lock, payload: { migrate_discovery: true } },
      {
        topic: 'homeassistant/device/d1/config',
        payload: { dev, cmps: { bolt: { p: 'lock', uniq_id: 'u1', stat_t: 'home/d1/new' } } },
      },
      { ...lock, payload: '' },
      state('new', 'LOCKED'),
    ],
    device: { id: 'ha:d1', state: { lock: told('locked') } },
  },
];

const stateExamples: readonly Example[] = [
  {
    story: 'the states of a lock may be numbers',
    messages: [
      config('lock', 'bolt', { dev, stat_locked: 255, stat_unlocked: 0, val_tpl: '{{ value_json.value }}' }),
      state('bolt', { value: 255 }),
    ],
    device: { state: { lock: told('locked') } },
  },
  {
    story: 'a state that the lock did not announce changes nothing',
    messages: [lock, state('bolt', 'LOCKED'), state('bolt', 'GARBAGE')],
    device: { state: { lock: told('locked') } },
    problems: [/state that it did not announce/],
  },
  {
    story: 'the child lock of a plug is announced as a lock, and makes no lock of it that is open',
    messages: [
      config('switch', 'switch', { dev, name: null, cmd_t: 'home/d1/set', dev_cla: 'outlet' }),
      config('lock', 'child_lock', { cmd_t: 'home/d1/set/child_lock', stat_locked: 'LOCK', stat_unlocked: 'UNLOCK' }),
      state('switch', 'ON'),
      state('child_lock', 'UNLOCK'),
    ],
    device: { kind: 'plug', capabilities: ['switch'], state: without('lock') },
  },
  {
    story: 'nothing at all is no state, nor what is not in the message',
    messages: [
      config('lock', 'bolt', { dev, cmd_t: 'home/d1/set', val_tpl: '{{ value_json.bolt }}' }),
      state('bolt', { bolt: 'LOCKED' }),
      state('bolt', { bolt: '' }),
      state('bolt', { battery: 80 }),
      state('bolt', ''),
    ],
    device: { state: { lock: told('locked') } },
  },
  ...['None', 'unknown', 'RESET'].map((word) => ({
    story: `a lock that says ${word} does not know any more, and is not said to be locked`,
    messages: [config('lock', 'bolt', { dev, pl_rst: 'RESET' }), state('bolt', 'LOCKED'), state('bolt', word)],
    device: { state: without('lock') },
  })),
  {
    story: 'an alarm panel, a door and a gate that do not know any more',
    messages: [
      config('alarm_control_panel', 'alarm', { dev, val_tpl: '{{ value_json.mode }}' }),
      config('binary_sensor', 'door', { dev_cla: 'door' }),
      state('alarm', { mode: 'armed_away' }),
      state('door', 'OFF'),
      state('alarm', { mode: null }),
      state('door', 'None'),
    ],
    device: { state: without('alarm', 'contact') },
  },
  {
    story: 'a gate that does not know any more whether it is closed',
    messages: [config('cover', 'gate', { dev, dev_cla: 'gate' }), state('gate', 'closed'), state('gate', 'None')],
    device: { state: without('contact') },
  },
  ...[
    { front: 'LOCKED', back: null },
    { front: null, back: 'LOCKED' },
  ].map((payload) => ({
    story: `of two bolts that are told at once (${JSON.stringify(payload)}) one does not know: nobody says that both are locked`,
    messages: [
      config('lock', 'front', { dev, stat_t: 'home/d1/bolts', val_tpl: '{{ value_json.front }}' }),
      config('lock', 'back', { stat_t: 'home/d1/bolts', val_tpl: '{{ value_json.back }}' }),
      state('bolts', { front: 'LOCKED', back: 'LOCKED' }),
      state('bolts', payload),
    ],
    device: { state: without('lock') },
  })),
  {
    story: 'an open door is not hidden behind a closed one of the same device',
    messages: [
      config('binary_sensor', 'left', { dev, dev_cla: 'door' }),
      config('binary_sensor', 'right', { dev_cla: 'garage_door' }),
      state('left', 'ON'),
      state('right', 'OFF'),
    ],
    device: { kind: 'sensor', state: { contact: told('open') } },
  },
  {
    story: 'true is on, whether it is written as JSON or as a word',
    messages: [config('binary_sensor', 'motion', { dev, pl_on: true, pl_off: false }), state('motion', 'true')],
    device: { state: { motion: told(true) } },
  },
  ...['off_delay', 'off_dly'].map((option) => ({
    story: `motion that nobody takes back has happened, and does not last (${option})`,
    messages: [config('binary_sensor', 'pir', { dev, dev_cla: 'motion', [option]: 5 }), state('pir', 'ON')],
    device: { capabilities: ['motion'], state: without('motion'), lastEvent: { value: { text: 'Motion' } } },
  })),
  {
    story: 'a lock that wants a code with each command says so',
    messages: [config('lock', 'bolt', { dev, cmd_t: 'home/d1/set', cod_form: '^\\d{4}$' }), state('bolt', 'LOCKED')],
    device: { kind: 'lock', capabilities: ['lock', 'bolt-needs-code'], state: { lock: told('locked') } },
  },
  {
    story: 'a sensor that knows of a bolt is no lock that could be moved',
    messages: [config('binary_sensor', 'bolt', { dev, dev_cla: 'lock' }), state('bolt', 'ON')],
    device: { kind: 'sensor', capabilities: [], state: { lock: told('unlocked') } },
  },
  {
    story: 'volts are no percentage: three of them are not an empty battery',
    messages: [
      lock,
      config('sensor', 'battery', { dev_cla: 'battery', unit_of_meas: 'V' }),
      state('battery', '2.98'),
      config('sensor', 'second_battery', { dev_cla: 'battery', unit_of_meas: '%' }),
      state('second_battery', '71'),
    ],
    device: { battery: told({ percent: 71, low: null }) },
  },
  {
    story: 'the keypad’s low battery is not the lock’s',
    messages: [
      lock,
      config('binary_sensor', 'keypad_battery_low', { dev_cla: 'battery' }),
      config('binary_sensor', 'battery_low', { dev_cla: 'battery' }),
      state('keypad_battery_low', 'ON'),
      state('battery_low', 'OFF'),
    ],
    device: { battery: told({ percent: null, low: false }) },
  },
  {
    story: 'signal in dBm is signal, in percent it is not',
    messages: [
      config('sensor', 'wifi', { dev, dev_cla: 'signal_strength', unit_of_meas: '%' }),
      config('sensor', 'bluetooth', { dev_cla: 'signal_strength', unit_of_meas: 'dBm' }),
      state('wifi', '74'),
      state('bluetooth', '-68'),
    ],
    device: { signal: told({ rssiDbm: -68, lqi: null }) },
  },
  {
    story: 'degrees Fahrenheit become Celsius',
    messages: [config('sensor', 't', { dev, dev_cla: 'temperature', unit_of_meas: '°F' }), state('t', '50')],
    device: { state: { temperatureC: told(10) } },
  },
  {
    story: 'a number that is beyond all numbers once it is converted is none',
    messages: [
      config('sensor', 't', { dev, dev_cla: 'temperature', unit_of_meas: '°F' }),
      state('t', '50'),
      state('t', '1e308'),
    ],
    device: { state: { temperatureC: told(10) } },
  },
  {
    story: 'a thermostat says in short which degrees it speaks in',
    messages: [config('climate', 't', { dev, temp_unit: 'F', curr_temp_t: 'home/d1/t' }), state('t', '50')],
    device: { state: { temperatureC: told(10) } },
  },
  {
    story: 'a thermostat tells what it is set to, in its own degrees, and what it does',
    messages: [
      config('climate', 't', {
        dev,
        temp_unit: 'F',
        curr_temp_t: 'home/d1/t',
        temp_stat_t: 'home/d1/set',
        temp_stat_tpl: '{{ value_json.target }}',
        mode_stat_t: 'home/d1/mode',
        act_t: 'home/d1/does',
        // as Zigbee2MQTT writes it (lib/extension/homeassistant.ts, "climate")
        act_tpl:
          "{% set values = {None:None,'idle':'idle','heat':'heating','cool':'cooling','fan_only':'fan'} %}{{ values[value_json.running_state] }}",
      }),
      state('t', '50'),
      state('set', { target: 68 }, true),
      state('mode', 'heat', true),
      state('does', { running_state: 'heat' }),
      state('does', { running_state: null }),
      state('mode', 'a mode of its own'),
    ],
    device: {
      kind: 'climate',
      state: {
        temperatureC: told(10),
        targetTemperatureC: told(20),
        thermostatMode: told('heat'),
        thermostatAction: told('heating'),
      },
    },
  },
  {
    story: 'one wildcard topic for a device that several gateways hear',
    messages: [
      config('sensor', 'batt', {
        dev,
        dev_cla: 'battery',
        stat_t: '+/+/BTtoMQTT/48AA',
        val_tpl: '{{ value_json.batt | is_defined }}',
      }),
      { topic: 'home/gate1/BTtoMQTT/48AA', payload: { rssi: -70 } },
      { topic: 'home/gate2/BTtoMQTT/48AA', payload: { batt: 83 } },
    ],
    device: { battery: told({ percent: 83, low: null }) },
  },
  {
    story: 'a state that comes before its announcement is not lost',
    messages: [
      state('bolt', 'UNLOCKED'),
      state('battery', '12'),
      lock,
      config('sensor', 'battery', { dev_cla: 'battery' }),
    ],
    device: { state: { lock: told('unlocked') }, battery: told({ percent: 12, low: null }) },
  },
  {
    story: 'the button of a doorbell rings, and rings again',
    messages: [
      config('event', 'bell', { dev, dev_cla: 'doorbell', evt_typ: ['press'] }),
      state('bell', { event_type: 'press' }),
    ],
    device: { kind: 'doorbell', lastEvent: told({ event: 'ring', text: 'Somebody rang', meaning: 'rang' }) },
  },
  {
    story: 'what the broker remembers of an event is not that it happens',
    messages: [config('event', 'bell', { dev, evt_typ: ['press'] }), state('bell', { event_type: 'press' }, true)],
    device: { lastEvent: null },
  },
  {
    story: 'an event of a type that was not announced could be a code, and is not told',
    messages: [config('event', 'key', { dev, evt_typ: ['press'] }), state('key', { event_type: '4821' })],
    device: { lastEvent: null },
    problems: [/not announced/],
  },
  {
    story: 'a button that is announced as a trigger',
    messages: [
      {
        topic: 'homeassistant/device_automation/d1/b1/config',
        payload: {
          dev,
          atype: 'trigger',
          t: 'home/d1/action',
          pl: 'single',
          type: 'button_short_press',
          stype: 'button_1',
        },
      },
      state('action', 'double'),
      state('action', 'single'),
    ],
    device: { capabilities: ['button'], lastEvent: { value: { text: 'Button short press: button 1' } } },
  },
  {
    story: 'a garage door is a cover, and open while it moves',
    messages: [config('cover', 'gate', { dev, dev_cla: 'garage', cmd_t: 'x' }), state('gate', 'closing')],
    device: { kind: 'cover', state: { contact: told('open') } },
  },
  ...(
    [
      ['closed', '0', {}],
      ['open', '1', {}],
      ['closed', '100', { pos_clsd: 100 }],
    ] as const
  ).map(([contact, position, options]) => ({
    story: `a garage door that tells only how far it is open, and says ${position}, is ${contact}`,
    messages: [
      config('cover', 'gate', {
        dev,
        dev_cla: 'garage',
        stat_t: undefined,
        pos_t: 'home/d1/gate',
        pos_tpl: '{{ value }}',
        ...options,
      }),
      state('gate', position),
    ],
    device: { kind: 'cover', capabilities: ['cover', 'contact'], state: { contact: told(contact) } },
  })),
  {
    story: 'a garage door that does not know any more how far it is open is not said to be closed',
    messages: [
      config('cover', 'gate', { dev, dev_cla: 'garage', stat_t: undefined, position_topic: 'home/d1/gate' }),
      state('gate', '0'),
      state('gate', 'None'),
    ],
    device: { state: without('contact') },
  },
  {
    story: 'a blind is no door: it tells where it stands',
    messages: [config('cover', 'blind', { dev, dev_cla: 'blind', stat_opening: 'up' }), state('blind', 'up')],
    device: { kind: 'cover', capabilities: ['cover'], state: { cover: told('opening') } },
  },
  {
    story: 'a valve says a word',
    messages: [config('valve', 'v', { dev, stat_clsd: 'shut' }), state('v', 'half'), state('v', 'shut')],
    device: { kind: 'other', capabilities: ['valve'], state: { valve: told('closed') } },
  },
  {
    story: 'or how far it is open',
    messages: [config('valve', 'v', { dev, pos: true, pos_clsd: 10 }), state('v', '40'), state('v', '10')],
    device: { capabilities: ['valve'], state: { valve: told('closed') } },
  },
  {
    story: 'who is carried about is at home or away, also in a place with a name',
    messages: [
      config('device_tracker', 'phone', { dev, pl_home: 'here' }),
      state('phone', 'here'),
      state('phone', 'work'),
    ],
    device: { capabilities: ['presence'], state: { presence: told('away') } },
  },
  {
    story: 'a tracker that is reset knows nothing new',
    messages: [
      config('device_tracker', 'phone', { dev, pl_home: 'here', pl_rst: 'lost' }),
      state('phone', 'here'),
      state('phone', 'lost'),
    ],
    device: { state: { presence: told('home') } },
  },
  {
    story: 'a sensor of sound and of breaking glass tells both',
    messages: [
      config('binary_sensor', 'noise', { dev, dev_cla: 'sound' }),
      config('binary_sensor', 'glass_break', { dev }),
      state('noise', 'ON'),
      state('glass_break', 'OFF'),
    ],
    device: {
      kind: 'sensor',
      capabilities: ['sound', 'glass-break'],
      state: { sound: told(true), glassBreak: told(false) },
    },
  },
  {
    story: 'a siren may say its state in a template of the name that sirens have for it',
    messages: [
      config('siren', 'horn', { dev, cmd_t: 'home/d1/set', state_value_template: '{{ value_json.alarm }}' }),
      state('horn', { alarm: 'ON', state: 'armed' }),
    ],
    device: { kind: 'siren', state: { siren: told('sounding') } },
  },
  {
    story: 'a siren may say its state as JSON',
    messages: [config('siren', 's', { dev, cmd_t: 'home/d1/set' }), state('s', { state: 'ON', tone: 'fire' })],
    device: { kind: 'siren', capabilities: ['siren'], state: { siren: told('sounding') } },
  },
  {
    story: 'the batteries of a lock’s keypad and door sensor are not its own',
    messages: [
      lock,
      config('sensor', 'battery', { dev_cla: 'battery', unit_of_meas: '%' }),
      config('sensor', 'keypad_battery', { dev_cla: 'battery', unit_of_meas: '%' }),
      config('binary_sensor', 'b3', { dev_cla: 'battery', name: 'Door sensor battery' }),
      state('battery', '80'),
      state('keypad_battery', '9'),
      state('b3', 'OFF'),
    ],
    device: {
      battery: told({ percent: 80, low: null }),
      state: { keypadBatteryLow: told(true), doorSensorBatteryLow: told(false) },
    },
  },
  {
    story: 'a lock that is called after its keypad has the battery itself',
    messages: [
      config('lock', 'bolt', { dev: { ...dev, name: 'Keypad lock' } }),
      config('sensor', 'keypad_battery', { dev_cla: 'battery', unit_of_meas: '%' }),
      state('keypad_battery', '9'),
    ],
    device: { battery: told({ percent: 9, low: null }), state: {} },
  },
];

const up = (mode: string | undefined, ...topics: string[]) =>
  config('lock', 'bolt', { dev, ...(mode && { avty_mode: mode }), avty: topics.map((t) => ({ t })) });

const availabilityExamples: readonly Example[] = [
  {
    story: 'in mode all one that is down is enough',
    messages: [up('all', 'a', 'b'), { topic: 'a', payload: 'online' }, { topic: 'b', payload: 'offline' }],
    device: { reachability: 'offline' },
  },
  {
    story: 'in mode all one that was not heard leaves it open',
    messages: [up('all', 'a', 'b'), { topic: 'a', payload: 'online' }],
    device: { reachability: 'unknown' },
  },
  {
    story: 'in mode any one that is up is enough',
    messages: [up('any', 'a', 'b'), { topic: 'a', payload: 'offline' }, { topic: 'b', payload: 'online' }],
    device: { reachability: 'online' },
  },
  {
    story: 'two that stand in one message, each with a template of its own, are two',
    messages: [
      config('lock', 'bolt', {
        dev,
        avty_mode: 'all',
        avty: ['radio', 'bolt'].map((part) => ({ t: 'a', val_tpl: `{{ value_json.${part} }}` })),
      }),
      { topic: 'a', payload: { radio: 'offline', bolt: 'online' } },
    ],
    device: { reachability: 'offline' },
  },
  {
    story: 'without a mode the last word counts',
    messages: [
      up(undefined, 'a', 'b'),
      { topic: 'a', payload: 'online' },
      { topic: 'b', payload: 'offline' },
      { topic: 'a', payload: 'online' },
    ],
    device: { reachability: 'online' },
  },
  {
    story: 'an unknown word changes nothing',
    messages: [up('all', 'a'), { topic: 'a', payload: 'offline' }, { topic: 'a', payload: 'connecting' }],
    device: { reachability: 'offline' },
  },
  {
    story: 'templates and words of their own',
    messages: [
      config('lock', 'bolt', {
        dev,
        avty: [
          { t: 'a', val_tpl: "{{'true' if value_json.value else 'false'}}", pl_avail: 'true', pl_not_avail: 'false' },
        ],
      }),
      { topic: 'a', payload: { value: false } },
    ],
    device: { reachability: 'offline' },
  },
  {
    story: 'a bridge that was heard before this device was announced',
    messages: [
      { topic: 'homeassistant/lock/d0/x/config', payload: { dev: { ids: ['d0'] }, stat_t: 'x', avty_t: 'bridge' } },
      { topic: 'bridge', payload: 'online', retained: true },
      { topic: 'homeassistant/lock/d0/x/config', payload: '' },
      { topic: 'bridge', payload: 'online', retained: true },
      config('lock', 'bolt', { dev, avty_t: 'bridge' }),
    ],
    device: { id: 'ha:d1', reachability: 'online' },
  },
  {
    story: 'once the camera is announced, that its bridge is up says nothing of it any more',
    messages: [
      config('button', 'reboot', { dev, avty_t: 'bridge' }),
      { topic: 'bridge', payload: 'online' },
      config('camera', 'view', { t: 'view', avty_t: 'camera' }),
    ],
    device: { reachability: 'unknown' },
  },
  {
    story: 'a connection sensor speaks where no availability does',
    messages: [
      config('binary_sensor', 'status', { dev, dev_cla: 'connectivity', pl_on: 'online', pl_off: 'offline' }),
      config('binary_sensor', 'ntp_status', { dev_cla: 'connectivity' }),
      state('status', 'online'),
      state('ntp_status', 'OFF'),
    ],
    device: { reachability: 'online' },
  },
];

const firmwareExamples: readonly Example[] = [
  {
    story: 'installed in plain text, the latest on a topic of its own',
    messages: [
      config('update', 'fw', { dev, l_ver_t: 'home/d1/latest', cmd_t: 'home/d1/update', pl_inst: '1' }),
      state('fw', '9.15'),
      state('latest', '9.16'),
    ],
    device: {
      capabilities: ['firmware-update'],
      firmware: told({ installed: '9.15', latest: '9.16', updateAvailable: true }),
    },
  },
  {
    story: 'without a command it only informs',
    messages: [
      config('update', 'fw', { dev, l_ver_t: 'home/d1/latest' }),
      state('fw', '9.15'),
      state('latest', '9.15'),
    ],
    device: { capabilities: [], firmware: told({ updateAvailable: false }) },
  },
  {
    story: 'an update that runs, with how far it has come',
    messages: [
      config('update', 'fw', { dev }),
      state('fw', { installed_version: '1.9', latest_version: '1.10', in_progress: true, update_percentage: 35 }),
    ],
    device: {
      firmware: told({ updateAvailable: true, updating: { percent: 35, remainingSeconds: null } }),
    },
  },
  {
    story: 'an older version that is offered is no update',
    messages: [config('update', 'fw', { dev }), state('fw', { installed_version: '1.10.0', latest_version: '1.9.2' })],
    device: { firmware: told({ updateAvailable: false }) },
  },
  {
    story: 'the same numbers are the same version, with a nought behind them or without',
    messages: [config('update', 'fw', { dev }), state('fw', { installed_version: '1.2', latest_version: '1.2.0' })],
    device: { firmware: told({ updateAvailable: false }) },
  },
  {
    story: 'a beta that is offered the version that it became is not said to be newer or older',
    messages: [
      config('update', 'fw', { dev }),
      state('fw', { installed_version: '1.3.0-beta', latest_version: '1.3.0' }),
    ],
    device: { firmware: told({ updateAvailable: null }) },
  },
  {
    story: 'of two versions without an order nobody has said that one is newer',
    messages: [
      config('update', 'fw', { dev }),
      state('fw', { installed_version: '6f7ea363', latest_version: 'a27f1c09' }),
    ],
    device: { firmware: told({ installed: '6f7ea363', latest: 'a27f1c09', updateAvailable: null }) },
  },
  {
    story: 'and the same one twice is no news, however it is written',
    messages: [
      config('update', 'fw', { dev }),
      state('fw', { installed_version: '6f7ea363', latest_version: '6f7ea363' }),
    ],
    device: { firmware: told({ updateAvailable: false }) },
  },
  {
    story: 'Zigbee2MQTT’s −1 was never asked for, and its file versions are no readable ones',
    messages: [
      config('update', 'fw', { dev: { ids: ['zigbee2mqtt_0x00124b00000000aa'], name: 'Lock', sw: '1.2.3' } }),
      state('fw', { installed_version: '-1', latest_version: '-1' }),
      state('fw', { installed_version: '5120', latest_version: '5377' }),
    ],
    device: { firmware: told({ installed: '1.2.3', latest: null, fileInstalled: 5120, fileLatest: 5377 }) },
  },
  {
    story: 'the version of a bridge is not that of the device behind it',
    messages: [
      config('lock', 'bolt', { dev: { ...dev, sw: 'Zigbee2MQTT 1.18.2' } }),
      config('sensor', 'x', { dev: { ids: ['d1'], sw: '3.0.0', via_device: 'hub' }, o: { name: 'hub', sw: '3.0.0' } }),
    ],
    device: { firmware: null },
  },
  {
    story: 'a build in brackets is no part of the number',
    messages: [config('switch', 'relay', { dev: { ...dev, sw: '8.5.1(tasmota)' } })],
    device: { firmware: told({ installed: '8.5.1' }) },
  },
  {
    story: 'older scripts announce a binary sensor of class update, and the version beside it',
    messages: [
      config('binary_sensor', 'fw', {
        dev,
        dev_cla: 'update',
        val_tpl: "{%if value_json['update'].has_update==true%}ON{%else%}OFF{%endif%}",
        json_attr_t: 'home/d1/fw',
        json_attr_tpl: "{{value_json['update']|tojson}}",
      }),
      state('fw', { update: { has_update: true, old_version: '1.11', new_version: '1.14' } }),
    ],
    device: { firmware: told({ installed: '1.11', latest: '1.14', updateAvailable: true }) },
  },
];

const refusals: readonly Example[] = [
  {
    story: 'an announcement that is no JSON',
    messages: [{ ...lock, payload: 'not valid json' }],
    device: null,
    problems: [/not a JSON object/],
  },
  {
    story: 'another program’s configuration below another prefix is not ours',
    messages: [{ topic: 'shop/switch/till/config', payload: { colour: 'blue' } }],
    device: null,
  },
  {
    story: 'a device without components',
    messages: [{ topic: 'homeassistant/device/d1/config', payload: { dev } }],
    device: null,
    problems: [/names no components/],
  },
  {
    story: 'an entity that wants to hear everything hears nothing',
    messages: [config('lock', 'bolt', { dev, stat_t: '#', avty_t: '$SYS/broker/uptime' })],
    device: { state: {} },
    problems: [/more than a topic of its own/],
  },
  {
    story: 'a template that is not understood tells nothing, and says so',
    messages: [config('lock', 'bolt', { dev, val_tpl: "{{ states('lock.other') }}" }), state('bolt', 'LOCKED')],
    device: { state: {} },
    problems: [/A template of a lock calls what Gatehouse does not know/],
  },
  {
    story: 'a template that makes no sense of its message tells nothing',
    messages: [
      config('sensor', 't', { dev, dev_cla: 'temperature', val_tpl: '{{ value | float / 10 }}' }),
      state('t', 'broken'),
    ],
    device: { state: {} },
    problems: [/makes no sense/],
  },
  {
    story: 'a camera that sends something else than a picture',
    messages: [config('camera', 'view', { dev, topic: 'home/d1/view' }), state('view', '<svg onload=alert(1)>')],
    device: { kind: 'camera', picture: null },
    problems: [/no picture/],
  },
];

export const examples: Readonly<Record<string, readonly Example[]>> = {
  'who a device is': identityExamples,
  'what it tells': stateExamples,
  'whether it is there': availabilityExamples,
  'its firmware': firmwareExamples,
  'what is refused': refusals,
};
