import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { mergePlans } from '@/firmware/plan-merge';
import { roundOf } from '@/firmware/plan';
import { mostKept } from '@/firmware/plan-room';
import { runnerAfter } from '@/firmware/runner';

import { readPlan } from './update-mirror';

const now = Date.UTC(2026, 10, 26, 2);
const read = (document: unknown) => readPlan({ payload: new TextEncoder().encode(JSON.stringify(document)) }, now);

const task: FirmwareTask = {
  device: 'ieee:0x1',
  work: 'update',
  orderedAt: 1,
  place: 0,
  unattended: true,
  tries: 1,
  takenBack: 1,
  waited: { hours: 3, at: 7, hold: 'battery' },
  before: {
    installed: '1',
    fileInstalled: null,
    rssiDbm: null,
    lqi: 7,
    messagesAnHour: 2.5,
    offered: { version: '2', file: 3 },
  },
  stage: { at: 'waiting', hold: 'rest', notBefore: 9 },
  begunAt: 4,
};
const plan: UpdatePlan = {
  ...emptyPlan,
  tasks: [
    task,
    {
      device: 'plug',
      work: 'check',
      orderedAt: 1,
      place: 1,
      unattended: false,
      tries: 1,
      before: null,
      stage: { at: 'done' },
      begunAt: 4,
      endedAt: 5,
    },
  ],
  runner: { id: 'session-1', turn: 2, until: 3 },
};

describe('the plan of updates that others share', () => {
  test('is read as it was written', () => {
    expect(read(plan)).toEqual(plan);
  });

  test('is not believed where it is no plan', () => {
    expect(read({ ...plan, tasks: [{ ...plan.tasks[0], work: 7 }] })).toBeNull();
    expect(read({ tasks: 'erase' })).toBeNull();
    expect(readPlan({ payload: new Uint8Array(2_200_000) }, now)).toBe('too-long');
    expect(readPlan({ payload: new Uint8Array() }, now)).toBeNull();
  });

  test('is known to be of a newer Gatehouse where it says what this one cannot read', () => {
    expect(read({ ...plan, tasks: [{ ...plan.tasks[0], work: 'roll-back' }] })).toBe('newer');
    expect(read({ ...plan, tasks: [{ ...plan.tasks[0], stage: { at: 'waiting', hold: 'full-moon' } }] })).toBe('newer');
    expect(read({ ...plan, approvals: [] })).toBe('newer');
  });

  test('holds no turn after which none can come: the next who takes it over is read by all', () => {
    for (const turn of [1e6, 1e8, 1e9, Number.MAX_SAFE_INTEGER]) {
      const heard = read({ ...plan, runner: { id: 'session-x', turn, until: 3 } });
      if (heard === null || typeof heard === 'string') throw new Error(`${turn} was not read`);
      const runner = runnerAfter(heard, 'session-2', now);
      expect(runner.id).toBe('session-2');
      expect(read({ ...plan, runner })).toMatchObject({ runner });
    }
  });

  test('that is dated ahead of every clock is as of now: what comes later stands, and what is over is shown', () => {
    const ahead = 8e15;
    const rules = { hours: null, batteryFloorPercent: 20, atOnceElsewhere: 2, mostTries: 3 };
    const skip = { device: 'ieee:0x1', version: '2', isOver: false };
    const heard = read({
      ...plan,
      roundAt: ahead,
      rules: { at: ahead, value: rules },
      skipped: [{ ...skip, at: ahead }],
    });
    if (heard === null || typeof heard === 'string') throw new Error('it was not read');
    const later = now + 11 * 60_000;
    const next: UpdatePlan = {
      ...emptyPlan,
      tasks: [{ ...task, orderedAt: later, stage: { at: 'done' } }],
      rules: { at: later, value: { ...rules, batteryFloorPercent: 50 } },
      skipped: [{ ...skip, at: later, isOver: true }],
    };
    const merged = mergePlans(heard, next);
    expect(roundOf(merged)).toContainEqual(next.tasks[0]);
    expect(merged).toMatchObject({ rules: next.rules, skipped: next.skipped });
    // a clock that is wrong by minutes changes nothing
    expect(read({ ...plan, roundAt: now + 60_000 })).toMatchObject({ roundAt: now + 60_000 });
  });

  test('holds no order from ahead of every clock, and all who read it call it by the same name', () => {
    const ahead = { ...task, orderedAt: now + 5 * 3_600_000 };
    const twice = { ...plan, tasks: [ahead, { ...ahead, orderedAt: ahead.orderedAt + 7, tries: 2 }] };
    const heard = read(twice);
    expect(heard).toMatchObject({ tasks: [{ device: task.device, tries: 2 }] });
    if (heard === null || typeof heard === 'string') throw new Error('it was not read');
    expect(heard.tasks[0]!.orderedAt).toBeLessThan(now + 11 * 60_000); // there is one
    const later = readPlan({ payload: new TextEncoder().encode(JSON.stringify(twice)) }, now + 3 * 60_000);
    expect(later).toEqual(heard);
    expect(read(heard)).toEqual(heard);
  });

  test('counts no waiting by a clock that was ahead of every other', () => {
    const heard = read({ ...plan, tasks: [{ ...task, waited: { hours: 3, at: now + 48 * 3_600_000 } }] });
    expect(heard).toMatchObject({ tasks: [{ orderedAt: 1, waited: { hours: 3, at: now + 10 * 60_000 } }] });
  });

  test('is read when it is as long as one gets, with names as long as they may be', () => {
    const long = 'x'.repeat(250);
    const before = { installed: long, fileInstalled: 1e9, rssiDbm: -100, lqi: 255, messagesAnHour: 1000.5 };
    const tasks = Array.from({ length: mostKept }, (_, place) => ({
      ...task,
      device: `${long}${place}`,
      place,
      before,
    }));
    expect(read({ ...plan, tasks })).toMatchObject({ tasks });
  });

  test('makes nothing throw, whatever stands there', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => void readPlan({ payload }, now)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void read(value)));
  });
});
