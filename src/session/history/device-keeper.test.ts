import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { openPassingMemory } from '@/history/device-memory';

import { openDeviceKeeper } from './device-keeper';

const device = (id: string): Device => ({ ...emptyDevice(id), identifiers: [id] });
const known = (...names: readonly string[]) => names.map((name) => ({ names: [name], firmware: null }));

function open(...ids: readonly string[]) {
  const memory = openPassingMemory();
  const devices = new Map(ids.map((id) => [id, device(id)]));
  return { memory, devices, keeper: openDeviceKeeper(memory, { devices }) };
}

test('a home is remembered only when it was looked over: half of it would make strangers of the rest', async () => {
  const { memory, keeper } = open('door');
  await keeper.enter('ws://home');
  keeper.tick(1_000);
  expect(await memory.recall('ws://home')).toBeNull();
  keeper.lookedOver();
  keeper.tick(2_000);
  expect(await memory.recall('ws://home')).toEqual(known('door'));
});

test('what is away today is still known tomorrow', async () => {
  const { memory, keeper } = open('door');
  await memory.remember('ws://home', known('door', 'caravan'));
  expect(await keeper.enter('ws://home')).toHaveLength(2);
  keeper.lookedOver();
  keeper.tick(0);
  expect(await memory.recall('ws://home')).toEqual(known('door', 'caravan'));
});

test('it is not written again and again', async () => {
  const { memory, devices, keeper } = open('door');
  await keeper.enter('ws://home');
  keeper.lookedOver();
  keeper.tick(0);
  devices.set('window', device('window'));
  keeper.tick(19_999);
  expect(await memory.recall('ws://home')).toHaveLength(1);
  keeper.tick(20_000);
  expect(await memory.recall('ws://home')).toHaveLength(2);
});

test('a clock that is set back by hours holds it up no longer', async () => {
  const { memory, devices, keeper } = open('door');
  await keeper.enter('ws://home');
  keeper.lookedOver();
  keeper.tick(36_000_000);
  devices.set('window', device('window'));
  keeper.tick(0);
  expect(await memory.recall('ws://home')).toHaveLength(2);
});

test('whoever goes on to another home at once takes nothing of the first along', async () => {
  const { memory, keeper } = open('door');
  await memory.remember('ws://first', known('attic'));
  const first = keeper.enter('ws://first');
  const second = keeper.enter('ws://second');
  expect([await first, await second]).toEqual([null, null]);
  keeper.lookedOver();
  keeper.tick(0);
  expect(await memory.recall('ws://second')).toEqual(known('door'));
  expect(await memory.recall('ws://first')).toEqual(known('attic'));
});
