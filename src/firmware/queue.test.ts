import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Device, DeviceId } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { FirmwareFacts } from '@/core/observation';
import { untoldFirmware } from '@/core/firmware.testing';

import { emptyPlan } from '@/core/firmware/update-plan';

import { carryOn } from './carry-on';
import { bareRules, taskOf } from './firmware-task.testing';
import { mergePlans } from './plan-merge';
import { isUnfinished, ordered, refused, review, stopped } from './queue';
import type { FirmwareQueue } from './queue-look';
import { stageAfter } from './task-stage';
import { taskWords } from './task-words';

const untold = { ...untoldFirmware, installed: '1.0', updateAvailable: true };
const told = <T>(value: T, at: number) => ({ value, at, retained: false, by: 'zigbee2mqtt' }) as const;

const heardAt = (at: number) => ({ lastSeen: at, lastSeenLive: true });

/** A home whose devices say things at moments, and a queue that looks at them. */
function open(vias: Readonly<Record<DeviceId, string | null>>) {
  const devices = new Map<DeviceId, Device>(
    Object.entries(vias).map(([id, via]) => {
      const device = { ...emptyDevice(id), reachability: 'online', via, firmware: told(untold, 0) } as const;
      return [id, device];
    }),
  );
  let queue: FirmwareQueue = [];
  const sent: string[] = [];
  const home = {
    devices,
    say: (id: DeviceId, part: Partial<Device>) =>
      void devices.set(id, { ...(devices.get(id) ?? emptyDevice(id)), ...part }),
    firmware: (id: DeviceId, facts: FirmwareFacts, at: number) =>
      home.say(id, { firmware: told({ ...untold, ...facts }, at), ...heardAt(at) }),
    checked: (id: DeviceId, at: number, outcome: 'answered' | 'failed' = 'answered') =>
      home.say(id, { lastCheck: told({ outcome, reason: null }, at) }),
    updated: (id: DeviceId, at: number, outcome: 'succeeded' | 'failed' = 'succeeded') =>
      home.say(id, {
        firmware: told(outcome === 'failed' ? untold : { ...untold, installed: '1.1', updateAvailable: false }, at),
        lastUpdate: told({ outcome, reason: null, percent: null }, at),
        ...heardAt(at),
      }),
    add: (work: FirmwareTask['work'], ...ids: DeviceId[]) =>
      void (queue = ordered(queue, { type: 'add', work, devices: ids }, devices, 0)),
    stop: () => void (queue = stopped(queue, 0)),
    refuse(id: DeviceId) {
      const device = devices.get(id);
      if (device !== undefined) queue = refused(queue, device, 'not-authorised', { now: 0, rules: bareRules });
    },
    look(now: number) {
      const next = review(queue, { devices, now, minute: 0, rules: bareRules, mayBegin: true });
      queue = next.queue;
      sent.push(...next.start.map(({ device, command }) => `${command.type} ${device}`));
    },
    sent,
    get queue() {
      return queue;
    },
    get stages() {
      return queue.map(({ device, stage }) => `${device} ${stage.at === 'failed' ? stage.why : stage.at}`);
    },
  };
  return home;
}

