import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { untoldFirmware } from '@/core/firmware.testing';

import { bareRules, taskOf } from './firmware-task.testing';
import { mergePlans } from './plan-merge';
import { forgotten } from './forgetting';
import { review } from './queue';
import type { FirmwareQueue, Look } from './queue-look';
import { takenBack, turnsOf } from './sleeper-turn';
import { emptyPlan } from '@/core/firmware/update-plan';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const told = <T>(value: T, at: number) => ({ value, at, retained: false, by: 'zigbee2mqtt' }) as const;
const night = { ...bareRules, hours: { from: 60, to: 300 }, batteryFloorPercent: 30 };

/** Sleepers of one bridge, which keeps what is left for them, and forgets it when it is told to. */
function open(...sleepers: readonly string[]) {
  const devices = new Map<string, Device>();
  const say = (id: string, part: Partial<Device>) =>
    void devices.set(id, { ...(devices.get(id) ?? emptyDevice(id)), ...part });
  const keep = (id: string, scheduled: boolean, at: number) =>
    say(id, { firmware: told({ ...untoldFirmware, installed: '1.0', updateAvailable: true, scheduled }, at) });
  for (const id of sleepers) {
    say(id, { via: 'bridge', power: 'battery', capabilities: ['firmware-update', 'firmware-schedule'] });
    keep(id, false, 0);
  }
  let queue: FirmwareQueue = sleepers.map((device, place) => taskOf({ device, place, unattended: true }));
  const sent: string[] = [];
  const home = {
    say,
    keep,
    sent,
    isDeaf: false,
    look(now: number, part: Partial<Look> = {}) {
      const next = review(queue, { devices, now, minute: 120, rules: night, mayBegin: true, ...part });
      const told = forgotten(next.queue, { devices, now });
      queue = told.tasks;
      for (const { device, command } of [...told.start, ...next.start]) {
        sent.push(`${command.type} ${device}`);
        if (!home.isDeaf) keep(device, command.type === 'schedule-update', now);
      }
    },
    get stages() {
      return queue.map(({ stage }) => stage);
    },
    get queue() {
      return queue;
    },
  };
  return home;
}

const armed: Partial<Device> = { kind: 'alarm', state: { alarm: told('armed_away', 0) } };
const low = { battery: told({ percent: 5, low: null }, 0) };

describe('what a bridge keeps for a sleeper', () => {
  test.each([
    ['the alarm is armed', 'armed', 'panel', armed, {}],
    ['its hours are over', 'hours', 'a', {}, { minute: 720 }],
    ['its battery is too low', 'battery', 'a', low, {}],
    ['its file is seen to be another', 'image', 'a', {}, { isHeldBack: () => true }],
  ] as const)('is taken back when %s, and left again afterwards', (_why, hold, id, part, look) => {
    const home = open('a');
    home.look(0);
    home.say(id, part);
    home.look(minuteMs, look);
    expect(home.sent).toEqual(['schedule-update a', 'call-off-update a']);
    expect(home.stages).toEqual([{ at: 'waiting', hold, notBefore: minuteMs }]);
    home.say('panel', { state: {} });
    home.say('a', { battery: null });
    home.look(2 * minuteMs);
    expect(home.stages).toMatchObject([{ at: 'scheduled', since: 2 * minuteMs }]);
  });

  test('is taken back again, once a minute, while its bridge shows that it did not hear it', () => {
    const home = open('a');
    home.look(0);
    home.isDeaf = true;
    home.say('panel', armed);
    for (let second = 60; second <= 180; second += 10) home.look(second * 1_000);
    expect(home.sent.filter((one) => one === 'call-off-update a')).toHaveLength(3);
  });

  test('is not said to be taken back while its bridge is offline: it has it still', () => {
    const home = open('a');
    home.look(0);
    home.say('bridge', { reachability: 'offline' });
    home.say('panel', armed);
    home.look(minuteMs);
    expect([home.sent, home.stages]).toMatchObject([['schedule-update a'], [{ at: 'scheduled' }]]);
    home.say('bridge', { reachability: 'online' });
    home.look(2 * minuteMs);
    expect(home.sent.at(-1)).toBe('call-off-update a');
  });

  test('stands as taken back in every browser, and is none of its tries', () => {
    const home = open('a');
    home.look(0);
    const before = home.queue;
    home.say('panel', armed);
    home.look(minuteMs);
    const merged = mergePlans({ ...emptyPlan, tasks: before }, { ...emptyPlan, tasks: home.queue });
    expect(merged.tasks).toEqual(home.queue);
    expect(merged.tasks).toMatchObject([{ tries: 1, takenBack: 1 }]);
  });

  test('is called off when another device does not come back from its update', () => {
    const home = open('a');
    home.look(0);
    const gone: FirmwareTask = taskOf({ device: 'plug', stage: { at: 'failed', why: 'not-back', since: 0 } });
    home.look(minuteMs, { beside: [gone] });
    expect(home.stages).toMatchObject([{ at: 'failed', why: 'stopped-after', since: 0 }]);
    expect(home.sent.at(-1)).toBe('call-off-update a');
  });

  test('that it does not take after all is tried again', () => {
    const home = open('a');
    home.isDeaf = true;
    home.look(0);
    home.look(6 * minuteMs);
    expect(home.stages).toMatchObject([{ at: 'waiting', hold: 'rest' }]);
  });
});

