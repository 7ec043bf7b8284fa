import { describe, expect, test } from 'vitest';

import { config as heater } from '@/conventions/tasmota/examples.testing';
import { device5, door4 } from '@/conventions/homie/examples.testing';
import { messageOf, type Line } from '@/conventions/listen.testing';
import { bridgeDevices } from '@/conventions/zigbee2mqtt/examples.testing';
import { activityBetween, type Activity } from '@/core/activity';
import { reachabilityWords } from '@/core/describe';
import type { Device } from '@/core/device';

import { loadedConventions } from './conventions.testing';
import { openPipeline } from './pipeline';

const noon = Date.UTC(2026, 10, 24, 12);
const hour = 3_600_000;
type Heard = Line & { readonly at?: number };

/** A home that hears these messages, and what each device was seen to do. */
function openHome(...begin: readonly Heard[]) {
  const pipeline = openPipeline(loadedConventions, () => {});
  const activity: Activity[] = [];
  const hear = (...lines: readonly Heard[]) => {
    for (const line of lines) {
      const before = new Map(pipeline.home.devices);
      pipeline.hear(messageOf(line, line.at ?? noon));
      for (const [id, device] of pipeline.home.devices) activity.push(...activityBetween(before.get(id), device));
    }
  };
  const named = (name: string): Device => {
    const found = [...pipeline.home.devices.values()].find((device) => device.name === name);
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  };
  hear(...begin);
  return { hear, named, activity };
}

const retained = (topic: string, payload: unknown): Line => ({ topic, payload, retained: true });
const live = (topic: string, payload: unknown, at?: number): Heard => ({
  topic,
  payload,
  ...(at !== undefined && { at }),
});
const zigbee = [retained('z/bridge/state', { state: 'online' }), retained('z/bridge/devices', bridgeDevices)];
const door = 'z/Haus/Tür';
const says = (device: Device) => reachabilityWords(device).words;

describe('what the broker remembers', () => {
  test('tells that a device was said to be online, not that it lives', () => {
    const { named, hear } = openHome(...zigbee, retained(`${door}/availability`, { state: 'online' }));
    expect(named('Haus/Tür')).toMatchObject({ reachability: 'online', lastSeen: null, lastSeenLive: false });
    expect(says(named('Haus/Tür'))).toBe('Said online, not heard yet');
    hear(live(door, { contact: true }));
    expect(named('Haus/Tür')).toMatchObject({ lastSeen: noon, lastSeenLive: true });
    expect(says(named('Haus/Tür'))).toBe('Online');
  });

  test('of a will that was never sent is the same: nobody heard the device', () => {
    const announced = retained('tasmota/discovery/8CAAB50000A1/config', heater);
    const { named } = openHome(announced, retained('house/heater/meldung/LWT', 'here'));
    expect(named('Garage heater')).toMatchObject({ reachability: 'online', lastSeenLive: false });
    expect(says(named('Garage heater'))).toBe('Said online, not heard yet');
  });

  test('of a state is no activity, and a live repeat of it is none either', () => {
    const { activity, hear } = openHome(...zigbee, retained(door, { contact: true, lock_state: 'locked' }));
    hear(live(door, { contact: true, lock_state: 'locked' }));
    expect(activity).toEqual([]);
    hear(live(door, { contact: false, lock_state: 'locked' }));
    expect(activity.map((entry) => entry.type === 'state' && [entry.key, entry.value])).toEqual([['contact', 'open']]);
  });

  test('does not overrule what was heard live, however often it is delivered', () => {
    const { named, hear } = openHome(...zigbee, live(door, { contact: false }));
    hear(retained(door, { contact: false }), retained(door, { contact: false }));
    expect(named('Haus/Tür').state.contact).toMatchObject({ value: 'open', retained: false, at: noon });
  });
});

