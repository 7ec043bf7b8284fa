import { describe, expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { ConnectionState, Listening } from '@/core/feed';
import { shareOf, sumUp } from '@/core/home-summary';
import type { Incident } from '@/core/alerts/incident';
import type { Capability, Reachability } from '@/core/observation';
import type { State } from '@/core/state';

import { verdict, type VerdictFacts } from './verdict';

const hour = 3_600_000;
const day = 24 * hour;
const now = 1_000 * day;

type Telling = Partial<Device> & { readonly tells?: State; readonly ago?: number };

function device(name: string, capability: Capability | null, telling: Telling = {}): Device {
  const { tells = {}, ago = 0, ...rest } = telling;
  const told = { at: now - ago, retained: false, by: 'zigbee2mqtt' } as const;
  const reachability: Reachability = rest.reachability ?? 'online';
  return {
    ...emptyDevice(name),
    name,
    capabilities: capability === null ? [] : [capability],
    said: { value: reachability, ...told },
    lastSeen: now - ago,
    lastSeenLive: true,
    state: Object.fromEntries(Object.entries(tells).map(([key, value]) => [key, { value, ...told }])),
    ...rest,
    reachability,
  };
}

const lock = (name: string, value: State['lock'] = 'locked', telling: Telling = {}) =>
  device(name, 'lock', { kind: 'lock', ...telling, tells: { ...(value && { lock: value }) } });
const contact = (name: string, value: State['contact'] = 'closed', telling: Telling = {}) =>
  device(name, 'contact', { kind: 'sensor', ...telling, tells: { ...(value && { contact: value }) } });
const smoke = (name: string, value: boolean, telling: Telling = {}) =>
  device(name, 'smoke', { kind: 'sensor', ...telling, tells: { smoke: value } });
const lowBattery = (percent: number): Pick<Device, 'battery'> => ({
  battery: { value: { percent, low: null }, at: now, retained: false, by: 'zigbee2mqtt' },
});
const away = (ago: number): Telling => ({ reachability: 'offline', ago });
const cutOff = {
  reachability: 'unknown',
  said: { value: 'online', at: 0, retained: false, by: 'zigbee2mqtt' },
} as const;

const connected: ConnectionState = { status: 'connected', url: 'ws://home', since: 0, username: 'owner' };
const settled: Listening = { phase: 'settled', filters: 1 };

function say(devices: readonly Device[], facts: Partial<VerdictFacts> = {}) {
  const summary = sumUp(devices.map(shareOf));
  return verdict({ connection: connected, listening: settled, withheld: 0, alerts: [], summary, ...facts }, now);
}

test('smoke is said before any story, and before whatever else is an alarm', () => {
  const story = { severity: 'critical', title: 'Somebody has your gateway’s log-in' } as Incident;
  const codes = alertOf({ id: 'codes', class: 'pin_bruteforce' });
  expect(say([smoke('Cellar', true)], { incidents: [story, story], alerts: [codes] }).sentence).toMatch(
    /^Smoke, says /,
  );
  const told = alertOf({ id: 'smoke', class: 'safety', title: 'The attic reports smoke' });
  expect(say([], { incidents: [story, story], alerts: [told] }).sentence).toMatch(/^The attic reports smoke, and /);
});

test('the alarm that goes off comes after smoke, and before any story', () => {
  const story = { severity: 'critical', title: 'Somebody has your gateway’s log-in' } as Incident;
  const panel = (telling: Telling = {}) =>
    device('Alarmo', 'alarm-panel', { kind: 'alarm', ...telling, tells: { alarm: 'triggered' } });
  expect(say([panel()], { incidents: [story, story] }).sentence).toMatch(/^The alarm is going off, and /);
  expect(say([panel(), smoke('Hallway smoke', true)]).sentence).toBe(
    'Smoke in the hallway, and the alarm is going off',
  );
  expect(say([panel(away(60_000))]).sentence).toBe('The alarm was going off when last heard');
});

test('smoke is said before somebody who may be breaking in, and an area that goes off with its panel is one alarm', () => {
  const title = 'Somebody may be breaking in: glass broke';
  const burglary = { story: 'break-in', severity: 'critical', title } as Incident;
  expect(say([smoke('Hallway smoke sensor', true)], { incidents: [burglary] }).sentence).toBe(
    'Smoke in the hallway, and somebody may be breaking in: glass broke',
  );
  const panel = (name: string) => device(name, 'alarm-panel', { kind: 'alarm', tells: { alarm: 'triggered' } });
  expect(say([panel('alarmo'), panel('alarmo/cellar')]).sentence).toBe('The alarm is going off');
  expect(say([panel('alarmo'), panel('alarmo2')]).sentence).toBe('2 alarms are going off');
});

const calmHome = [lock('Front door'), contact('Kitchen window'), smoke('Hallway smoke', false)];

describe('a calm home', () => {
  test.each<[string, readonly Device[], string]>([
    ['all is well', calmHome, 'Everything is locked and quiet'],
    ['a home without locks', [contact('Kitchen window')], 'Everything is closed and quiet'],
    ['a home with nothing but plugs', [device('Coffee machine', 'switch')], 'Nothing is wrong'],
    [
      'a low battery is a footnote',
      [...calmHome, contact('Garage door', 'closed', lowBattery(4))],
      'Everything is locked and quiet, but the battery of the garage door is low',
    ],
    [
      'several low batteries',
      [lock('Front door', 'locked', lowBattery(3)), contact('Kitchen window', 'closed', lowBattery(9))],
      'Everything is locked and quiet, but 2 batteries are low',
    ],
    [
      'a device that was switched off on purpose',
      [...calmHome, lock('Shed door', 'unlocked', { disabled: true })],
      'Everything is locked and quiet',
    ],
  ])('%s', (_story, devices, sentence) => {
    expect(say(devices)).toMatchObject({ mood: 'calm', sentence });
  });

  test('it says what its calm rests on', () => {
    expect(say(calmHome).detail).toBe('1 lock is locked, 1 door or window is closed, 1 smoke or water sensor is calm.');
  });
});

describe('one thing is wrong', () => {
  test.each<[string, readonly Device[], string, string]>([
    ['smoke', [smoke('Hallway smoke sensor', true)], 'alarm', 'Smoke in the hallway'],
    ['smoke in a known room', [smoke('Detector 7', true, { room: 'Bedroom' })], 'alarm', 'Smoke in the bedroom'],
    ['smoke nobody knows where', [smoke('Fibaro', true)], 'alarm', 'Smoke, says Fibaro'],
    ['water', [device('Bathroom leak', 'leak', { tells: { leak: true } })], 'alarm', 'Water in the bathroom'],
    ['a jam', [lock('Garage door', 'not_fully_locked')], 'alarm', 'The bolt of the garage door did not reach its end'],
    [
      'tampering',
      [contact('Kitchen window', 'closed', {}), device('Hallway motion', 'tamper', { tells: { tamper: true } })],
      'alarm',
      'The hallway motion says that it was tampered with',
    ],
    ['an unlocked door', [lock('Back door', 'unlocked')], 'notice', 'The back door is unlocked'],
    ['a lock that is called a lock', [lock('Back door lock', 'unlocked')], 'notice', 'The back door is unlocked'],
    ['a name in another language', [lock('Haustür', 'unlocked')], 'notice', 'Haustür is unlocked'],
    ['an open window', [contact('Kitchen window', 'open')], 'notice', 'The kitchen window is open'],
    ['two doors', [contact('Front door', 'open'), contact('Back door', 'open')], 'notice', '2 doors are open'],
    [
      'a door and a window',
      [contact('Front door', 'open'), contact('Attic window', 'open')],
      'notice',
      '2 doors and windows are open',
    ],
    [
      'a sensor that is silent for days',
      [contact('Garden gate', 'closed', away(3 * day + hour))],
      'notice',
      'The garden gate has not reported for 3 days',
    ],
    [
      'a sensor that went away today',
      [contact('Garden gate', 'closed', away(hour))],
      'notice',
      'The garden gate is offline',
    ],
    [
      'an unlocked door that went away',
      [lock('Back door', 'unlocked', away(2 * day))],
      'notice',
      'The back door was unlocked when last heard',
    ],
  ])('%s', (_story, devices, mood, sentence) => {
    expect(say(devices)).toMatchObject({ mood, sentence });
  });

  test('a lock that never spoke, or says that it does not know, is not called locked', () => {
    const silent = device('Front door', 'lock', { kind: 'lock' });
    expect(say([silent])).toMatchObject({
      mood: 'unknown',
      sentence: 'The front door lock does not say whether it is locked',
    });
  });
});

describe('many things are wrong', () => {
  test('the worst comes first, the second beside it, the rest is counted', () => {
    const devices = [
      contact('Garden gate', 'closed', away(3 * day)),
      lock('Back door', 'unlocked'),
      smoke('Kitchen smoke', true),
      contact('Attic window', 'open'),
    ];
    expect(say(devices)).toEqual({
      mood: 'alarm',
      sentence: 'Smoke in the kitchen, and the back door is unlocked',
      detail: 'And 2 more things to look at.',
    });
  });

  test('doors that are open and a sensor that is silent share a sentence', () => {
    const devices = [
      contact('Front door', 'open'),
      contact('Back door', 'open'),
      contact('Garden gate', 'closed', away(3 * day)),
    ];
    expect(say(devices).sentence).toBe('2 doors are open, and the garden gate has not reported for 3 days');
  });
});

describe('something happened', () => {
  const wrongCodes = alertOf({ class: 'pin_bruteforce' });
  const failed = alertOf({ class: 'update_failed', severity: 'warning' });

  test('an attack comes before what is merely open, and after a fire', () => {
    expect(say([contact('Attic window', 'open')], { alerts: [wrongCodes] })).toMatchObject({
      mood: 'alarm',
      sentence: 'Somebody tried wrong codes at a door, and the attic window is open',
    });
    expect(say([smoke('Kitchen smoke', true)], { alerts: [wrongCodes] }).sentence).toBe(
      'Smoke in the kitchen, and somebody tried wrong codes at a door',
    );
  });

  test('a failed update is a footnote of a calm home', () => {
    expect(say(calmHome, { alerts: [failed] })).toMatchObject({
      mood: 'calm',
      sentence: 'Everything is locked and quiet, but an update failed',
    });
  });
});

describe('what is not known is not called well', () => {
  test('a bridge that is down hides what is behind it', () => {
    const bridge = device('Zigbee2MQTT', null, { kind: 'hub', reachability: 'offline' });
    expect(say([bridge, lock('Front door', 'locked', cutOff)])).toMatchObject({
      mood: 'notice',
      sentence: 'Zigbee2MQTT is offline, so nothing is known of the devices behind it',
      detail: null,
    });
  });

  test('sensors that have not reported since the page opened are named as such', () => {
    const silent = device('Attic window', 'contact', { kind: 'sensor' });
    expect(say([...calmHome, silent])).toMatchObject({
      sentence: 'Everything is locked and quiet, as far as heard',
      detail: '1 door or window has not reported yet.',
    });
  });

  test('a broker that withheld devices leaves the verdict open', () => {
    expect(say(calmHome, { withheld: 12 })).toMatchObject({
      mood: 'unknown',
      sentence: 'Everything is locked and quiet, as far as the broker tells',
    });
  });

  test('while the page still listens it says so, unless there is something to tell already', () => {
    const listening: Listening = { phase: 'learning', filters: 3 };
    expect(say(calmHome, { listening }).sentence).toBe('Connected, still listening…');
    expect(say([device('Front door', 'lock')], { listening })).toMatchObject({
      sentence: 'Connected, still listening…',
      detail: '1 device so far.',
    });
    expect(say(calmHome, { listening }).detail).toMatch(/^\d+ devices so far\. 2? ?.*closed/);
    expect(say([smoke('Kitchen smoke', true)], { listening }).sentence).toBe('Smoke in the kitchen');
  });

  test('a broker with no devices is no calm home', () => {
    expect(say([])).toMatchObject({ mood: 'unknown', sentence: 'No devices yet' });
  });

  test('without a connection it tells what was so when the home was last heard', () => {
    const connection: ConnectionState = { status: 'reconnecting', url: '', since: 0, retryAt: 0, failure: null };
    expect(say(calmHome, { connection })).toMatchObject({
      mood: 'unknown',
      sentence: 'Your home cannot be heard right now',
      detail: 'When it was last heard: everything was locked and quiet.',
    });
    expect(say([lock('Back door', 'unlocked')], { connection }).detail).toBe(
      'When it was last heard: the back door was unlocked.',
    );
    expect(say([smoke('Kitchen smoke', true)], { connection, heardUntil: now - 3 * 60_000 }).detail).toBe(
      'When it was last heard, 3 min ago: smoke in the kitchen.',
    );
  });
});
