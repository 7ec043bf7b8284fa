import { expect, test } from 'vitest';

import { emptyDevice } from '@/core/fold/device-merge';
import { openHome } from '@/core/home';

import { recordedOf } from './recorded';
import { openTraffic } from '../rights/traffic';

const hour = 3_600_000;

/** A bridge and a lock behind it, which speaks once a minute for an hour; of its words the last ten are kept. */
function open() {
  const home = openHome();
  home.devices.set('bridge', emptyDevice('bridge'));
  home.devices.set('door', { ...emptyDevice('door'), via: 'bridge' });
  const traffic = openTraffic(() => 0);
  const kept: { readonly topic: string; readonly at: number; readonly retained: boolean }[] = [];
  for (let at = 60_000; at < hour; at += 60_000) {
    const message = { topic: 'home/door', at, retained: false };
    traffic.hear('door', { ...message, payload: new Uint8Array() });
    kept.push(message);
  }
  const recent = (device: string) => (device === 'door' ? kept.slice(-10) : []);
  return recordedOf({ home, traffic, recent, now: hour - 1 });
}

test('what a bridge said is what everything behind it said', () => {
  expect(open().said('bridge', 0, null)).toEqual({ messages: 59, topics: 1, isAtLeast: false });
  expect(open().said('nobody', 0, null)).toEqual({ messages: 0, topics: 0, isAtLeast: false });
});

test('a part of the time is counted message by message, and said to be at least that where not all are kept', () => {
  expect(open().said('door', 55 * 60_000, null)).toEqual({ messages: 5, topics: 1, isAtLeast: false });
  expect(open().said('door', 30 * 60_000, null)).toEqual({ messages: 10, topics: 1, isAtLeast: true });
  expect(open().said('door', 52 * 60_000, 54 * 60_000)).toMatchObject({ messages: 3, isAtLeast: false });
});