describe('devices that are asked for updates', () => {
  test('are asked one after the other on each bridge, and the bridges side by side', () => {
    const home = open({ a: 'one', b: 'one', c: 'two' });
    home.add('check', 'a', 'b', 'c');
    home.look(0);
    expect(home.sent).toEqual(['check-for-update a', 'check-for-update c']);
    home.look(1_000);
    expect(home.sent).toHaveLength(2);
    home.checked('a', 2_000);
    home.look(2_000);
    expect(home.sent.at(-1)).toBe('check-for-update b');
    expect(home.stages).toEqual(['a done', 'b running', 'c running']);
  });

  test('keep the updates that are planned for tonight', () => {
    const home = open({ a: 'one', b: 'one' });
    const rules = { ...bareRules, hours: { from: 60, to: 300 } };
    const [tonight, asked] = (['update', 'check'] as const).map((work) => ({
      type: 'add' as const,
      work,
      devices: ['a', 'b'],
    }));
    const planned = ordered([], { ...tonight!, unattended: true }, home.devices, 0); // there are two
    const { queue } = review(planned, { devices: home.devices, now: 0, minute: 0, rules, mayBegin: true });
    const works = ordered(queue, asked!, home.devices, 1).map(({ work, device }) => `${work} ${device}`); // there are two
    expect(works).toEqual(['update a', 'update b', 'check a', 'check b']);
  });

  test('sleepers are asked last, for they take longest to answer', () => {
    const home = open({ a: 'one', b: 'one' });
    home.say('a', { power: 'battery' });
    home.add('check', 'a', 'b');
    home.look(0);
    expect(home.sent).toEqual(['check-for-update b']);
  });

  test('one that could not be asked, and one that nobody answers for, do not hold up the others', () => {
    const home = open({ a: 'one', b: 'one', c: 'one' });
    home.add('check', 'a', 'b', 'c');
    home.look(0);
    home.checked('a', 100, 'failed');
    home.look(100);
    home.look(100 + 90_001);
    expect(home.stages).toEqual(['a told', 'b silent', 'c running']);
  });

  test('nobody is asked twice at once, and a new round forgets the old one', () => {
    const home = open({ a: 'one', b: 'one' });
    home.add('check', 'a', 'a');
    home.add('check', 'a', 'b', 'nobody');
    home.look(0);
    expect(home.stages).toEqual(['a running', 'b waiting']);
    home.checked('a', 10);
    home.look(10);
    home.checked('b', 20);
    home.look(20);
    home.add('check', 'b');
    expect(home.stages).toEqual(['b waiting']);
  });

  test('one that is updated need not be asked first', () => {
    const home = open({ a: 'one', b: 'one' });
    home.add('check', 'a', 'b');
    home.look(0);
    home.add('update', 'a', 'b');
    expect(home.stages).toEqual(['a running', 'a waiting', 'b waiting']);
    home.checked('a', 10);
    home.look(10);
    expect(home.sent).toEqual(['check-for-update a', 'update a']);
  });

  test('an answer from before the question is none', () => {
    const home = open({ a: 'one' });
    home.checked('a', 5);
    home.add('check', 'a');
    home.look(10);
    home.look(20);
    expect(home.stages).toEqual(['a running']);
  });

  test('an answer that came in the moment of the question is none to it either', () => {
    const home = open({ a: 'one' });
    home.checked('a', 10);
    home.add('check', 'a');
    home.look(10);
    home.look(20);
    expect(home.stages).toEqual(['a running']);
    home.checked('a', 30);
    home.look(30);
    expect(home.stages).toEqual(['a done']);
  });

  test('what somebody asked whose clock is behind is not given up by the one who takes over from him', () => {
    const { devices } = open({ a: 'one' });
    const running = { at: 'running', since: 0, begun: false } as const;
    const asked = taskOf({ device: 'a', work: 'check', orderedAt: 0, tries: 1, stage: running });
    const plan = { ...emptyPlan, tasks: [asked], runner: { id: 'other', turn: 1, until: 0 } };
    const taken = carryOn(plan, { me: 'me', devices, now: 110_000, minute: 0, readBackUntil: 0 });
    expect(taken.plan.tasks[0]?.stage).toEqual(running);
    const later = { me: 'me', devices, minute: 0, readBackUntil: taken.readBackUntil };
    expect(carryOn(taken.plan, { ...later, now: 210_000 }).plan.tasks[0]?.stage).toEqual(running);
    expect(carryOn(taken.plan, { ...later, now: 210_001 }).plan.tasks[0]?.stage.at).toBe('failed');
  });
});

