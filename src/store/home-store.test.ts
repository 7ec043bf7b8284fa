import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Alert } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { Batch } from '@/core/feed';
import type { MessageView, ShownMessage } from '@/core/shown-message';

import { createHomeStore, type ReadingKey } from './home-store';

const device = (id: string, name = id): Device => ({ ...emptyDevice(id), name });
const batch = (part: Partial<Batch>): Batch => ({ devices: [], removed: [], ...part });
const message = (id: number): ShownMessage => ({
  id,
  at: id,
  topic: 't',
  retained: false,
  bytes: 0,
  device: null,
  content: { kind: 'empty' },
  difference: { kind: 'first' },
  leftOut: 0,
});
const viewOf = (text: string): MessageView => ({ device: null, text, only: 'all', onlyChanges: false });
const withLock = (lock: 'locked' | 'unlocked', at: number, retained = false): Device => ({
  ...device('door'),
  state: { lock: { value: lock, at, retained, by: 'zigbee2mqtt' } },
});

test('whatever comes, changes and goes, the store says what a plain map would', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const change = fc.record({
    devices: fc.array(fc.record({ id, name: fc.string({ maxLength: 3 }) })),
    removed: fc.array(id, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const store = createHomeStore();
      const naive = new Map<string, Device>();
      for (const { devices, removed } of changes) {
        const told = devices.map(({ id: one, name }) => device(one, name));
        store.applyBatch(batch({ devices: told, removed }));
        for (const one of removed) naive.delete(one);
        for (const one of told) naive.set(one.id, one);
        expect(store.read('ids').toSorted()).toEqual([...naive.keys()].toSorted());
        for (const one of ['a', 'b', 'c', 'd']) expect(store.read(`device ${one}`)).toBe(naive.get(one));
      }
    }),
  );
});

test('a change wakes only its own readers, and each once a batch', () => {
  const store = createHomeStore();
  store.applyBatch(batch({ devices: [device('a'), device('b')] }));
  const woken: ReadingKey[] = [];
  const keys: readonly ReadingKey[] = ['device a', 'device b', 'device c', 'ids', 'connection', 'problems'];
  for (const key of keys) store.subscribe(key, () => woken.push(key));

  store.applyBatch(batch({ devices: [device('a', 'first'), device('a', 'second')] }));
  expect(woken.splice(0)).toEqual(['device a']);

  store.applyBatch(batch({ devices: [device('c')] }));
  expect(woken.splice(0)).toEqual(['device c', 'ids']);

  store.applyBatch(batch({ removed: ['b'], connection: { status: 'connecting', url: 'ws://home' } }));
  expect(woken.splice(0)).toEqual(['device b', 'ids', 'connection']);
});

test('a device that is removed and paired again keeps what it did', () => {
  const store = createHomeStore();
  const others = { devices: [device('window')] };
  store.applyBatch(batch(others));
  store.applyBatch(batch({ devices: [withLock('locked', 1)] }));
  store.applyBatch(batch({ devices: [withLock('unlocked', 2)] }));
  store.applyBatch(batch({ removed: ['door'] }));
  expect(store.read('device door')).toBeUndefined();
  store.applyBatch(batch({ devices: [device('door')] }));
  expect(store.read('activity door')).toEqual([{ type: 'state', key: 'lock', value: 'unlocked', at: 2 }]);
});

test('what a device did goes over to the one that it turned out to be', () => {
  const store = createHomeStore();
  store.applyBatch(batch({ devices: [device('window'), withLock('locked', 1)] }));
  store.applyBatch(batch({ devices: [withLock('unlocked', 2)] }));
  store.applyBatch(batch({ devices: [{ ...device('window'), identifiers: ['window', 'door'] }], removed: ['door'] }));
  expect(store.read('activity window')).toEqual([{ type: 'state', key: 'lock', value: 'unlocked', at: 2 }]);
  expect(store.read('activity door')).toEqual([]);
});

test('of a home that was left nothing is kept, and of many removed devices only the last ones', () => {
  const store = createHomeStore();
  const names = Array.from({ length: 70 }, (_, n) => `door ${n}`);
  const doors = (lock: 'locked' | 'unlocked', at: number) => names.map((id) => ({ ...withLock(lock, at), id }));
  store.applyBatch(batch({ devices: [device('window'), ...doors('locked', 1)] }));
  store.applyBatch(batch({ devices: doors('unlocked', 2) }));
  store.applyBatch(batch({ removed: names }));
  expect(names.filter((id) => store.read(`activity ${id}`).length > 0)).toEqual(names.slice(-64));
  store.applyBatch(batch({ removed: ['window'] }));
  expect(names.filter((id) => store.read(`activity ${id}`).length > 0)).toEqual([]);
});

