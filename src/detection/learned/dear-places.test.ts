import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { DeviceKind } from '@/core/observation';

import { identityOf } from '../timeline.testing';
import { openDearPlaces } from './dear-places';
import { openHabits } from './habits';
import { dearDevices, openHomeMemory } from './memory';

function openHouse() {
  const home = openHome();
  const memory = openHomeMemory();
  const places = openDearPlaces(memory, home.devices);
  let count = 0;

  /** It joins, and is offered a place. */
  function join(kind: DeviceKind): Device {
    const fact = identityOf(`d${count++}`, { kind });
    const from = { device: `z:${fact.name}`, convention: 'zigbee2mqtt', at: 1, retained: false } as const;
    fold(home, { ...from, fact }, openChanges());
    const device = [...home.devices.values()].at(-1)!; // it just came
    memory.devices.set(device.id, openHabits());
    offer(device);
    return device;
  }
  function offer(device: Device): void {
    places.offer(device, memory.devices.get(device.id)!); // it has some since it joined
  }
  const holders = () => [...memory.devices].filter(([, { rateMetric }]) => rateMetric !== undefined);
  const has = ({ id }: Device) => memory.devices.get(id)?.rateMetric !== undefined;
  const holding = (kind: DeviceKind) => holders().filter(([id]) => home.devices.get(id)?.kind === kind).length;
  return { home, memory, join, offer, has, holding, holders };
}

describe('when all places of the dear detector are taken', () => {
  function full() {
    const house = openHouse();
    for (let n = 0; n < dearDevices; n++) house.join('plug');
    for (let n = 0; n < dearDevices; n++) house.join('camera');
    return house;
  }

  test('cameras have pushed out the plugs that came first, and no plug pushes out anybody', () => {
    const house = full();
    expect([house.holding('plug'), house.holding('camera')]).toEqual([0, dearDevices]);
    expect(house.has(house.join('plug'))).toBe(false);
    expect(house.has(house.join('sensor'))).toBe(false);
  });

  test('a new lock has one, and another one too', () => {
    const house = full();
    expect([house.has(house.join('lock')), house.has(house.join('lock'))]).toEqual([true, true]);
    expect([house.holding('lock'), house.holding('camera')]).toEqual([2, dearDevices - 2]);
    expect(house.memory.dear).toBe(dearDevices);
  });

  test('so it is in the next session, which finds them taken', () => {
    const before = full();
    const next = openDearPlaces(before.memory, before.home.devices);
    const lock = before.join('lock');
    const habits = openHabits();
    before.memory.devices.set(lock.id, habits);
    next.offer(lock, habits);
    expect(habits.rateMetric).toBeDefined();
    expect(before.holding('camera')).toBeLessThan(dearDevices);
  });

  test('no more have one than may, and in the end those who guard most', () => {
    const house = openHouse();
    const kinds = ['plug', 'sensor', 'camera', 'lock', 'hub'] as const;
    for (let n = 0; n < 3_000; n++) house.join(kinds[(n * 7) % kinds.length]!); // within its length
    expect(house.holders().length).toBe(dearDevices);
    expect(house.memory.dear).toBe(dearDevices);
    expect(house.holding('lock')).toBe(dearDevices);
  });
});
