import { expect, test } from 'vitest';

import { messageOf } from '@/conventions/listen.testing';
import { zigbee2mqtt } from '@/conventions/zigbee2mqtt/zigbee2mqtt';
import type { Happening } from '@/core/happening';

import { openPipeline } from '../pipeline';
import { openCommandWatch } from './command-watch';

const lock = {
  type: 'lock',
  features: [{ name: 'state', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' }],
};
const door = { ieee_address: '0x0a', friendly_name: 'Door', type: 'EndDevice', definition: { exposes: [lock] } };
const coordinator = { ieee_address: '0x01', friendly_name: 'Coordinator', type: 'Coordinator' };

/** Hears the orders of a home with one lock; `now`: what the clock shows, ms. */
function listen() {
  const pipeline = openPipeline([zigbee2mqtt], () => {});
  pipeline.hear(messageOf({ topic: 'z/bridge/state', payload: { state: 'online' }, retained: true }));
  pipeline.hear(messageOf({ topic: 'z/bridge/devices', payload: [coordinator, door], retained: true }));
  const [id = ''] = [...pipeline.home.devices.values()]
    .filter(({ name }) => name === 'Door')
    .map((device) => device.id);
  const heard: Happening[] = [];
  const time = { now: 0 };
  const watch = openCommandWatch({
    pipeline,
    clock: () => time.now,
    broker: () => null, // nobody is asked whether the broker remembers it
    alerts: () => [],
    happen: (happening) => heard.push(happening),
  });
  watch.settled();
  return { id, watch, time, heard, order: () => watch.hear(messageOf({ topic: 'z/Door/set', payload: 'UNLOCK' })) };
}

test('what this session told a device is its own, and what somebody tells it later is not', () => {
  const { id, watch, time, heard, order } = listen();
  watch.sends(id);
  time.now = 400;
  order();
  time.now = 60_000;
  order();
  expect(heard).toMatchObject([
    { type: 'command', device: id, isOwn: true },
    { type: 'command', device: id },
  ]);
  expect(heard[1]).not.toHaveProperty('isOwn');
});

test('what the broker remembers is nobody’s own', () => {
  const { id, watch, heard } = listen();
  watch.sends(id);
  watch.hear(messageOf({ topic: 'z/Door/set', payload: 'UNLOCK', retained: true }));
  expect(heard[0]).not.toHaveProperty('isOwn');
});

test('where the devices of the home take orders is known', () => {
  const { watch } = listen();
  expect(watch.isOrder('z/Door/set')).toBe(true);
  expect(watch.isOrder('z/Door/set/state')).toBe(true);
  expect(watch.isOrder('z/Door')).toBe(false);
});