describe('devices that are updated', () => {
  test('the next begins when the last has said that it is done', () => {
    const home = open({ a: 'one', b: 'one' });
    home.add('update', 'a', 'b');
    home.look(0);
    home.firmware('a', { updating: { percent: 50, remainingSeconds: 5 } }, 1_000);
    home.look(1_000);
    home.updated('a', 2_000);
    home.look(2_000);
    expect(home.sent).toEqual(['update a', 'update b']);
    expect(home.stages).toEqual(['a done', 'b running']);
  });

  test('where no answer comes, the new version is the answer', () => {
    const home = open({ a: null });
    home.add('update', 'a');
    home.look(0);
    home.firmware('a', { updating: { percent: null, remainingSeconds: null } }, 1_000);
    home.look(1_000);
    home.firmware('a', { installed: '1.1', updateAvailable: false }, 2_000);
    home.look(2_000);
    expect(home.stages).toEqual(['a done']);
  });

  test('one that ends with the old version is a failure, whose reason may come a moment later', () => {
    const home = open({ a: 'one', b: 'one' });
    home.add('update', 'a', 'b');
    home.look(0);
    home.firmware('a', { updating: { percent: 60, remainingSeconds: 9 } }, 1_000);
    home.look(1_000);
    home.firmware('a', {}, 2_000);
    home.look(3_000);
    expect(home.stages).toEqual(['a running', 'b waiting']);
    home.look(13_000);
    expect(home.stages).toEqual(['a unexplained', 'b running']);
  });

  test('one of which nothing is heard any more holds the others back: it may still be at work', () => {
    const home = open({ a: 'one', b: 'one', c: 'two' });
    home.add('update', 'a', 'b');
    home.look(0);
    home.firmware('a', { updating: { percent: 60, remainingSeconds: 9 } }, 1_000);
    home.look(1_000);
    home.look(1_000 + 15 * 60_000 + 1);
    expect(home.stages).toEqual(['a silent', 'b held-back']);
    expect(home.sent).toEqual(['update a']);
  });

  test('nothing begins while somebody else’s update runs on that bridge', () => {
    const home = open({ a: 'one', b: 'one' });
    home.firmware('b', { updating: { percent: 1, remainingSeconds: null } }, 0);
    home.add('update', 'a');
    home.look(0);
    expect(home.sent).toEqual([]);
    home.firmware('b', { updateAvailable: false }, 5);
    home.look(5);
    expect(home.sent).toEqual(['update a']);
  });

  test('"stop after this one" lets the one that runs come to its end', () => {
    const home = open({ a: 'one', b: 'one' });
    home.add('update', 'a', 'b');
    home.look(0);
    home.stop();
    home.updated('a', 1_000);
    home.look(1_000);
    expect(home.stages).toEqual(['a done', 'b stopped']);
  });

  test('a refused command and a device that is gone end their tasks, and the queue goes on', () => {
    const home = open({ a: 'one', b: 'one', c: 'one' });
    home.add('update', 'a', 'b', 'c');
    home.look(0);
    home.refuse('a');
    home.devices.delete('b');
    home.look(10);
    expect(home.stages).toEqual(['a not-authorised', 'b gone', 'c running']);
  });
});

/** What may become of a request in a house, by chance. */
type Fate = 'answers' | 'fails' | 'never-answers' | 'is-removed' | 'ends-unexplained';

describe('whatever becomes of them', () => {
  const fates = fc.constantFrom<Fate>('answers', 'fails', 'never-answers', 'is-removed', 'ends-unexplained');
  const house = fc.array(fc.record({ via: fc.constantFrom('one', 'two', null), fate: fates, delay: fc.nat(60) }), {
    minLength: 1,
    maxLength: 8,
  });

  test('never two at once on a bridge, and every task comes to an end', () => {
    fc.assert(
      fc.property(house, fc.constantFrom('check', 'update'), fc.option(fc.nat(200)), (plans, work, stopAt) => {
        const ids = plans.map((_, index) => `d${index}`);
        const home = open(Object.fromEntries(plans.map(({ via }, index) => [`d${index}`, via])));
        home.add(work, ...ids);
        for (let second = 0; home.queue.some(isUnfinished); second += 5) {
          expect(second, 'seconds').toBeLessThan(plans.length * 1_000);
          const now = second * 1_000;
          if (stopAt !== null && second >= stopAt) home.stop();
          home.look(now);
          const running = home.queue.filter(({ stage }) => stage.at === 'running');
          const lanes = running.map(({ device }) => home.devices.get(device)?.via ?? null);
          expect(new Set(lanes).size).toBe(lanes.length);
          for (const { device, stage } of running) {
            const plan = plans[ids.indexOf(device)];
            if (plan && stage.at === 'running' && now >= stage.since + plan.delay * 1_000)
              act(home, device, work, plan.fate, now);
          }
        }
        expect(home.queue).toHaveLength(plans.length);
        expect(new Set(home.sent).size).toBe(home.sent.length);
      }),
      { numRuns: 25 },
    );
  });
});

