import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Intent } from '@/core/command';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { emptyPlan, noPlan, type UpdatePlan } from '@/core/firmware/update-plan';
import type { FirmwareTask } from '@/core/firmware/firmware-task';

import { taskOf } from '@/firmware/firmware-task.testing';
import { usualRules } from '@/firmware/update-rules';
import { openPassingUpdateMemory } from '@/history/update-memory';

import type { PublishResult } from '@/broker/broker';

import { openFirmwareWork } from './firmware-work';
import type { CommandResult } from '../protocol';
import { readPlan, shareOn } from './update-mirror';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A house of two plugs behind one bridge, and a broker that may be away. `isReadBack`: what runs was heard of already. */
function open(
  result: CommandResult = { outcome: 'sent' },
  options: Partial<Parameters<typeof openFirmwareWork>[0]> = {},
  { isReadBack = true } = {},
) {
  const plug = (id: string): [string, Device] => [id, { ...emptyDevice(id), via: 'bridge' }];
  const devices = new Map([plug('a'), plug('b')]);
  const sent: string[] = [];
  let told: readonly FirmwareTask[] = [];
  let shown = noPlan;
  const broker = { connected: true };
  const work = openFirmwareWork({
    devices,
    clock: Date.now,
    isConnected: () => broker.connected,
    send: async ({ device }) => {
      sent.push(device);
      return result;
    },
    me: 'me',
    mayCarryOut: true,
    memory: openPassingUpdateMemory(),
    share: () => null,
    tell(plan) {
      told = plan.tasks;
      shown = plan;
    },
    ...options,
  });
  work.lookedOver();
  if (isReadBack) vi.setSystemTime(Date.now() + 10_000);
  const check = (id: string) => {
    const lastCheck = {
      value: { outcome: 'answered', reason: null },
      at: Date.now(),
      retained: false,
      by: 'zigbee2mqtt',
    } as const;
    devices.set(id, { ...emptyDevice(id), via: 'bridge', lastCheck });
    work.heard(new Set([id]));
  };
  const stages = () => told.map(({ stage }) => (stage.at === 'failed' ? stage.why : stage.at));
  return { work, broker, sent, check, stages, shown: () => shown, carrier: () => shown.carrier };
}

test('the next question goes out as soon as the answer to the last has come', () => {
  const { work, sent, check, stages } = open();
  work.order({ type: 'add', work: 'check', devices: ['a', 'b'] });
  expect(sent).toEqual(['a']);
  check('a');
  expect(sent).toEqual(['a', 'b']);
  check('b');
  expect(stages()).toEqual(['done', 'done']);
  expect(vi.getTimerCount()).toBe(0);
});

test('what is ordered as soon as there is a connection begins when it could have been heard what else runs', () => {
  const { work, sent } = open({ outcome: 'sent' }, {}, { isReadBack: false });
  work.order({ type: 'add', work: 'update', devices: ['a'] });
  vi.advanceTimersByTime(9_000);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual(['a']);
});

test('while the broker is away nothing begins, and afterwards it goes on', () => {
  const { work, broker, sent } = open();
  broker.connected = false;
  work.order({ type: 'add', work: 'check', devices: ['a'] });
  vi.advanceTimersByTime(60_000);
  expect(sent).toEqual([]);
  broker.connected = true;
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual(['a']);
});

test('a device that never answers is given up, and the next is asked', () => {
  const { work, sent, stages } = open();
  work.order({ type: 'add', work: 'check', devices: ['a', 'b'] });
  vi.advanceTimersByTime(95_000);
  expect(sent).toEqual(['a', 'b']);
  expect(stages()).toEqual(['silent', 'running']);
});

test('what the broker refuses to pass on is over, and nothing waits for it', async () => {
  const { work, sent, stages } = open({ outcome: 'refused', reason: 'not-authorised' });
  work.order({ type: 'add', work: 'update', devices: ['a', 'b'] });
  await vi.waitFor(() => expect(stages()).toEqual(['not-authorised', 'not-authorised']), { timeout: 20_000 });
  expect(sent).toEqual(['a', 'b']);
  expect(vi.getTimerCount()).toBe(0);
});

