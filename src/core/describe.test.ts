import { expect, test } from 'vitest';

import { headline, kindWords, reachabilityWords, statusWords } from './describe';
import type { Device } from './device';
import type { Told } from './told';
import { emptyDevice } from './fold/device-merge';

const told = <const T>(value: T, retained = false): Told<T> => ({ value, at: 7, retained, by: 'zigbee2mqtt' });
const device = (part: Partial<Device>): Device => ({ ...emptyDevice('one'), ...part });
const thermostat = {
  temperatureC: told(19.5),
  humidityPercent: told(48),
  targetTemperatureC: told(21, true),
  thermostatMode: told('heat', true),
};
const online = { reachability: 'online', said: told('online'), lastSeenLive: true } as const;

test.each<[string, Device, string]>([
  ['heard live', device(online), 'Online'],
  [
    'online only in the broker’s memory',
    device({ reachability: 'online', said: told('online', true) }),
    'Said online, not heard yet',
  ],
  ['asleep between reports', device({ reachability: 'asleep', said: told('asleep') }), 'Asleep, reports on a schedule'],
  ['offline', device({ reachability: 'offline', said: told('offline') }), 'Offline'],
  [
    'behind a bridge that is down',
    device({ ...online, reachability: 'unknown', said: told('online') }),
    'Unknown: its bridge is offline',
  ],
  ['nobody said anything of it', device({}), 'Not heard yet'],
  ['nobody says whether it is there, but it speaks', device({ lastSeenLive: true }), 'Heard from'],
  ['switched off on purpose', device({ ...online, disabled: true }), 'Switched off, in its bridge'],
])('%s', (_story, one, words) => {
  expect(reachabilityWords(one).words).toBe(words);
});

test.each<[string, Device, string]>([
  ['a closed window', device({ ...online, state: { contact: told('closed') } }), 'Closed'],
  [
    'tampering is said before the window it sits on',
    device({ ...online, state: { contact: told('closed'), tamper: told(true) } }),
    'Tampered with',
  ],
  [
    'temperature and humidity belong together',
    device({ ...online, state: { temperatureC: told(21.44), humidityPercent: told(48.2) } }),
    '21.4 °C, 48 %',
  ],
  [
    'a thermostat that heats says how far it is',
    device({ ...online, state: { ...thermostat, thermostatAction: told('heating') } }),
    'Heating to 21 °C, now 19.5 °C',
  ],
  [
    'whether it heats now is nothing that a broker remembers, what it is set to is',
    device({ ...online, state: { ...thermostat, thermostatAction: told('heating', true) } }),
    'Set to 21 °C, now 19.5 °C',
  ],
  [
    'a thermostat that is off is set to nothing',
    device({ ...online, state: { ...thermostat, thermostatMode: told('off'), thermostatAction: told('idle') } }),
    'Off, now 19.5 °C',
  ],
  [
    'a thermostat that measures nothing says what it is set to',
    device({ ...online, state: { targetTemperatureC: told(21) } }),
    'Set to 21 °C',
  ],
  [
    'a lock is about its bolt, not about the battery of its keypad',
    device({ ...online, capabilities: ['lock'], state: { keypadBatteryLow: told(true) } }),
    'Not reported yet',
  ],
  ['zero degrees are a value', device({ ...online, state: { temperatureC: told(0) } }), '0 °C'],
  ['a sensor that has not spoken', device({ ...online, capabilities: ['contact'] }), 'Not reported yet'],
  [
    'a keypad is about what was typed on it, not about its case',
    device({
      ...online,
      kind: 'alarm',
      capabilities: ['keypad', 'tamper'],
      state: { tamper: told(false) },
      lastEvent: told({ event: 'disarm', text: 'Disarmed with a code', meaning: null }),
    }),
    'Disarmed with a code',
  ],
  ['a bridge has no state but being there', device({ ...online, kind: 'hub' }), 'Online'],
  [
    'a door that went away',
    device({ reachability: 'offline', said: told('offline'), state: { contact: told('open') } }),
    'Last known: open',
  ],
])('%s', (_story, one, words) => {
  expect(headline(one).words).toBe(words);
});

test('a memory of the broker has no time', () => {
  const remembered = device({ ...online, state: { lock: told('locked', true) } });
  expect(headline(remembered)).toMatchObject({ words: 'Locked', at: null, remembered: true });
});

test('a device that is away has the status of being away, not its last state', () => {
  const away = device({ reachability: 'offline', said: told('offline'), state: { lock: told('locked') } });
  expect(statusWords(away)).toEqual({ words: 'Offline', mood: 'notice' });
});

test('a sensor is named after what it senses', () => {
  expect(kindWords(device({ kind: 'sensor', capabilities: ['battery', 'tamper', 'smoke'] }))).toBe('Smoke sensor');
  expect(kindWords(device({ kind: 'sensor', capabilities: ['battery'] }))).toBe('Sensor');
  expect(kindWords(device({ kind: 'alarm', capabilities: ['keypad'] }))).toBe('Keypad');
});
