import { describe, expect, test } from 'vitest';

import { openChanges, openHome, type Home } from '../home';
import { fold } from './fold';
import type { ConventionName, Fact } from '../observation';
import { disagreements, saidWords } from '../testimony-words';

const voices = {
  zigbee2mqtt: 'zigbee2mqtt:z/0x1',
  'home-assistant': 'home-assistant:0x1',
} as const satisfies Partial<Record<ConventionName, string>>;
type By = keyof typeof voices;

function tell(home: Home, by: By, fact: Fact, { at = 1_000, retained = false, voice = voices[by] as string } = {}) {
  return fold(home, { device: voice, convention: by, at, retained, fact }, openChanges());
}

function announce(home: Home, by: By, name: string, voice: string = voices[by], identifiers = ['ieee:0x1']) {
  const identity: Fact = {
    type: 'identity',
    identifiers,
    name,
    nameIsDerived: false,
    room: null,
    vendor: null,
    model: null,
    kind: 'lock',
    capabilities: ['lock'],
    power: null,
    via: null,
    disabled: false,
  };
  tell(home, by, identity, { voice });
}

const lock = (value: 'locked' | 'unlocked' | 'locking'): Fact => ({ type: 'state', state: { lock: value } });
const only = (home: Home) => [...home.devices.values()][0]!; // each story tells of one device

function doorOfTwoVoices(): Home {
  const home = openHome();
  announce(home, 'zigbee2mqtt', 'Front door');
  tell(home, 'zigbee2mqtt', lock('locked'), { at: 500 });
  announce(home, 'home-assistant', 'Lock in the hall');
  return home;
}

describe('a device of two voices', () => {
  test('is listed with what each calls it and what each said, also what the first said while it was alone', () => {
    const home = doorOfTwoVoices();
    tell(home, 'home-assistant', { type: 'battery', percent: 80 }, { at: 700, retained: true });
    expect(only(home).testimonies).toEqual([
      expect.objectContaining({ by: 'zigbee2mqtt', name: 'Front door', lock: 'locked', at: 500, retained: false }),
      expect.objectContaining({ by: 'home-assistant', name: 'Lock in the hall', lock: null, at: 700, retained: true }),
    ]);
    expect(only(home).testimonies.map(saidWords)).toEqual([['locked'], ['battery 80 %']]);
  });

  test('and what one of them takes back of its warmth is no word on the bolt', () => {
    const home = doorOfTwoVoices();
    tell(home, 'zigbee2mqtt', { type: 'untold', key: 'targetTemperatureC' });
    expect(only(home).testimonies[0]).toMatchObject({ lock: 'locked' });
    expect(only(home).testimonies[0]).not.toHaveProperty('targetTemperatureC');
  });

  test('that say different things are told apart in words', () => {
    const home = doorOfTwoVoices();
    tell(home, 'home-assistant', lock('unlocked'));
    expect(disagreements(only(home).testimonies)).toEqual([
      'Zigbee2MQTT says locked, Home Assistant discovery says unlocked',
    ]);
    tell(home, 'home-assistant', lock('locked'));
    expect(disagreements(only(home).testimonies)).toEqual([]);
  });

  test('differ in nothing while the bolt moves, or while one of them tells nothing', () => {
    const home = doorOfTwoVoices();
    expect(disagreements(only(home).testimonies)).toEqual([]);
    tell(home, 'home-assistant', lock('locking'));
    expect(disagreements(only(home).testimonies)).toEqual([]);
  });

  test('are not at odds over a sleeper, a battery read a little later, or two ways to write a version', () => {
    const home = doorOfTwoVoices();
    const pairs: readonly (readonly [Fact, Fact])[] = [
      [
        { type: 'reachability', reachability: 'asleep' },
        { type: 'reachability', reachability: 'online' },
      ],
      [
        { type: 'battery', percent: 71 },
        { type: 'battery', percent: 80 },
      ],
      [
        { type: 'firmware', installed: 'v1.14.0' },
        { type: 'firmware', installed: '20230913-112003/1.14.0-gcb84623' },
      ],
    ];
    for (const [one, other] of pairs) {
      tell(home, 'zigbee2mqtt', one);
      tell(home, 'home-assistant', other);
    }
    expect(disagreements(only(home).testimonies)).toEqual([]);
    tell(home, 'home-assistant', { type: 'reachability', reachability: 'offline' });
    tell(home, 'home-assistant', { type: 'battery', percent: 12 });
    tell(home, 'home-assistant', { type: 'firmware', installed: '1.13.0' });
    expect(disagreements(only(home).testimonies)).toEqual([
      'Zigbee2MQTT says asleep, Home Assistant discovery says offline',
      'Zigbee2MQTT says battery 71 %, Home Assistant discovery says battery 12 %',
      'Zigbee2MQTT says firmware v1.14.0, Home Assistant discovery says firmware 1.13.0',
    ]);
  });

  test('has one again when the other is removed, and then nothing is kept beside the device', () => {
    const home = doorOfTwoVoices();
    tell(home, 'home-assistant', { type: 'removed' });
    expect(only(home).testimonies).toEqual([]);
  });

  test('was two devices till an announcement named both: what each said is kept', () => {
    const home = openHome();
    announce(home, 'zigbee2mqtt', 'Front door');
    tell(home, 'zigbee2mqtt', lock('locked'));
    announce(home, 'home-assistant', 'Hall', voices['home-assistant'], ['ha:hall']);
    tell(home, 'home-assistant', lock('unlocked'));
    announce(home, 'home-assistant', 'Hall', voices['home-assistant'], ['ha:hall', 'ieee:0x1']);
    expect(home.devices.size).toBe(1);
    expect(disagreements(only(home).testimonies)).toHaveLength(1);
  });

  test('that speaks with a hundred voices is listed with a few', () => {
    const home = doorOfTwoVoices();
    for (let n = 0; n < 100; n++) announce(home, 'home-assistant', 'Door', `home-assistant:${n}`);
    expect(only(home).testimonies.length).toBeLessThanOrEqual(8);
  });

  test('is not changed by a memory that is delivered again', () => {
    const home = doorOfTwoVoices();
    tell(home, 'home-assistant', lock('unlocked'), { at: 800 });
    const before = only(home);
    tell(home, 'home-assistant', lock('unlocked'), { at: 900, retained: true });
    expect(only(home)).toBe(before);
  });
});

test('a device of one voice keeps nothing beside what it is', () => {
  const home = openHome();
  announce(home, 'zigbee2mqtt', 'Front door');
  tell(home, 'zigbee2mqtt', lock('locked'));
  expect(only(home).testimonies).toEqual([]);
});
