import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/device-merge';
import type { Carrier } from '@/core/update-plan';
import type { FirmwareTask } from '@/core/firmware-task';

import { openPassingUpdateMemory } from '@/history/update-memory';

import type { PublishResult } from '@/broker/broker';

import { openFirmwareWork } from './firmware-work';
import type { CommandResult } from './protocol';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A house of two plugs behind one bridge, and a broker that may be away. */
function open(
  result: CommandResult = { outcome: 'sent' },
  options: Partial<Parameters<typeof openFirmwareWork>[0]> = {},
) {
  const plug = (id: string): [string, Device] => [id, { ...emptyDevice(id), via: 'bridge' }];
  const devices = new Map([plug('a'), plug('b')]);
  const sent: string[] = [];
  let told: readonly FirmwareTask[] = [];
  let carrier: Carrier | null = null;
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
      carrier = plan.carrier;
    },
    ...options,
  });
  work.lookedOver();
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
  return { work, broker, sent, check, stages, carrier: () => carrier };
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
  await vi.waitFor(() => expect(stages()).toEqual(['not-authorised', 'not-authorised']));
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

test('where the broker takes no word of it the plan waits, and the page can say why', async () => {
  const refusal = { outcome: 'refused', reason: 'not-authorised' } as const;
  const { work, sent, stages, carrier } = open({ outcome: 'sent' }, { share: async () => refusal });
  work.order({ type: 'add', work: 'update', devices: ['a'] });
  await vi.advanceTimersByTimeAsync(20_000);
  expect([sent, stages(), carrier(), work.duty]).toEqual([
    [],
    ['waiting'],
    { is: 'nobody', isRefused: true },
    'refused',
  ]);
});

test('who has given the plan up begins nothing more of it', async () => {
  const { work, sent } = open();
  work.order({ type: 'add', work: 'check', devices: ['a', 'b'] });
  await work.giveUp();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(sent).toEqual(['a']);
});
