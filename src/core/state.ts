/** What a lock says of its bolt. `not-fully-locked` is a jam: the bolt did not reach its end (CONVENTIONS.md 11.6). */
export type LockState =
  | 'locked'
  | 'unlocked'
  | 'locking'
  | 'unlocking'
  | 'open'
  | 'opening'
  | 'jammed'
  | 'not_fully_locked';

/** Alarm panel states, in Home Assistant's words, which all conventions can be said in. */
export const alarmStates = [
  'disarmed',
  'armed_home',
  'armed_away',
  'armed_night',
  'armed_vacation',
  'armed_custom_bypass',
  'pending',
  'arming',
  'disarming',
  'triggered',
] as const;
export type AlarmState = (typeof alarmStates)[number];

/** Of what is moved and takes its time. */
export type Travel = 'open' | 'opening' | 'closed' | 'closing';

/** What a thermostat is left to do, in Home Assistant's words. */
export const thermostatModes = ['off', 'heat', 'cool', 'heat_cool', 'auto', 'dry', 'fan_only'] as const;
export type ThermostatMode = (typeof thermostatModes)[number];

/** What a thermostat does at the moment. */
export const thermostatActions = ['off', 'idle', 'heating', 'cooling', 'drying', 'fan'] as const;
export type ThermostatAction = (typeof thermostatActions)[number];

/**
 * Everything a device may say of the house. A key is present only when a convention told it: absent is "not told",
 * never "no". Units are in the names.
 */
export type State = {
  readonly lock?: LockState;
  readonly alarm?: AlarmState;
  readonly contact?: 'open' | 'closed';
  readonly motion?: boolean;
  readonly occupancy?: boolean;
  readonly vibration?: boolean;
  readonly smoke?: boolean;
  readonly carbonMonoxide?: boolean;
  readonly gas?: boolean;
  readonly leak?: boolean;
  readonly glassBreak?: boolean;
  readonly sound?: boolean;
  /** of a person or a thing that is carried about */
  readonly presence?: 'home' | 'away';
  readonly cover?: Travel;
  readonly valve?: Travel;
  readonly tamper?: boolean;
  readonly siren?: 'sounding' | 'silent';
  readonly switch?: 'on' | 'off';
  readonly temperatureC?: number;
  /** what a thermostat is set to */
  readonly targetTemperatureC?: number;
  readonly thermostatMode?: ThermostatMode;
  readonly thermostatAction?: ThermostatAction;
  readonly humidityPercent?: number;
  readonly pressureHpa?: number;
  readonly illuminanceLux?: number;
  readonly powerW?: number;
  readonly energyKwh?: number;
  readonly voltageV?: number;
  readonly deviceTemperatureC?: number;
  /** how many watch the live picture of a camera */
  readonly viewers?: number;
  /** of a camera's live picture */
  readonly bitrateKbps?: number;
  /** of a camera: on: it looks away, and shows nobody anything */
  readonly privacy?: 'on' | 'off';
  /** of a lock: of parts that have batteries of their own, and no voice */
  readonly keypadBatteryLow?: boolean;
  readonly doorSensorBatteryLow?: boolean;
};
export type StateKey = keyof State;