function act(home: ReturnType<typeof open>, id: DeviceId, work: FirmwareTask['work'], fate: Fate, now: number): void {
  switch (fate) {
    case 'answers':
      return work === 'check' ? home.checked(id, now) : home.updated(id, now);
    case 'fails':
      return work === 'check' ? home.checked(id, now, 'failed') : home.updated(id, now, 'failed');
    case 'ends-unexplained': {
      const updating = home.devices.get(id)?.firmware?.value.updating;
      if (updating === null && home.devices.get(id)?.firmware?.at === 0)
        home.firmware(id, { updating: { percent: 1, remainingSeconds: null } }, now);
      else if (updating) home.firmware(id, {}, now);
      return;
    }
    case 'is-removed':
      return void home.devices.delete(id);
    case 'never-answers':
  }
}

describe('a device that is said to be updated', () => {
  const before = { installed: '1.0', fileInstalled: null, rssiDbm: null, lqi: null, messagesAnHour: null };
  const task = taskOf({
    before: { ...before, offered: { version: '2.0', file: null } },
    stage: { at: 'running', since: 10, begun: true },
  });
  const said: Device = {
    ...emptyDevice('plug'),
    reachability: 'online',
    lastUpdate: told({ outcome: 'succeeded', reason: null, percent: null }, 20),
  };
  const runs = (installed: string): Device => ({ ...said, firmware: told({ ...untold, installed }, 20) });
  const after = (device: Device, minutes = 0) => {
    const stage = stageAfter(task, device, 20);
    return stageAfter({ ...task, stage }, device, 20 + minutes * 60_000);
  };

  test('is well when it runs what was on offer, or a newer one, or one that nobody can compare', () => {
    for (const installed of ['2.0', 'v2.0', '2.1', 'build 7']) expect(after(runs(installed))).toEqual({ at: 'done' });
  });

  test.each(['0.9', '1.5'])('is not when it runs the older %s', (installed) => {
    expect(after(runs(installed), 5)).toMatchObject({ at: 'looked-after' });
    const stage = after(runs(installed), 11);
    expect(stage).toMatchObject({ at: 'failed', why: 'other-version' });
    expect(taskWords({ ...task, stage }, said, String).sentence).toMatch(/runs an older version than the one on offer/);
  });

  test('is asked by the number of its file where that is known', () => {
    const byFile = { ...task, before: { ...before, fileInstalled: 1, offered: { version: null, file: 3 } } };
    const device = (fileInstalled: number) => ({ ...said, firmware: told({ ...untold, fileInstalled }, 20) });
    expect(stageAfter(byFile, device(3), 20)).toEqual({ at: 'done' });
    expect(stageAfter(byFile, device(2), 20)).toMatchObject({ at: 'looked-after' });
  });

  test('has to speak itself where nobody says whether it is online', () => {
    const silent = { ...runs('2.0'), via: 'bridge', reachability: 'unknown', lastSeen: 9, lastSeenLive: true } as const;
    expect(after(silent, 60)).toMatchObject({ at: 'looked-after' });
    expect(after({ ...silent, lastSeen: 30, lastSeenLive: false }, 60)).toMatchObject({ at: 'looked-after' });
    // how it went on is no word of a device that has begun anew, and neither is what its bridge says at the end
    for (const lastSeen of [15, 20, 20_000])
      expect(after({ ...silent, lastSeen }, 60)).toMatchObject({ at: 'looked-after' });
    expect(after({ ...silent, lastSeen: 4 * 60_000 }, 5)).toEqual({ at: 'done' });
    expect(after(silent, 121)).toMatchObject({ at: 'failed', why: 'not-back' });
    // behind no bridge nobody but itself tells its version
    expect(after({ ...silent, via: null })).toEqual({ at: 'done' });
    expect(after({ ...silent, ...runs('1.0'), via: null, reachability: 'unknown' })).toMatchObject({
      at: 'looked-after',
    });
    const retained = { ...silent.firmware!, retained: true };
    expect(after({ ...silent, via: null, firmware: retained })).toMatchObject({ at: 'looked-after' });
  });

  test('whose try was given up too early is well only when it is back, in every browser', () => {
    const rest = { at: 'waiting', hold: 'rest', notBefore: 600_000 } as const;
    const given = { ...task, unattended: true, tries: 1, stage: rest };
    const device = {
      ...runs('2.0'),
      lastUpdate: null,
      reachability: 'offline',
      firmware: told({ ...untold, installed: '2.0', updateAvailable: false }, 20),
    } as const;
    const look = { devices: new Map([[device.id, device]]), now: 30, minute: 0, rules: bareRules, mayBegin: true };
    const [looked] = review([given], look).queue;
    expect(looked).toMatchObject({ stage: { at: 'looked-after', since: 30 } });
    const plan = (tasks: FirmwareQueue) => ({ ...emptyPlan, tasks });
    expect(mergePlans(plan([given]), plan([looked!])).tasks).toEqual([looked]); // it was just looked at
    expect(review([looked!], { ...look, now: 11 * 60_000 }).queue).toMatchObject([{ stage: { why: 'not-back' } }]);
  });

  test('is asked once to show that it is there, where nobody says so', () => {
    const looked = { ...task, stage: { at: 'looked-after', since: 0 } } as const;
    const asked = (device: Device, minute: number, queue: FirmwareQueue = [looked]) =>
      review(queue, {
        devices: new Map([[device.id, device]]),
        now: minute * 60_000,
        minute: 0,
        rules: bareRules,
        mayBegin: true,
      });
    const silent = { ...runs('2.0'), via: 'bridge', reachability: 'unknown', lastSeen: 9, lastSeenLive: true } as const;
    expect(asked(silent, 2).start).toEqual([]);
    const { queue, start } = asked(silent, 3);
    expect(start.map(({ command }) => command.type)).toEqual(['refresh']);
    expect(asked(silent, 4, queue).start).toEqual([]);
    expect(asked({ ...silent, reachability: 'offline' }, 3).start).toEqual([]);
  });
});

