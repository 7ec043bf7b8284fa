import type { AlarmState, LockState, State, StateKey, ThermostatAction, ThermostatMode, Travel } from './state';

/**
 * What a reading means to a person: `calm` as it should be, `notice` worth knowing, `alarm` wants somebody now,
 * `plain` neither good nor bad, `unknown` nobody told.
 */
export type Mood = 'calm' | 'notice' | 'alarm' | 'plain' | 'unknown';

export type Phrase = { readonly words: string; readonly mood: Mood };

type Entry<K extends StateKey> = {
  readonly label: string;
  readonly say: (value: NonNullable<State[K]>) => Phrase;
};

const calm = (words: string): Phrase => ({ words, mood: 'calm' });
const notice = (words: string): Phrase => ({ words, mood: 'notice' });
const alarm = (words: string): Phrase => ({ words, mood: 'alarm' });
const plain = (words: string): Phrase => ({ words, mood: 'plain' });

const lockWords: Readonly<Record<LockState, Phrase>> = {
  locked: calm('Locked'),
  unlocked: notice('Unlocked'),
  locking: plain('Locking…'),
  unlocking: notice('Unlocking…'),
  open: notice('Open'),
  opening: notice('Opening…'),
  jammed: alarm('Jammed'),
  not_fully_locked: alarm('Not fully locked'),
};

const alarmWords: Readonly<Record<AlarmState, Phrase>> = {
  disarmed: plain('Disarmed'),
  armed_home: calm('Armed, at home'),
  armed_away: calm('Armed, away'),
  armed_night: calm('Armed for the night'),
  armed_vacation: calm('Armed for the holidays'),
  armed_custom_bypass: calm('Armed, with exceptions'),
  pending: notice('About to sound'),
  arming: plain('Arming…'),
  disarming: plain('Disarming…'),
  triggered: alarm('Triggered'),
};

const travelWords: Readonly<Record<Travel, Phrase>> = {
  open: plain('Open'),
  opening: plain('Opening…'),
  closed: plain('Closed'),
  closing: plain('Closing…'),
};

const modeWords: Readonly<Record<ThermostatMode, string>> = {
  off: 'Off',
  heat: 'Heat',
  cool: 'Cool',
  heat_cool: 'Heat or cool',
  auto: 'Automatic',
  dry: 'Dry',
  fan_only: 'Fan only',
};

const actionWords: Readonly<Record<ThermostatAction, string>> = {
  off: 'Off',
  idle: 'Idle',
  heating: 'Heating',
  cooling: 'Cooling',
  drying: 'Drying',
  fan: 'Fan only',
};

const yes = (whenTrue: Phrase, whenFalse: Phrase) => (value: boolean) => (value ? whenTrue : whenFalse);
const lowOrNot = yes(notice('Low'), calm('Not reported low'));
const measure =
  (unit: string, digits = 1) =>
  (value: number) =>
    plain(`${Number(value.toFixed(digits))} ${unit}`);

function viewerWords(viewers: number): string {
  if (viewers === 0) return 'Nobody';
  return viewers === 1 ? 'One viewer' : `${viewers} viewers`;
}

/** Every reading in words, in the order of their weight: the first one told is what the device is about. */
const entries: { readonly [K in StateKey]: Entry<K> } = {
  smoke: { label: 'Smoke', say: yes(alarm('Smoke'), calm('No smoke')) },
  carbonMonoxide: { label: 'Carbon monoxide', say: yes(alarm('Carbon monoxide'), calm('No carbon monoxide')) },
  gas: { label: 'Gas', say: yes(alarm('Gas'), calm('No gas')) },
  leak: { label: 'Water', say: yes(alarm('Water leak'), calm('Dry')) },
  glassBreak: { label: 'Glass', say: yes(alarm('Glass broke'), calm('No glass broke')) },
  lock: { label: 'Bolt', say: (value) => lockWords[value] },
  alarm: { label: 'Alarm', say: (value) => alarmWords[value] },
  siren: { label: 'Siren', say: (value) => (value === 'sounding' ? alarm('Sounding') : calm('Silent')) },
  contact: { label: 'Door or window', say: (value) => (value === 'open' ? notice('Open') : calm('Closed')) },
  motion: { label: 'Motion', say: yes(plain('Motion'), calm('No motion')) },
  occupancy: { label: 'Presence', say: yes(plain('Somebody there'), calm('Nobody there')) },
  presence: { label: 'Whereabouts', say: (value) => plain(value === 'home' ? 'At home' : 'Away') },
  sound: { label: 'Sound', say: yes(notice('Sound heard'), calm('Quiet')) },
  vibration: { label: 'Vibration', say: yes(notice('Vibration'), calm('Still')) },
  viewers: { label: 'Watching live', say: (value) => plain(viewerWords(value)) },
  privacy: {
    label: 'Privacy',
    say: (value) => (value === 'on' ? notice('Looks away: no pictures') : plain('Looks')),
  },
  cover: { label: 'Position', say: (value) => travelWords[value] },
  valve: { label: 'Valve', say: (value) => travelWords[value] },
  switch: { label: 'Power', say: (value) => plain(value === 'on' ? 'On' : 'Off') },
  temperatureC: { label: 'Temperature', say: measure('°C') },
  targetTemperatureC: { label: 'Set to', say: measure('°C') },
  thermostatMode: { label: 'Mode', say: (value) => plain(modeWords[value]) },
  thermostatAction: { label: 'At the moment', say: (value) => plain(actionWords[value]) },
  humidityPercent: { label: 'Humidity', say: measure('%', 0) },
  pressureHpa: { label: 'Air pressure', say: measure('hPa', 0) },
  illuminanceLux: { label: 'Brightness', say: measure('lx', 0) },
  powerW: { label: 'Consumption', say: measure('W') },
  energyKwh: { label: 'Energy used', say: measure('kWh', 2) },
  voltageV: { label: 'Voltage', say: measure('V') },
  tamper: { label: 'Case', say: yes(alarm('Tampered with'), calm('Not tampered with')) },
  keypadBatteryLow: { label: 'Battery of its keypad', say: lowOrNot },
  doorSensorBatteryLow: { label: 'Battery of its door sensor', say: lowOrNot },
  bitrateKbps: { label: 'Video stream', say: measure('kbit/s', 0) },
  deviceTemperatureC: { label: 'Temperature inside the device', say: measure('°C', 0) },
};

/** The keys of a state, the weightiest first. */
export const readingKeys = Object.keys(entries) as readonly StateKey[]; // `entries` has each key of State and no other

export function readingLabel(key: StateKey): string {
  return entries[key].label;
}

export function sayReading<K extends StateKey>(key: K, value: NonNullable<State[K]>): Phrase {
  return entries[key].say(value);
}
