import {
  battery,
  batteryLow,
  binary,
  bolt,
  choice,
  linkQuality,
  numeric,
  pinCode,
  relay,
  tamper,
  voltage,
  warning,
  type Expose,
} from './expose';

/** How a device lives in the simulated home. */
export type Role = 'lock' | 'contact' | 'motion' | 'smoke' | 'leak' | 'climate' | 'siren' | 'keypad' | 'plug';

/** A model as the converters describe it, and what it tells before it has told anything. */
export type Model = {
  readonly role: Role;
  readonly vendor: string;
  readonly model: string;
  readonly modelId: string;
  readonly manufacturer: string;
  readonly description: string;
  readonly power: 'Battery' | 'Mains (single phase)';
  readonly build: string | null;
  readonly ota: boolean;
  readonly exposes: readonly Expose[];
};

const actions = (values: readonly string[]) => choice('action', values, 'Triggered action (e.g. a button click)');
const lockActions = actions([
  'unknown',
  'lock',
  'unlock',
  'lock_failure_invalid_pin_or_id',
  'unlock_failure_invalid_pin_or_id',
  'auto_lock',
  'manual_lock',
  'manual_unlock',
  'pin_code_added',
  'pin_code_deleted',
]);
const lockUser = [
  choice('action_source_name', ['keypad', 'rf', 'manual', 'rfid'], 'Source of the triggered action on the lock'),
  numeric('action_user', null, 'ID of user that triggered the action on the lock'),
];

function lock(vendor: string, model: string, modelId: string, build: string | null, ota: boolean): Model {
  const exposes = [bolt, battery, pinCode, ...lockUser, batteryLow, lockActions, linkQuality];
  return {
    role: 'lock',
    vendor,
    model,
    modelId,
    manufacturer: vendor,
    description: 'Door lock',
    power: 'Battery',
    build,
    ota,
    exposes,
  };
}

type Sensor = Omit<Model, 'power' | 'exposes'>;
const sensor = (about: Sensor, ...exposes: readonly Expose[]): Model => ({
  ...about,
  power: 'Battery',
  exposes: [...exposes, linkQuality],
});
const about = (
  role: Role,
  vendor: string,
  model: string,
  modelId: string,
  description: string,
  build: string | null,
  ota = false,
): Sensor => ({
  role,
  vendor,
  model,
  modelId,
  manufacturer: vendor,
  description,
  build,
  ota,
});

const contact = binary('contact', false, true, 'Indicates if the contact is closed (= true) or open (= false)');
const occupancy = binary('occupancy', true, false, 'Indicates whether the device detected occupancy');
const smoke = binary('smoke', true, false, 'Indicates whether the device detected smoke');

/** Models that homes really have. */
export const models = {
  yaleLock: lock('Yale', 'YRD226/246 TSDB', 'YRD226/246 TSDB', '3130303', true),
  danalock: lock('Danalock', 'V3-BTZB/V3-BTZBE', 'V3-BTZB', '0.20.4', true),
  schlage: lock('Schlage', 'BE468', 'BE468', null, false),
  parasoll: sensor(
    about('contact', 'IKEA', 'E2013', 'PARASOLL Door/Window Sensor', 'PARASOLL door/window sensor', '1.0.19', true),
    contact,
    battery,
    voltage,
  ),
  aqaraContact: sensor(
    about('contact', 'Aqara', 'MCCGQ14LM', 'lumi.magnet.acn001', 'Door and window sensor E1', null),
    contact,
    battery,
    batteryLow,
    voltage,
  ),
  frientWindow: sensor(
    about('contact', 'Develco', 'WISZB-120', 'WISZB-120', 'Window sensor', '3.0.4', true),
    contact,
    batteryLow,
    tamper,
    battery,
    voltage,
  ),
  sonoffContact: sensor(
    about('contact', 'SONOFF', 'SNZB-04P', 'SNZB-04P', 'Contact sensor', '2.2.0', true),
    contact,
    batteryLow,
    tamper,
    battery,
    voltage,
  ),
  vallhorn: sensor(
    about(
      'motion',
      'IKEA',
      'E2134',
      'VALLHORN Wireless Motion Sensor',
      'VALLHORN wireless motion sensor',
      '1.0.64',
      true,
    ),
    occupancy,
    numeric('illuminance', 'lx', 'Measured illuminance'),
    battery,
    voltage,
  ),
  sonoffMotion: sensor(
    about('motion', 'SONOFF', 'SNZB-03P', 'SNZB-03P', 'Zigbee PIR sensor', '2.2.1', true),
    occupancy,
    battery,
    voltage,
  ),
  frientSmoke: sensor(
    about('smoke', 'Develco', 'SMSZB-120', 'SMSZB-120', 'Smoke detector with siren', '4.1.2', true),
    smoke,
    batteryLow,
    binary('test', true, false, 'Indicates whether the device is currently performing a test'),
    binary('alarm', 'START', 'OFF', 'Manual Start of siren', 3),
    numeric('temperature', '°C', 'Measured temperature value'),
    battery,
    voltage,
  ),
  aqaraSmoke: sensor(
    about('smoke', 'Aqara', 'JY-GZ-01AQ', 'lumi.sensor_smoke.acn03', 'Smart smoke detector', null),
    smoke,
    battery,
    voltage,
  ),
  badring: sensor(
    about('leak', 'IKEA', 'E2202', 'BADRING Water Leakage Sensor', 'BADRING water leakage sensor', '1.0.7', true),
    binary('water_leak', true, false, 'Indicates whether the device detected a water leak'),
    battery,
    voltage,
  ),
  aqaraClimate: sensor(
    about('climate', 'Aqara', 'WSDCGQ11LM', 'lumi.weather', 'Temperature and humidity sensor', '3000-0001'),
    battery,
    numeric('temperature', '°C', 'Measured temperature value'),
    numeric('humidity', '%', 'Measured relative humidity'),
    numeric('pressure', 'hPa', 'The measured atmospheric pressure'),
    voltage,
  ),
  heimanSiren: sensor(
    about('siren', 'Heiman', 'HS2WD-E', 'WarningDevice', 'Smart siren', '1.0'),
    battery,
    warning,
    numeric('max_duration', 's', 'Duration of Siren', { access: 7, value_max: 600, value_min: 0 }),
  ),
  frientKeypad: sensor(
    about('keypad', 'Develco', 'KEYZB-110', 'KEPZB-110', 'Keypad', '2.0.9', true),
    batteryLow,
    tamper,
    {
      access: 1,
      description: 'Pin code introduced.',
      label: 'Action code',
      name: 'action_code',
      property: 'action_code',
      type: 'text',
    },
    numeric('action_transaction', null, 'Last action transaction number.'),
    battery,
    voltage,
    actions(['disarm', 'arm_day_zones', 'arm_night_zones', 'arm_all_zones', 'invalid_code', 'emergency']),
  ),
  innrPlug: {
    ...about('plug', 'Innr', 'SP 240', 'SP 240', 'Smart plug', '1.4.1', true),
    power: 'Mains (single phase)',
    exposes: [
      relay,
      numeric('power', 'W', 'Instantaneous measured power', { access: 5 }),
      numeric('energy', 'kWh', 'Sum of consumed energy', { access: 5 }),
      linkQuality,
    ],
  },
} as const satisfies Record<string, Model>;