test('a device that fetched what it ran already is told so, and not to try again', () => {
  const device: Device = {
    ...emptyDevice('plug'),
    reachability: 'online',
    firmware: told(untold, 9),
    lastUpdate: told({ outcome: 'succeeded', reason: null, percent: null }, 9),
  };
  const task = taskOf({
    source: 'https://ota.example.org/t.bin',
    before: { installed: '1.0', fileInstalled: null, rssiDbm: null, lqi: null, messagesAnHour: null },
    stage: { at: 'looked-after', since: 9 },
  });
  const now = 3_600_000;
  const stage = stageAfter(task, device, now);
  expect(stage).toMatchObject({ at: 'failed', why: 'same-file' });
  const { sentence } = taskWords({ ...task, stage }, device, String);
  expect(sentence).toMatch(/^It fetched what lay at its address.* Put a newer file there/);
  expect(stageAfter({ ...task, source: null }, device, now)).toMatchObject({ why: 'same-version' });
});

test.each(['silent', 'not-back'] as const)(
  'a device that was %s is tried again although others still know of that',
  (why) => {
    const devices = new Map(
      ['a', 'b'].map((id) => [id, { ...emptyDevice(id), via: 'one', firmware: told(untold, 0) }]),
    );
    const before = taskOf({ device: 'a', tries: 1, stage: { at: 'failed', why, since: 0 }, endedAt: 2 });
    const queue = [before, taskOf({ device: 'a', orderedAt: 5 }), taskOf({ device: 'b', orderedAt: 6 })];
    const next = review(queue, { devices, now: 10, minute: 0, rules: bareRules, mayBegin: true });
    expect(next.queue.slice(1).map(({ stage }) => stage.at)).toEqual(['running', 'waiting']);
    expect(next.start).toHaveLength(1);
  },
);
