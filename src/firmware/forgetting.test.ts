import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask, TaskStage } from '@/core/firmware/firmware-task';
import { untoldFirmware } from '@/core/firmware.testing';
import { emptyPlan } from '@/core/firmware/update-plan';

import { withForgotten } from './carry-on';
import { taskOf } from './firmware-task.testing';
import { hasDuties, hasWork, planAfter } from './plan';
import { mergePlans } from './plan-merge';
import { taskWords } from './task-words';

const minuteMs = 60_000;
const left: TaskStage = { at: 'scheduled', since: 0 };

/** A sensor for which its bridge keeps an update, or not. */
function sensor(scheduled: boolean, part: Partial<Device> = {}): Device {
  const firmware = { value: { ...untoldFirmware, scheduled }, at: 0, retained: false, by: 'zigbee2mqtt' } as const;
  return { ...emptyDevice('a'), via: 'bridge', capabilities: ['firmware-schedule'], firmware, ...part };
}

/** The plan of one update after somebody presses Stop at 0:00, and what its bridge is told as time passes. */
function stoppedWhile(stage: TaskStage) {
  const task = taskOf({ device: 'a', unattended: true, stage });
  let plan = planAfter({ ...emptyPlan, tasks: [task] }, { type: 'stop' }, new Map(), 0);
  return {
    look(minute: number, device: Device, part: { me?: string; patienceMs?: number; bridge?: Device } = {}) {
      const { me = 'page', patienceMs = 0, bridge = emptyDevice('bridge') } = part;
      const devices = new Map([device, bridge].map((one) => [one.id, one]));
      const next = withForgotten(plan, { me, devices, now: minute * minuteMs }, patienceMs);
      plan = next.plan;
      return next.start.map(({ command }) => command.type);
    },
    hear: (tasks: readonly FirmwareTask[]) => void (plan = mergePlans(plan, { ...emptyPlan, tasks })),
    order: (device: Device) =>
      void (plan = planAfter(
        plan,
        { type: 'add', work: 'update', devices: ['a'], unattended: true },
        new Map([['a', device]]),
        minuteMs,
      )),
    words: (device: Device) => taskWords(plan.tasks[0]!, device, String).sentence, // there is one
    get plan() {
      return plan;
    },
  };
}

describe('what a bridge keeps for a sleeper when somebody stops the updates', () => {
  test('is remembered with the plan until its bridge was told to forget it, and shows that it did', () => {
    const night = stoppedWhile(left);
    expect([hasWork(night.plan), hasDuties(night.plan)]).toEqual([false, true]);
    expect(night.words(sensor(true))).toMatch(/Its bridge still keeps it, and is told to forget it as soon as/);
    const away: Device = { ...emptyDevice('bridge'), reachability: 'offline' };
    expect(night.look(5, sensor(true), { bridge: away })).toEqual([]);
    expect(night.look(6, sensor(true))).toEqual(['call-off-update']);
    expect(night.look(6.5, sensor(true))).toEqual([]);
    expect(night.look(7, sensor(true))).toEqual(['call-off-update']);
    expect(night.words(sensor(true))).toMatch(/was told to forget it, and still shows it/);
    expect(night.look(8, sensor(false))).toEqual([]);
    expect(hasDuties(night.plan)).toBe(false);
    expect(night.words(sensor(false))).toBe('The updates were stopped before it.');
  });

  test('is told to it also where another session had left it there meanwhile', () => {
    const night = stoppedWhile({ at: 'waiting' });
    night.hear([taskOf({ device: 'a', unattended: true, tries: 1, stage: left })]);
    expect(night.plan.tasks).toMatchObject([{ stage: { why: 'stopped' } }]);
    expect(night.look(1, sensor(true))).toEqual(['call-off-update']);
  });

  test('is asked for in vain nowhere: what its bridge never kept is settled without a word', () => {
    const night = stoppedWhile({ at: 'waiting' });
    expect([night.look(1, sensor(false)), night.look(2, sensor(false))]).toEqual([[], []]);
    expect(hasDuties(night.plan)).toBe(false);
  });

  test('is not taken back once it is ordered anew', () => {
    const night = stoppedWhile(left);
    night.order(sensor(true));
    expect(night.look(2, sensor(true))).toEqual([]);
    expect(hasWork(night.plan)).toBe(true);
  });

  test('comes to its end where its device has begun', () => {
    const updating = { ...untoldFirmware, updating: { percent: 3, remainingSeconds: null } };
    const night = stoppedWhile(left);
    expect(night.look(1, sensor(true, { firmware: { ...sensor(true).firmware!, value: updating } }))).toEqual([]);
    expect(hasDuties(night.plan)).toBe(false);
  });

  test('is told to it by another page after a while, where whoever carries the plan out may not', () => {
    const night = stoppedWhile(left);
    const patience = { patienceMs: 2 * minuteMs };
    expect(night.look(1, sensor(true), patience)).toEqual([]);
    expect(night.look(2, sensor(true), { ...patience, me: 'watcher-1' })).toEqual([]);
    expect(night.look(2, sensor(true), patience)).toEqual(['call-off-update']);
  });

  test('is not asked back for ever from a bridge that never shows that it has heard', () => {
    const night = stoppedWhile(left);
    for (let hour = 0; hour <= 27; hour++) night.look(hour * 60, sensor(true));
    expect(hasDuties(night.plan)).toBe(false);
  });

  test('and forgot is settled in every browser, whoever hears whom first', () => {
    const night = stoppedWhile(left);
    const asked = night.plan;
    night.look(1, sensor(true));
    const toldOf = night.plan;
    night.look(2, sensor(false));
    for (const older of [asked, toldOf])
      for (const merged of [mergePlans(night.plan, older), mergePlans(older, night.plan)])
        expect(merged.tasks).toEqual(night.plan.tasks);
    expect(mergePlans(toldOf, asked).tasks).toEqual(toldOf.tasks);
  });
});
