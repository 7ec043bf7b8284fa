import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { untoldFirmware } from '@/core/firmware.testing';
import { emptyPlan, type UpdatePlan } from '@/core/firmware/update-plan';

import { bareRules, taskOf } from './firmware-task.testing';
import { momentOfOrder, planAfter, roundOf, withRound } from './plan';
import { review } from './queue';
import { withTimes } from './task-times';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const told = <T>(value: T, at: number) => ({ value, at, retained: false, by: 'zigbee2mqtt' }) as const;

function plug(id: string, via: string, part: Partial<Device> = {}): [string, Device] {
  const firmware = told({ ...untoldFirmware, installed: '1.0', updateAvailable: true }, 0);
  return [id, { ...emptyDevice(id), via, reachability: 'online', firmware, ...part }];
}

function failure(why: 'silent' | 'not-back', endedAt: number): FirmwareTask {
  return taskOf({ device: 'd0', tries: 1, stage: { at: 'failed', why, since: endedAt - 15 * minuteMs }, endedAt });
}

/** of which the last word is that it is being updated */
const standing = {
  firmware: told({ ...untoldFirmware, updating: { percent: 60, remainingSeconds: null } }, 0),
};

function looked(plan: UpdatePlan, devices: ReadonlyMap<string, Device>, now: number) {
  const look = { devices, now, minute: 0, rules: bareRules, mayBegin: true };
  return review(roundOf(plan), look).queue.map(({ device, work, stage }) => {
    const as = stage.at === 'failed' ? stage.why : stage.at === 'waiting' ? (stage.hold ?? 'waiting') : stage.at;
    return `${work} ${device} ${as}`;
  });
}

const update = (plan: UpdatePlan, devices: ReadonlyMap<string, Device>, now: number, ...ids: readonly string[]) =>
  planAfter(plan, { type: 'add', work: 'update', devices: ids }, devices, now);

describe('what is ordered after a failure', () => {
  const goingOn = taskOf({ device: 'other', tries: 1, stage: { at: 'looked-after', since: 20 * hourMs } });
  const planWith = (task: FirmwareTask): UpdatePlan => ({ ...emptyPlan, tasks: [task, goingOn] });
  const home = (part: Partial<Device> = {}) =>
    new Map([plug('d0', 'one', part), plug('d1', 'one'), plug('other', 'two', { reachability: 'offline' })]);

  test.each(['silent', 'not-back'] as const)('begins where it was %s long ago and is well again', (why) => {
    const now = 20 * hourMs;
    const devices = home({ firmware: told({ ...untoldFirmware, installed: '1.0' }, hourMs) });
    const plan = update(planWith(failure(why, hourMs / 2)), devices, now, 'd1');
    expect(looked(plan, devices, now)).toContain('update d1 running');
  });

  test('begins also where the other never came back: who orders it knows', () => {
    const devices = home({ reachability: 'offline' });
    const plan = update(planWith(failure('not-back', hourMs)), devices, 20 * hourMs, 'd1');
    expect(looked(plan, devices, 20 * hourMs)).toContain('update d1 running');
  });

  test('waits while an update that went silent may still run, and no longer', () => {
    const plan = update(planWith(failure('silent', hourMs)), home(standing), 1.1 * hourMs, 'd1');
    expect(looked(plan, home(standing), 1.1 * hourMs)).toContain('update d1 network');
    expect(looked(plan, home(standing), 4 * hourMs)).toContain('update d1 running');
  });

  test.each([
    ['silent', 'held-back'],
    ['not-back', 'stopped-after'],
  ] as const)('what was ordered before it was %s is not begun: %s', (why, as) => {
    const devices = home({ ...standing, reachability: 'offline' });
    const plan = update(planWith(failure(why, hourMs)), devices, hourMs / 2, 'd1');
    const before = {
      ...plan,
      tasks: plan.tasks.map((task) => (task.device === 'd1' ? { ...task, orderedAt: 1 } : task)),
    };
    expect(looked(before, devices, 1.1 * hourMs)).toContain(`update d1 ${as}`);
  });

  test.each(['silent', 'not-back'] as const)('is held by none that was %s by a clock that was days ahead', (why) => {
    const now = 20 * hourMs;
    const devices = home({ reachability: 'offline' });
    const plan = update(planWith(failure(why, now + 48 * hourMs)), devices, now, 'd1');
    for (const later of [0, minuteMs, 9 * minuteMs])
      expect(looked(plan, devices, now + later)).toContain('update d1 running');
    // nor where that clock ordered it, too
    const ordered = { ...failure(why, now + 48 * hourMs), orderedAt: now + 47 * hourMs };
    const next = update(planWith(ordered), devices, now, 'd1');
    expect(looked(next, devices, now + minuteMs)).toContain('update d1 running');
    // what was ordered with it is not begun after it, whatever the clock said
    const beside = { ...planWith(failure('not-back', now + 48 * hourMs)), roundAt: 0 };
    const both = { ...beside, tasks: [...beside.tasks, taskOf({ device: 'd1', place: 1 })] };
    expect(looked(both, devices, now)).toContain('update d1 stopped-after');
  });

  test('counts as later than it, by whichever clock it was found', () => {
    const ahead = failure('silent', hourMs + 2 * minuteMs);
    expect(momentOfOrder(planWith(ahead), hourMs)).toBeGreaterThan(hourMs + 2 * minuteMs);
  });
});

