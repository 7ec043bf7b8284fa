import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';

import { openDeviceView, type DeviceView } from './device-view';
import { createHomeStore } from './home-store';

/** A timer that is moved by hand. */
function handClock() {
  let pending: (() => void) | null = null;
  return {
    schedule: (run: () => void) => {
      pending = run;
      return () => void (pending = null);
    },
    ring() {
      const run = pending;
      pending = null;
      run?.();
    },
  };
}

const device = (id: string, name: string, messages = 0): Device => ({ ...emptyDevice(id), name, messages });

/** The names of all devices but those called "-", sorted. */
function sortedNames(everyMs = 0): { readonly view: DeviceView<string, readonly string[]>; builds(): number } {
  let builds = 0;
  return {
    builds: () => builds,
    view: {
      aspect: ({ name }) => (name === '-' ? undefined : name),
      same: (before, after) => before === after,
      build: (names) => {
        builds += 1;
        return [...names.values()].toSorted();
      },
      everyMs,
    },
  };
}

test('a view says what sorting everything again would say, read or followed', () => {
  const name = fc.constantFrom('-', 'attic', 'cellar', 'door');
  const changes = fc.array(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(name))));
  fc.assert(
    fc.property(changes, fc.boolean(), (batches, followed) => {
      const store = createHomeStore();
      const source = openDeviceView(store, sortedNames().view);
      const undo = followed ? source.subscribe(() => {}) : () => {};
      const naive = new Map<string, string>();
      for (const batch of batches) {
        const latest = new Map(batch);
        const devices = [...latest].flatMap(([id, called]) => (called === null ? [] : [device(id, called)]));
        const removed = [...latest].filter(([, called]) => called === null).map(([id]) => id);
        store.applyBatch({ devices, removed });
        for (const id of removed) naive.delete(id);
        for (const { id, name: called } of devices) naive.set(id, called);
        expect(source.read()).toEqual([...naive.values()].filter((one) => one !== '-').toSorted());
      }
      undo();
    }),
  );
});

test('nothing is sorted again while only other things change', () => {
  const store = createHomeStore();
  const { view, builds } = sortedNames();
  const source = openDeviceView(store, view);
  store.applyBatch({ devices: [device('a', 'attic'), device('b', 'door')], removed: [] });
  let woken = 0;
  source.subscribe(() => (woken += 1));
  const before = source.read();
  for (let messages = 1; messages < 100; messages++) {
    store.applyBatch({ devices: [device('a', 'attic', messages)], removed: [] });
  }
  expect(source.read()).toBe(before);
  expect({ builds: builds(), woken }).toEqual({ builds: 1, woken: 0 });
});

test('a list that changes with every message is sorted again only when its rest is over', () => {
  const store = createHomeStore();
  const clock = handClock();
  const { view, builds } = sortedNames(300);
  const source = openDeviceView(store, view, clock.schedule);
  const read: (readonly string[])[] = [];
  source.subscribe(() => read.push(source.read()));
  for (const name of ['door', 'attic', 'cellar']) store.applyBatch({ devices: [device('a', name)], removed: [] });
  expect(read).toEqual([['door']]);
  clock.ring();
  expect(read).toEqual([['door'], ['cellar']]);
  clock.ring();
  expect(builds()).toBe(2);
});

test('a view that nobody followed for a while catches up when somebody does', () => {
  const store = createHomeStore();
  const source = openDeviceView(store, sortedNames().view);
  source.subscribe(() => {})();
  store.applyBatch({ devices: [device('a', 'attic')], removed: [] });
  source.subscribe(() => {});
  expect(source.read()).toEqual(['attic']);
});
