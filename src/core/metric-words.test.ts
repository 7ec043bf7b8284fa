import { expect, test } from 'vitest';

import { metrics } from './history';
import { openChanges, openHome } from './home';
import { fold } from './fold/fold';
import { metricsOf } from './metric-words';
import type { Fact } from './observation';

const identity: Fact = {
  type: 'identity',
  identifiers: ['attic'],
  name: 'Attic',
  nameIsDerived: false,
  room: null,
  vendor: null,
  model: null,
  kind: 'sensor',
  capabilities: [],
  power: 'battery',
  disabled: false,
  via: null,
};

function deviceThatTold(...facts: readonly Fact[]) {
  const home = openHome();
  for (const fact of [identity, ...facts])
    fold(home, { device: 'z:attic', convention: 'zigbee2mqtt', at: 1_000, retained: false, fact }, openChanges());
  const [device] = home.devices.values();
  if (device === undefined) throw new Error('There is no device');
  return device;
}
const greeted: Fact = { type: 'reachability', reachability: 'online' };
const measured: Fact = { type: 'state', state: { temperatureC: 20 } };

test('a device offers what it told, what it is for first, and how often it speaks', () => {
  expect(metricsOf(deviceThatTold({ type: 'battery', percent: 80 }, measured))).toEqual([
    'temperatureC',
    'battery',
    'messages',
  ]);
});

test('how large its messages are is offered once it is kept', () => {
  expect(metricsOf(deviceThatTold(measured), ['messageBytes', 'messages'])).toEqual([
    'temperatureC',
    'messages',
    'messageBytes',
  ]);
});

test('each number has the place under which its course was learned: a new one stands last', () => {
  const learned =
    'battery lqi rssi messages temperatureC humidityPercent powerW energyKwh voltageV pressureHpa illuminanceLux';
  const later = 'deviceTemperatureC viewers bitrateKbps messageBytes';
  expect(metrics.join(' ')).toBe(`${learned} ${later}`);
});

test('a sensor that sleeps since we came back offers what is kept of it', () => {
  expect(metricsOf(deviceThatTold(greeted))).toEqual(['messages']);
  expect(metricsOf(deviceThatTold(greeted), ['messages', 'battery', 'temperatureC'])).toEqual([
    'temperatureC',
    'battery',
    'messages',
  ]);
  expect(metricsOf(deviceThatTold(greeted, measured), ['temperatureC'])).toEqual(['temperatureC', 'messages']);
});