describe('two orders of one device, by two browsers, of which the first goes silent', () => {
  const begun = { at: 'running', since: 2 * minuteMs, begun: true } as const;
  const first = taskOf({ device: 'd0', orderedAt: minuteMs, tries: 1, stage: begun });
  const second = taskOf({ device: 'd0', orderedAt: 1.5 * minuteMs });
  const at = (orderedAt: number) => taskOf({ device: 'd1', orderedAt, place: 1 });
  const devices = new Map([plug('d0', 'one', standing), plug('d1', 'one')]);
  const reviewed = (plan: UpdatePlan, now: number) => {
    const { queue, start } = review(roundOf(plan), { devices, now, minute: 0, rules: bareRules, mayBegin: true });
    return { plan: withTimes(withRound(plan, queue), plan, now), start };
  };

  test.each([1.2, 1.6])('wait, and what else is of that network is not begun (ordered at %d)', (minute) => {
    let plan: UpdatePlan = { ...emptyPlan, tasks: [first, second, at(minute * minuteMs)] };
    for (const now of [40 * minuteMs, 41 * minuteMs, 2 * hourMs]) {
      const next = reviewed(plan, now);
      expect(next.start).toEqual([]);
      ({ plan } = next);
    }
    expect(looked(plan, devices, 2 * hourMs)).toEqual(['update d0 silent', 'update d0 network', 'update d1 held-back']);
    // no update lasts until then, and when it is begun anew the first counts no more
    const later = reviewed(plan, 4 * hourMs);
    expect(later.start).toEqual([{ device: 'd0', command: { type: 'update' } }]);
    expect(roundOf(later.plan).map(({ device, stage }) => `${device} ${stage.at}`)).toEqual([
      'd0 running',
      'd1 failed',
    ]);
  });

  test('leave the network to it also when the second is called off', () => {
    const { plan } = reviewed({ ...emptyPlan, tasks: [first, second] }, 40 * minuteMs);
    const off = planAfter(plan, { type: 'call-off', device: 'd0' }, devices, 41 * minuteMs);
    const next = update(off, devices, 42 * minuteMs, 'd1');
    expect(reviewed(next, 43 * minuteMs).start).toEqual([]);
  });

  test('begin at once by a word of somebody who knows', () => {
    const { plan } = reviewed({ ...emptyPlan, tasks: [first] }, 40 * minuteMs);
    const next = update(plan, devices, 41 * minuteMs, 'd0');
    expect(reviewed(next, 42 * minuteMs).start).toHaveLength(1);
  });
});

describe('a question of its own', () => {
  const asked = (plan: UpdatePlan, devices: ReadonlyMap<string, Device>, now: number) =>
    planAfter(plan, { type: 'add', work: 'check', devices: ['d1'] }, devices, now);

  test('leaves a device that is watched after its update to be watched', () => {
    const watch = { from: 0, until: 15 * minuteMs, messages: 0 };
    const before = { installed: '1.0', fileInstalled: null, rssiDbm: null, lqi: 200, messagesAnHour: null };
    const done = taskOf({ device: 'd2', tries: 1, before, stage: { at: 'done', watch } });
    const weak = plug('d2', 'two', { signal: told({ rssiDbm: null, lqi: 20 }, 5 * minuteMs) });
    const devices = new Map([plug('d1', 'one'), weak]);
    const plan = asked({ ...emptyPlan, tasks: [done] }, devices, minuteMs);
    const look = { devices, now: 16 * minuteMs, minute: 0, rules: bareRules, mayBegin: true };
    expect(review(roundOf(plan), look).queue[0]?.stage).toEqual({ at: 'done', worse: ['weaker-signal'] });
  });

  test('forgets no update that may still run: nothing begins beside it', () => {
    const devices = new Map([plug('d0', 'one', standing), plug('d1', 'one')]);
    const plan = asked({ ...emptyPlan, tasks: [failure('silent', hourMs)] }, devices, 1.1 * hourMs);
    const next = update(plan, devices, 1.2 * hourMs, 'd1');
    expect(looked(next, devices, 1.2 * hourMs)).toEqual(['update d0 silent', 'update d1 network']);
    // and a new round it is when that is long over
    const over = { ...plan, tasks: plan.tasks.map((task): FirmwareTask => ({ ...task, stage: { at: 'done' } })) };
    const late = { ...over, tasks: [failure('silent', hourMs), ...over.tasks.slice(1)] };
    expect(looked(asked(late, devices, 9 * hourMs), devices, 9 * hourMs)).toEqual(['check d1 running']);
  });
});