test('readers are woken when the whole batch is in, never in the middle of it', () => {
  const store = createHomeStore();
  const seen: (string | undefined)[] = [];
  store.subscribe('device a', () => seen.push(store.read('device b')?.name));
  store.applyBatch(batch({ devices: [device('a'), device('b', 'already here')] }));
  expect(seen).toEqual(['already here']);
});

test('who unsubscribed is left in peace', () => {
  const store = createHomeStore();
  let woken = 0;
  const undo = store.subscribe('device a', () => (woken += 1));
  undo();
  store.applyBatch(batch({ devices: [device('a')] }));
  expect(woken).toBe(0);
});

test('the list of devices stays the same object while nobody comes or goes', () => {
  const store = createHomeStore();
  store.applyBatch(batch({ devices: [device('a'), device('b')] }));
  const ids = store.read('ids');
  store.applyBatch(batch({ devices: [device('a', 'renamed')], removed: ['never known'] }));
  expect(store.read('ids')).toBe(ids);
});

test('messages go on where they were, begin again when the page asks for others, and only the last ones are kept', () => {
  const store = createHomeStore();
  const tell = (text: string, isFresh: boolean, ...ids: number[]) =>
    store.applyBatch(batch({ messages: { view: viewOf(text), isFresh, messages: ids.map(message), waiting: 0 } }));
  const shown = () => store.read('messages').messages.map(({ id }) => id);
  tell('a', true, 1, 2);
  tell('a', false, 3);
  expect(shown()).toEqual([1, 2, 3]);
  tell('b', true, 1);
  expect(store.read('messages').view?.text).toBe('b');
  expect(shown()).toEqual([1]);
  tell('b', false, ...Array.from({ length: 1_200 }, (_, index) => index + 2));
  expect(shown()).toHaveLength(1_000);
  expect(shown().at(-1)).toBe(1_201);
  tell('b', true, 7);
  expect(shown()).toEqual([7]);
});

test('what comes while the messages are paused is only counted', () => {
  const store = createHomeStore();
  store.applyBatch(batch({ messages: { view: viewOf('a'), isFresh: true, messages: [message(1)], waiting: 0 } }));
  store.applyBatch(batch({ messages: { view: viewOf('a'), isFresh: false, messages: [], waiting: 812 } }));
  expect(store.read('messages')).toMatchObject({ waiting: 812, messages: [{ id: 1 }] });
});

test('what a door did is remembered in order; what the broker merely remembered is not', () => {
  const store = createHomeStore();
  store.applyBatch(batch({ devices: [withLock('locked', 1, true)] }));
  store.applyBatch(batch({ devices: [withLock('unlocked', 2)] }));
  store.applyBatch(batch({ devices: [withLock('locked', 3)] }));
  expect(store.read('activity door')).toMatchObject([
    { at: 2, key: 'lock', value: 'unlocked' },
    { at: 3, key: 'lock', value: 'locked' },
  ]);
});

test('before the session has spoken, not even that nobody is connected is known', () => {
  const store = createHomeStore();
  expect(store.read('told')).toBe(false);
  store.applyBatch(batch({ connection: { status: 'idle' } }));
  expect(store.read('told')).toBe(true);
});

test('what another tab did is told until this one has its own word', () => {
  const store = createHomeStore();
  store.applyBatch(batch({ elsewhere: { did: 'disconnect' } }));
  store.applyBatch(batch({ connection: { status: 'idle' } }));
  expect(store.read('elsewhere')).toEqual({ did: 'disconnect' });
  store.applyBatch(batch({ elsewhere: null }));
  expect(store.read('elsewhere')).toBeNull();
});

test('the list of alerts says what was told last of each, and forgets what is gone', () => {
  const store = createHomeStore();
  const tell = (changed: readonly Alert[], gone: readonly string[]) =>
    store.applyBatch(batch({ alerts: { changed, gone, fresh: [], notify: [] } }));
  tell([alertOf({ id: 'a' }), alertOf({ id: 'b' })], []);
  const before = store.read('alerts');
  tell([alertOf({ id: 'a', state: 'acknowledged' })], ['b']);
  expect(store.read('alerts').map(({ id, state }) => [id, state])).toEqual([['a', 'acknowledged']]);
  expect(store.read('alerts')).not.toBe(before);
});