test('with another home nothing of the old one is left to do', () => {
  const { work, stages } = open();
  work.order({ type: 'add', work: 'check', devices: ['a', 'b'] });
  work.forget();
  expect(stages()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('nothing begins before the broker has taken the word that this session carries the plan out', async () => {
  const words: ((result: PublishResult) => void)[] = [];
  const { work, sent } = open({ outcome: 'sent' }, { share: () => new Promise((resolve) => void words.push(resolve)) });
  work.order({ type: 'add', work: 'update', devices: ['a'] });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sent).toEqual([]);
  for (const taken of words) taken({ outcome: 'sent' });
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['a']);
});

test('who stops the updates has the bridges forget what is left for sleepers, whoever carries the plan out', () => {
  const orders: string[] = [];
  const send = async ({ device, command }: Intent): Promise<CommandResult> => {
    orders.push(`${command.type} ${device}`);
    return { outcome: 'sent' };
  };
  const sleeper: Device = { ...emptyDevice('a'), via: 'bridge', capabilities: ['firmware-schedule'] };
  const { work, stages } = open({ outcome: 'sent' }, { send, devices: new Map([['a', sleeper]]) });
  const left = taskOf({ device: 'a', orderedAt: 1, unattended: true, stage: { at: 'scheduled', since: 1 } });
  const runner = { id: 'other', turn: 1, until: 300_000 };
  work.hearPlan({ ...emptyPlan, tasks: [left, taskOf({ device: 'b', orderedAt: 1 })], runner });
  work.order({ type: 'stop' });
  expect([orders, stages()]).toEqual([['call-off-update a'], ['stopped', 'stopped']]);
});

test.each([
  ['stopped', { type: 'stop' }],
  ['called off', { type: 'call-off', device: 'a' }],
] as const)(
  'what is %s without a connection is told to its bridge when there is one, also after a reload',
  async (_, order) => {
    const orders: string[] = [];
    const send = async ({ device, command }: Intent): Promise<CommandResult> => {
      orders.push(`${command.type} ${device}`);
      return { outcome: 'sent' };
    };
    const memory = openPassingUpdateMemory();
    const sleeper: Device = { ...emptyDevice('a'), via: 'bridge', capabilities: ['firmware-schedule'] };
    const options = { send, memory, devices: new Map([['a', sleeper]]) };
    const left = taskOf({ device: 'a', unattended: true, stage: { at: 'scheduled', since: 0 } });
    const first = open({ outcome: 'sent' }, options);
    await first.work.enter('home');
    first.work.hearPlan({ ...emptyPlan, tasks: [left] });
    first.broker.connected = false;
    first.work.order(order);
    await vi.advanceTimersByTimeAsync(5_000);
    first.work.forget();
    // the broker still has what the page could not tell it
    const second = open({ outcome: 'sent' }, options);
    second.work.hearPlan({ ...emptyPlan, tasks: [left] });
    await second.work.enter('home');
    second.work.lookedOver();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(orders.filter((one) => one === 'call-off-update a')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(62_000);
    expect(vi.getTimerCount()).toBe(0);
  },
);

describe('whose account may not write the plan', () => {
  const refusal = { outcome: 'refused', reason: 'not-authorised' } as const;
  const share = async () => refusal;
  const shared = (part: Partial<FirmwareTask>): UpdatePlan => ({
    ...emptyPlan,
    tasks: [taskOf({ device: 'a', orderedAt: -1, ...part })],
    runner: { id: 'other', turn: 1, until: 300_000 },
  });

  test('he starts what he stands by himself, once he could have heard what runs', async () => {
    const { work, sent, stages, carrier } = open({ outcome: 'sent' }, { share }, { isReadBack: false });
    work.order({ type: 'add', work: 'update', devices: ['a'] });
    await vi.advanceTimersByTimeAsync(9_000);
    expect([sent, stages()]).toEqual([[], ['waiting']]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([sent, stages(), carrier(), work.duty]).toEqual([['a'], ['running'], { is: 'here' }, 'refused']);
  });

  test('what the broker does not pass on either is over with its reason', async () => {
    const { work, stages } = open(refusal, { share });
    work.order({ type: 'add', work: 'update', devices: ['a'] });
    await vi.advanceTimersByTimeAsync(12_000);
    expect(stages()).toEqual(['not-authorised']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('what he leaves for the night is over at once, and he is told before he leaves more', async () => {
    const { work, sent, stages, shown } = open({ outcome: 'sent' }, { share });
    work.order({ type: 'add', work: 'update', devices: ['a'], unattended: true });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([stages(), shown().mayPlan]).toEqual([['may-not-plan'], false]);
    work.order({ type: 'add', work: 'update', devices: ['b'], unattended: true });
    await vi.advanceTimersByTimeAsync(40 * 3_600_000);
    expect([sent, stages()]).toEqual([[], ['may-not-plan']]);
  });

  test.each([
    ['runs', { stage: { at: 'running', since: 0, begun: false } }],
    ['comes next', { stage: { at: 'waiting', hold: null } }],
  ] as const)('he starts nothing beside what $0 by the plan of the others, until its end is known', async (_, part) => {
    const { work, sent } = open({ outcome: 'sent' }, { share });
    work.hearPlan(shared(part));
    work.order({ type: 'add', work: 'update', devices: ['b'] });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    work.hearPlan(shared({ stage: { at: 'done' } }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual(['b']);
  });

  test('whose clock is hours ahead does not take what others have just asked for silent', async () => {
    const hoursAhead = 5 * 3_600_000;
    const { work, sent } = open({ outcome: 'sent' }, { share, clock: () => Date.now() + hoursAhead });
    await vi.advanceTimersByTimeAsync(15_000);
    work.hearPlan(shared({ work: 'check', stage: { at: 'running', since: Date.now(), begun: false } }));
    work.order({ type: 'add', work: 'update', devices: ['b'] });
    await vi.advanceTimersByTimeAsync(80_000);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(sent).toEqual(['b']);
  });

  test('what waits for the night, or for somebody who is gone, is not in his way', async () => {
    const { work, sent } = open({ outcome: 'sent' }, { share });
    work.hearPlan(shared({ stage: { at: 'waiting', hold: 'hours' } }));
    work.order({ type: 'add', work: 'update', devices: ['b'] });
    await vi.advanceTimersByTimeAsync(12_000);
    expect(sent).toEqual(['b']);
  });

  test('what others ordered again while he was away is not in his way as he remembers it', async () => {
    const { work, sent } = open({ outcome: 'sent' }, { share });
    work.order({ type: 'add', work: 'update', devices: ['a'] });
    work.hearPlan(shared({ stage: { at: 'waiting', hold: null } }));
    work.hearPlan(shared({ orderedAt: 0, stage: { at: 'done' } }));
    await vi.advanceTimersByTimeAsync(12_000);
    expect(sent).toEqual(['a']);
  });

  test('he cannot stop what is of others', async () => {
    const { work, stages } = open({ outcome: 'sent' }, { share }, { isReadBack: false });
    work.order({ type: 'add', work: 'update', devices: ['b'] });
    await vi.advanceTimersByTimeAsync(0);
    work.hearPlan(shared({ stage: { at: 'waiting', hold: 'hours' } }));
    work.order({ type: 'stop' });
    expect(stages()).toEqual(['waiting', 'stopped']);
  });
});

test('what the log-in of a watcher may not start waits for a page that may, which takes it over at once', async () => {
  const watcher = open({ outcome: 'refused', reason: 'not-authorised' }, { me: 'watcher-1' });
  watcher.work.order({ type: 'add', work: 'update', devices: ['a'] });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([watcher.sent, watcher.shown().tasks[0]?.stage]).toMatchObject([['a'], { at: 'waiting', hold: 'right' }]);
  const page = open();
  page.work.hearPlan(watcher.shown());
  await vi.advanceTimersByTimeAsync(15_000);
  expect([page.sent, page.stages(), page.carrier()]).toEqual([['a'], ['running'], { is: 'here' }]);
});

test.each([
  ['Pacific/Auckland', ['running']],
  ['Europe/Berlin', ['waiting']],
])('the hours for updates are those of the home: %s', (timeZone, expected) => {
  vi.setSystemTime(Date.parse('2026-07-01T14:00Z')); // 02:00 and 16:00
  const { work, stages } = open({ outcome: 'sent' }, { timeZone });
  work.order({ type: 'rules', rules: { ...usualRules, hours: { from: 60, to: 300 } } });
  work.order({ type: 'add', work: 'update', devices: ['a'], unattended: true });
  expect(stages()).toEqual(expected);
});

test('who has given the plan up begins nothing more of it', async () => {
  const { work, sent } = open();
  work.order({ type: 'add', work: 'check', devices: ['a', 'b'] });
  await work.giveUp();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(sent).toEqual(['a']);
});

test('of each it is told when it was ordered, begun and at its end', () => {
  const { work, check, shown } = open();
  vi.setSystemTime(21_000);
  work.order({ type: 'add', work: 'check', devices: ['a', 'b'] });
  vi.setSystemTime(24_000);
  check('a');
  const times = shown().tasks.map(({ orderedAt, begunAt, endedAt }) => [orderedAt, begunAt, endedAt]);
  expect(times).toEqual([
    [21_000, 21_000, 24_000],
    [21_000, 24_000, undefined],
  ]);
});

test.each([
  ['that a newer Gatehouse wrote', 'newer'],
  ['that is longer than any is', 'too-long'],
] as const)('a plan %s is not overwritten, and nothing begins without somebody standing by', async (_, why) => {
  const shared: UpdatePlan[] = [];
  const share = async (plan: UpdatePlan) => {
    shared.push(plan);
    return { outcome: 'sent' } as const;
  };
  const { work, sent, shown } = open({ outcome: 'sent' }, { share });
  work.hearUnreadable(why);
  work.lookedOver();
  work.order({ type: 'add', work: 'update', devices: ['a'], unattended: true });
  await vi.advanceTimersByTimeAsync(60_000);
  await work.giveUp();
  expect([shared, sent]).toEqual([[], []]);
  expect([shown().unreadable, shown().mayPlan, work.duty]).toEqual([why, false, 'cannot-read']);
  // once somebody has cleared it there
  work.hearNone();
  expect([shown().unreadable, shown().mayPlan, work.duty]).toEqual([undefined, true, 'carries-out']);
});

test('a plan that says the same in another order is no news, and is not said again', async () => {
  const shared: UpdatePlan[] = [];
  const share = async (plan: UpdatePlan) => {
    shared.push(plan);
    return { outcome: 'sent' } as const;
  };
  const { work } = open({ outcome: 'sent' }, { share });
  work.lookedOver();
  work.order({ type: 'add', work: 'update', devices: ['a'] });
  await vi.advanceTimersByTimeAsync(11_000);
  const [last, before] = [shared.at(-1)!, shared.length]; // it was just ordered
  const turned = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).toReversed()) as T;
  work.hearPlan(turned({ ...last, tasks: last.tasks.map(turned) }));
  expect(shared).toHaveLength(before);
  work.hearPlan({ ...last, tasks: [] });
  expect(shared).toHaveLength(before + 1);
});

test.each([
  ['was dated by a clock that was set right since', 3_600_000, '1.0'],
  ['holds what a device calls its version, a secret', 0, 'http://u:p@1'],
])('a plan that %s is told again a few times at most, not for ever', async (_why, ahead, installed) => {
  const said: Uint8Array[] = [];
  const broker = {
    publish: async ({ payload }: { payload: string }) => {
      said.push(new TextEncoder().encode(payload));
      return { outcome: 'sent' };
    },
  } as never; // all that is asked of it
  const { work } = open({ outcome: 'sent' }, { share: async (plan) => shareOn(broker, plan) });
  vi.setSystemTime(ahead);
  const before = { installed, fileInstalled: null, rssiDbm: null, lqi: null, messagesAnHour: null };
  work.order({ type: 'add', work: 'check', devices: ['a'] });
  work.hearPlan({ ...emptyPlan, tasks: [taskOf({ device: 'b', before, tries: 1, stage: { at: 'done' } })] });
  vi.setSystemTime(0);
  let heard = 0;
  for (; heard < said.length && heard < 20; heard++) {
    const told = readPlan({ payload: said[heard]! }, Date.now()); // it is one of them
    if (told !== null && typeof told !== 'string') work.hearPlan(told);
  }
  expect(said.map((word) => new TextDecoder().decode(word)).join()).not.toContain('u:p@');
  expect(heard).toBeLessThan(10);
});