describe('what somebody else did to a sleeper just before', () => {
  const older = { ...untoldFirmware, installed: '0.9', updateAvailable: true };

  test('is no answer to the update that is left for it in the same moment', () => {
    const home = open('a');
    home.say('a', { lastUpdate: told({ outcome: 'succeeded', reason: null, percent: null }, 0) });
    home.look(0);
    home.look(1_000);
    expect(home.stages).toMatchObject([{ at: 'scheduled' }]);
  });

  test('is not taken for what this try brought it, so it is minded on', () => {
    const home = open('a');
    home.look(0);
    home.say('panel', armed);
    home.look(minuteMs);
    home.say('panel', { state: {} });
    home.say('a', { firmware: told(older, 3 * minuteMs) });
    home.look(3 * minuteMs);
    home.say('a', { firmware: told({ ...older, scheduled: true }, 4 * minuteMs) });
    home.look(4 * minuteMs);
    expect(home.stages).toMatchObject([{ at: 'scheduled' }]);
  });
});

describe('sleepers of one network that never wake', () => {
  test('each have their turn within one night, and no command is sent in vain', () => {
    const home = open('a', 'b', 'c');
    for (let minute = 0; minute < 240; minute++) home.look(minute * minuteMs);
    const left = home.sent.filter((one) => one.startsWith('schedule'));
    expect(left.slice(0, 3)).toEqual(['schedule-update a', 'schedule-update b', 'schedule-update c']);
    expect(home.sent.length).toBeLessThan(8);
  });

  test('come to an end that says so, when each had three turns', () => {
    const home = open('a', 'b', 'c');
    for (let now = 0; now <= 100 * hourMs; now += 10 * minuteMs)
      home.look(now, { minute: (120 + now / minuteMs) % 1440 });
    expect(home.stages).toMatchObject([{ why: 'slept' }, { why: 'slept' }, { why: 'slept' }]);
    for (const task of home.queue) expect(turnsOf(task)).toBeGreaterThanOrEqual(3);
  });

  test('do not keep a device on mains power waiting for a day', () => {
    const home = open('a', 'plug');
    home.say('plug', { power: 'mains' });
    const none = { rules: bareRules };
    for (let now = 0; !home.sent.includes('update plug') && now < 26 * hourMs; now += minuteMs) {
      if (now === 0) home.say('plug', { power: 'mains', reachability: 'offline' });
      if (now === hourMs) home.say('plug', { reachability: 'online' });
      home.look(now, none);
    }
    expect(home.sent).toEqual(['schedule-update a', 'call-off-update a', 'update plug']);
  });

  test('keep it where nobody else waits: nothing is won by taking it back', () => {
    const home = open('a');
    for (let now = 0; now < 25 * hourMs; now += 10 * minuteMs) home.look(now, { rules: bareRules });
    expect(home.sent).toEqual(['schedule-update a']);
  });
});

test('what somebody leaves for a sleeper that rests is taken back once, also where others still know of the rest', () => {
  const rest = { at: 'waiting', hold: 'rest', notBefore: 5 * minuteMs } as const;
  const resting = taskOf({ device: 'a', unattended: true, tries: 1, stage: rest });
  const back = takenBack(resting, 'armed', minuteMs);
  const [merged] = mergePlans({ ...emptyPlan, tasks: [resting] }, { ...emptyPlan, tasks: [back] }).tasks;
  expect(merged).toEqual(back);
  expect(back.stage).toEqual({ at: 'waiting', hold: 'armed', notBefore: minuteMs });
  expect(back.tries - turnsOf(back)).toBe(1);
});