describe('a bridge that is dead', () => {
  test('leaves nothing known of a Zigbee device, whatever was said of it before', () => {
    const { named, hear } = openHome(...zigbee, retained(`${door}/availability`, { state: 'online' }));
    hear(live('z/bridge/state', { state: 'offline' }));
    expect(named('Haus/Tür').reachability).toBe('unknown');
    expect(says(named('Haus/Tür'))).toBe('Unknown: its bridge is offline');
    hear(live('z/bridge/state', { state: 'online' }));
    expect(named('Haus/Tür').reachability).toBe('online');
  });

  test('takes the children of a Homie 5 root along: they are offline', () => {
    const root = device5('root', { name: 'Root', children: ['leaf'] });
    const leaf = device5('leaf', { name: 'Leaf', root: 'root', parent: 'root' });
    const { named, hear } = openHome(...root, ...leaf);
    expect(named('Leaf').reachability).toBe('online');
    hear(live('home/5/root/$state', 'lost'));
    expect(named('Leaf').reachability).toBe('offline');
  });
});

describe('a sleeper', () => {
  test('is asleep, not offline, while its will says that it is away', () => {
    const announced = { ...heater, mac: '8CAAB50000B2', dn: 'Bathroom window', t: 'bath', dslp: 1, bat: 1 };
    const { named, activity, hear } = openHome(
      retained('tasmota/discovery/8CAAB50000B2/config', announced),
      retained('house/bath/meldung/LWT', 'gone'),
    );
    expect(named('Bathroom window').reachability).toBe('asleep');
    hear(live('house/bath/meldung/LWT', 'here'), live('house/bath/meldung/LWT', 'gone'));
    expect(named('Bathroom window').reachability).toBe('asleep');
    expect(activity.every((entry) => entry.type !== 'reachability' || entry.reachability !== 'offline')).toBe(true);
  });

  test('that Homie says is sleeping is well', () => {
    const { named, hear } = openHome(...door4);
    hear(live('house/door/$state', 'sleeping'));
    expect(named('Haustür').reachability).toBe('asleep');
    expect(says(named('Haustür'))).toBe('Asleep, reports on a schedule');
  });
});

describe('a clock that is wrong', () => {
  test('and ahead puts nothing into the future', () => {
    for (const ahead of [30_000, hour, 50 * 365 * 24 * hour]) {
      const { named } = openHome(...zigbee, live(door, { contact: true, last_seen: noon + ahead }));
      expect(named('Haus/Tür')).toMatchObject({ lastSeen: noon, lastSeenLive: true });
    }
  });

  test('and behind tells when the device spoke by its own word, and one that was never set tells nothing', () => {
    const { named } = openHome(...zigbee, live(door, { contact: true, last_seen: noon - hour }));
    expect(named('Haus/Tür')).toMatchObject({ lastSeen: noon - hour, lastSeenLive: true });
    const unset = openHome(...zigbee, live(door, { contact: true, last_seen: 12_345 }));
    expect(unset.named('Haus/Tür').lastSeen).toBe(noon);
  });

  test('does not take back that a device was heard later than its word says', () => {
    const { named, hear } = openHome(...zigbee, live(door, { contact: true }));
    hear(live(door, { contact: false, last_seen: noon - hour }, noon + 1_000));
    expect(named('Haus/Tür').lastSeen).toBe(noon);
    expect(named('Haus/Tür').state.contact).toMatchObject({ value: 'open', at: noon + 1_000 });
  });
});

describe('one event that comes six times', () => {
  test('of a radio sensor is one activity', () => {
    const said = { model: 'Kerui-Security', id: 77, motion: 1 };
    const copies = [0, 1, 2, 3, 4, 5].map((copy) =>
      live('rtl_433/shed/events', { time: '2026-11-23 12:00:00', ...said, rssi: -copy }, noon + hour + copy * 150),
    );
    const first = live('rtl_433/shed/events', { time: '2026-11-23 11:00:00', ...said }, noon);
    expect(openHome(first, ...copies).activity.map(({ type }) => type)).toEqual(['event']);
  });

  test('of a bridge is one activity, and the same a minute later is another', () => {
    const copies = [0, 1, 2, 3, 4, 5].map((copy) => live(door, { action: 'unlock' }, noon + copy * 150));
    const { activity, hear } = openHome(...zigbee, ...copies);
    expect(activity.filter(({ type }) => type === 'event')).toHaveLength(1);
    hear(live(door, { action: 'unlock' }, noon + 60_000));
    expect(activity.filter(({ type }) => type === 'event')).toHaveLength(2);
  });
});
