import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { untoldFirmware } from '@/core/firmware.testing';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { carryOn } from './carry-on';
import { clockLookAfter, isClockSure, type ClockLook } from './clock-look';
import { bareRules, taskOf } from './firmware-task.testing';
import { review } from './queue';
import type { FirmwareQueue, Look } from './queue-look';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const told = <T>(value: T, at: number) => ({ value, at, retained: false, by: 'zigbee2mqtt' }) as const;
const night = { ...bareRules, hours: { from: 60, to: 300 } };
const names = (count: number) => Array.from({ length: count }, (_, index) => `d${index}`);

function behind(id: string, part: Partial<Device> = {}): Device {
  const firmware = told({ ...untoldFirmware, installed: '1.0', updateAvailable: true }, 0);
  return { ...emptyDevice(id), via: 'bridge', reachability: 'online', firmware, ...part };
}

/** A home on one network, whose updates take so long each, looked at each five minutes until nothing is left to do. */
function carriedOut(tasks: FirmwareQueue, takesMs: number, rules: Look['rules']) {
  const devices = new Map(tasks.map(({ device }) => [device, behind(device)]));
  let queue = tasks;
  for (let now = 0; queue.some(({ stage }) => stage.at === 'waiting' || stage.at === 'running'); now += 5 * minuteMs) {
    expect(now).toBeLessThan(400 * hourMs);
    for (const { device, stage } of queue)
      if (stage.at === 'running' && now - stage.since >= takesMs)
        devices.set(device, {
          ...behind(device),
          firmware: told({ ...untoldFirmware, installed: '1.1', updateAvailable: false }, now),
          lastUpdate: told({ outcome: 'succeeded', reason: null, percent: null }, now),
        });
      else if (stage.at === 'running') devices.set(device, behind(device, { firmware: updating(now) }));
    queue = review(queue, { devices, now, minute: (now / minuteMs) % 1440, rules, mayBegin: true }).queue;
  }
  return queue;
}

function updating(at: number): Device['firmware'] {
  const progress = { percent: 50, remainingSeconds: null };
  return told({ ...untoldFirmware, installed: '1.0', updateAvailable: true, updating: progress }, at);
}

describe('a plan of more than fits one night', () => {
  test('is carried out whole: 300 devices of one network, ten minutes each', () => {
    const queue = carriedOut(
      names(300).map((device, place) => taskOf({ device, place })),
      10 * minuteMs,
      bareRules,
    );
    expect(queue.filter(({ stage }) => stage.at !== 'done')).toEqual([]);
  });

  test.each([10, 30])('is carried out night after night: 60 devices, %i minutes each', (minutes) => {
    const tasks = names(60).map((device, place) => taskOf({ device, place, unattended: true }));
    expect(carriedOut(tasks, minutes * minuteMs, night).filter(({ stage }) => stage.at !== 'done')).toEqual([]);
  });
});

describe('an update that finds no moment of its own', () => {
  const look = (queue: FirmwareQueue, now: number, device: Device, rules: Look['rules'] = bareRules) =>
    review(queue, {
      devices: new Map([[device.id, device]]),
      now,
      minute: (now / minuteMs) % 1440,
      rules,
      mayBegin: true,
    }).queue;
  const away = behind('plug', { reachability: 'offline' });

  test('is given up after a day and a half, with what it waited for', () => {
    let queue: FirmwareQueue = [taskOf({ unattended: true })];
    for (let now = 0; now < 36 * hourMs; now += 5 * minuteMs) queue = look(queue, now, away);
    expect(queue).toMatchObject([{ stage: { at: 'waiting', hold: 'offline' } }]);
    for (let now = 36 * hourMs; now < 40 * hourMs; now += 5 * minuteMs) queue = look(queue, now, away);
    expect(queue).toMatchObject([{ stage: { at: 'failed', why: 'never-fit', hold: 'offline' } }]);
  });

  test('names what kept it from beginning at night, also where it is given up by day', () => {
    const low = behind('plug', { battery: told({ percent: 5, low: null }, 0) });
    let queue: FirmwareQueue = [taskOf({ unattended: true })];
    const rules = { ...night, batteryFloorPercent: 30 };
    for (let now = 0; now < 40 * hourMs; now += 5 * minuteMs) queue = look(queue, now, low, rules);
    expect(queue).toMatchObject([{ stage: { why: 'never-fit', hold: 'battery' } }]);
  });

  test('is not given up for the days in which nobody carried the plan out', () => {
    const [task] = look([taskOf({ unattended: true })], 0, away);
    const [later] = look([task!], 72 * hourMs, away); // there is one
    expect(later).toMatchObject({ stage: { at: 'waiting' }, waited: { hours: 1 } });
    expect(look([later!], 72 * hourMs, behind('plug'))).toMatchObject([{ stage: { at: 'running' } }]);
  });
});

