import { describe, expect, test } from 'vitest';

import { capabilitiesOf, kindOf, readExposes, readingsOf } from './exposes';

const exposed = (...exposes: readonly unknown[]) => readExposes({ exposes });
/** What one state message tells of a device that exposes these. */
const told = (exposes: ReturnType<typeof exposed>, property: string, value: unknown) => {
  const reading = readingsOf(exposes).find((one) => one.property === property);
  const read = reading?.read(value);
  return reading === undefined || read === undefined ? null : { [reading.key]: read };
};

describe('what a Zigbee device exposes', () => {
  const glass = exposed(
    { type: 'binary', property: 'glass_break', value_on: true, value_off: false },
    { type: 'binary', property: 'noise_detected', value_on: true, value_off: false },
  );
  const blind = exposed({
    type: 'cover',
    features: [{ type: 'enum', property: 'state', values: ['OPEN', 'CLOSE', 'STOP'] }],
  });

  const childLock = {
    type: 'lock',
    features: [{ type: 'binary', property: 'child_lock', value_on: 'LOCK', value_off: 'UNLOCK' }],
  };

  test.each([
    ['plug', { type: 'switch', features: [{ type: 'binary', property: 'state', value_on: 'ON', value_off: 'OFF' }] }],
    ['climate', { type: 'climate', features: [{ type: 'numeric', property: 'local_temperature' }] }],
  ])('a %s with a child lock is no lock, as Zigbee2MQTT before 2.0 announces it', (kind, own) => {
    const exposes = exposed(own, childLock, { type: 'numeric', property: 'power' });
    expect(kindOf(exposes, 'Smart plug')).toBe(kind);
    expect(capabilitiesOf(exposes, false)).not.toContain('lock');
  });

  test.each([
    ['temperature', '°F', 50, { temperatureC: 10 }],
    ['temperature', '°F', 1e308, null],
    ['pressure', 'kPa', 101, { pressureHpa: 1010 }],
    ['pressure', 'hPa', 1010, { pressureHpa: 1010 }],
    ['power', 'kW', 2, { powerW: 2000 }],
    ['power', 'mW', 500, { powerW: 0.5 }],
    ['power', 'W', 5, { powerW: 5 }],
    ['energy', 'Wh', 1500, { energyKwh: 1.5 }],
    ['humidity', '%', null, null],
  ] as const)('a %s in %s of %s is told in the unit of the house', (property, unit, value, reading) => {
    expect(told(exposed({ type: 'numeric', property, unit }), property, value)).toEqual(reading);
  });

  test.each([
    ['local_temperature', 19.5, { temperatureC: 19.5 }],
    ['occupied_heating_setpoint', 21, { targetTemperatureC: 21 }],
    ['system_mode', 'heat', { thermostatMode: 'heat' }],
    ['system_mode', 'emergency_heating', null],
    ['running_state', 'heat', { thermostatAction: 'heating' }],
    ['running_state', null, null],
  ] as const)('a thermostat tells by %s of %s what it is set to and does', (property, value, reading) => {
    const thermostat = exposed({
      type: 'climate',
      features: [
        { type: 'numeric', property: 'local_temperature', unit: '°C' },
        { type: 'numeric', property: 'occupied_heating_setpoint', unit: '°C' },
        { type: 'enum', property: 'system_mode', values: ['off', 'heat'] },
        { type: 'enum', property: 'running_state', values: ['idle', 'heat'] },
      ],
    });
    expect(told(thermostat, property, value)).toEqual(reading);
  });

  test('what is set to heat and to cool is not set to one of them', () => {
    const both = exposed({
      type: 'climate',
      features: ['occupied_heating_setpoint', 'occupied_cooling_setpoint'].map((property) => ({
        type: 'numeric',
        property,
      })),
    });
    expect(told(both, 'occupied_heating_setpoint', 21)).toBeNull();
  });

  test('a lock that knows of its door tells it, also when somebody has forced it', () => {
    const state = { type: 'binary', property: 'state', value_on: 'LOCK', value_off: 'UNLOCK' };
    const bolt = exposed({ type: 'lock', features: [state] }, { type: 'enum', property: 'door_state' });
    expect(kindOf(bolt, '')).toBe('lock');
    expect(told(bolt, 'door_state', 'closed')).toEqual({ contact: 'closed' });
    expect(told(bolt, 'door_state', 'error_forced_open')).toEqual({ contact: 'open' });
    expect(told(bolt, 'door_state', 'undefined')).toBeNull();
  });

  test.each([
    ['binary', 'smoke_alarm_1', true, 'smoke', { smoke: true }],
    ['binary', 'carbon_monoxide_alarm_1', true, 'carbon-monoxide', { carbonMonoxide: true }],
    ['binary', 'gas_alarm_1', false, 'gas', { gas: false }],
    ['binary', 'water_leak_alarm_1', true, 'leak', { leak: true }],
    ['binary', 'contact_alarm_1', false, 'contact', { contact: 'open' }],
    ['binary', 'garage_door_contact', true, 'contact', { contact: 'closed' }],
    ['enum', 'smoke_state', 'alarm', 'smoke', { smoke: true }],
    ['enum', 'smoke_state', 'normal', 'smoke', { smoke: false }],
    ['enum', 'smoke_state', 'detecting', 'smoke', null],
    ['enum', 'opening_state', 'tilted', 'contact', { contact: 'open' }],
  ] as const)('of some models has another name: the %s %s %s', (type, property, value, capability, reading) => {
    const sensor = exposed({ type, property, value_on: true, value_off: false });
    expect(kindOf(sensor, '')).toBe('sensor');
    expect(capabilitiesOf(sensor, false)).toEqual([capability]);
    expect(told(sensor, property, value)).toEqual(reading);
  });

  test('a meter of gas gives no alarm of gas', () => {
    const meter = exposed({ type: 'numeric', property: 'gas', unit: 'm³' });
    expect(capabilitiesOf(meter, false)).toEqual([]);
    expect(told(meter, 'gas', 12.5)).toBeNull();
  });

  test('breaking glass and noise are readings of their own', () => {
    expect(capabilitiesOf(glass, false)).toEqual(['glass-break', 'sound']);
    expect(told(glass, 'glass_break', true)).toEqual({ glassBreak: true });
    expect(told(glass, 'noise_detected', false)).toEqual({ sound: false });
    expect(told(glass, 'glass_break', 'maybe')).toBeNull();
  });

  test('a siren that is started by an alarm with a melody is a siren, and sounds; a smoke detector with one is none', () => {
    const alarm = { type: 'binary', property: 'alarm', access: 3, value_on: true, value_off: false };
    const sounds = [alarm, { type: 'enum', property: 'melody' }, { type: 'numeric', property: 'duration' }];
    const siren = exposed(...sounds, { type: 'numeric', property: 'temperature' });
    expect(kindOf(siren, 'Alarm')).toBe('siren');
    expect(capabilitiesOf(siren, false)).toContain('siren');
    expect(told(siren, 'alarm', true)).toEqual({ siren: 'sounding' });
    const smoke = { type: 'binary', property: 'smoke', value_on: true, value_off: false };
    expect(kindOf(exposed(...sounds, smoke), '')).toBe('sensor');
    expect(kindOf(exposed({ ...alarm, access: 1 }, ...sounds.slice(1)), '')).toBe('other');
  });

  test('a blind tells where it stands, and not that it was stopped somewhere', () => {
    expect(capabilitiesOf(blind, false)).toEqual(['cover']);
    expect(told(blind, 'state', 'CLOSE')).toEqual({ cover: 'closed' });
    expect(told(blind, 'state', 'STOP')).toBeNull();
  });
});