describe('a clock that is two days ahead for one look', () => {
  /** one session, as `session/firmware/firmware-work.ts` looks with it */
  function open(tasks: readonly FirmwareTask[], devices: Look['devices']) {
    let plan: UpdatePlan = { ...emptyPlan, rules: { at: 0, value: night }, tasks };
    let clock: ClockLook | null = null;
    return {
      look(now: number) {
        clock = clockLookAfter(clock, now);
        if (!isClockSure(clock)) return;
        const minute = (now / minuteMs) % 1440;
        plan = carryOn(plan, { me: 'me', devices, now, minute, readBackUntil: 0, sureFrom: clock.sureFrom }).plan;
      },
      get stages() {
        return plan.tasks.map(({ stage }) => (stage.at === 'failed' ? stage.why : stage.at));
      },
    };
  }

  test.each([48, 1, -20])('ends nothing that waits, nor what runs (%i hours)', (hours) => {
    const since = 2 * hourMs;
    const tasks = [
      taskOf({ device: 'd0', tries: 1, stage: { at: 'running', since, begun: true } }),
      ...names(3).map((_, place) => taskOf({ device: `d${place + 1}`, place, unattended: true })),
    ];
    const devices = new Map(names(4).map((id) => [id, behind(id)]));
    devices.set('d0', behind('d0', { firmware: updating(since) }));
    const home = open(tasks, devices);
    const as = ['running', 'waiting', 'waiting', 'waiting'];
    home.look(since + minuteMs);
    home.look(since + minuteMs + hours * hourMs);
    expect(home.stages).toEqual(as);
    for (let minute = 2; minute < 10; minute++) home.look(since + minute * minuteMs);
    expect(home.stages).toEqual(as);
    // what is really silent is told all the same, a while later
    for (let minute = 10; minute < 30; minute++) home.look(since + minute * minuteMs);
    expect(home.stages).toEqual(['silent', 'held-back', 'held-back', 'held-back']);
  });

  test('takes back nothing that is left for a sleeper, as by day it would', () => {
    const sleeper = taskOf({ device: 'd0', unattended: true, tries: 1, stage: { at: 'scheduled', since: 2 * hourMs } });
    const kept = told({ ...untoldFirmware, updateAvailable: true, scheduled: true }, 2 * hourMs);
    const home = open([sleeper], new Map([['d0', behind('d0', { firmware: kept, power: 'battery' })]]));
    home.look(2 * hourMs + minuteMs);
    home.look(9 * hourMs);
    for (let minute = 2; minute < 10; minute++) home.look(2 * hourMs + minute * minuteMs);
    expect(home.stages).toEqual(['scheduled']);
    // by day it is
    for (let minute = 0; minute < 3; minute++) home.look(9 * hourMs + minute * minuteMs);
    expect(home.stages).toEqual(['waiting']);
  });

  test('also of a session that knows of no leap ends nothing that waits', () => {
    const devices = new Map(names(3).map((id) => [id, behind(id)]));
    const tasks = names(3).map((device, place) => taskOf({ device, place, unattended: true }));
    const look = (queue: FirmwareQueue, now: number) =>
      review(queue, { devices, now, minute: 0, rules: night, mayBegin: true }).queue;
    const leapt = look(look(tasks, hourMs), 49 * hourMs);
    const right = look(leapt, hourMs + minuteMs);
    expect(right).toMatchObject(tasks.map(() => ({ stage: { at: 'waiting', hold: 'hours' } })));
    // and what it counted then is counted by the right clock from now on
    expect(look(right, 3 * hourMs).map(({ waited }) => waited?.hours)).toEqual(right.map(() => 3));
  });
});

test('a rest whose end was set by a clock that was ahead is none', () => {
  const stage = { at: 'waiting', hold: 'rest', notBefore: 48 * hourMs } as const;
  const look = (notBefore: number) =>
    review([taskOf({ unattended: true, tries: 1, stage: { ...stage, notBefore } })], {
      devices: new Map([['plug', behind('plug')]]),
      now: 0,
      minute: 0,
      rules: bareRules,
      mayBegin: true,
    }).queue;
  expect(look(48 * hourMs)).toMatchObject([{ stage: { at: 'running' } }]);
  expect(look(20 * minuteMs)).toMatchObject([{ stage: { at: 'waiting', hold: 'rest' } }]);
});
