import { expect, test } from 'vitest';

import type { Broker } from '@/broker/broker';
import { alarmo } from '@/conventions/alarmo/alarmo';
import type { Convention } from '@/conventions/convention';
import { homeAssistant } from '@/conventions/home-assistant/home-assistant';
import { messageOf, type Line } from '@/conventions/listen.testing';
import { wled } from '@/conventions/wled/wled';
import { zigbee2mqtt } from '@/conventions/zigbee2mqtt/zigbee2mqtt';
import type { Happening } from '@/core/happening';

import { openPipeline } from '../hearing/pipeline';
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

/** What is asked of a broker in a home that said these lines, and what becomes of each message to it. */
async function watchOn(conventions: readonly Convention[], said: readonly Line[]) {
  const pipeline = openPipeline(conventions, () => {});
  for (const line of said) pipeline.hear(messageOf(line));
  const subscribed: string[] = [];
  const left: string[] = [];
  const broker: Pick<Broker, 'subscribe' | 'unsubscribe' | 'settle'> = {
    subscribe: (filters) => {
      subscribed.push(...filters);
      return Promise.resolve(filters.map((filter) => ({ filter, granted: true })));
    },
    unsubscribe: (filters) => Promise.resolve(void left.push(...filters)),
    settle: () => Promise.resolve(),
  };
  const heard: Happening[] = [];
  const watch = openCommandWatch({
    pipeline,
    clock: () => 0,
    broker: () => broker as Broker, // all that it uses of it
    alerts: () => [],
    happen: (happening) => heard.push(happening),
  });
  const looked = () => new Promise((resolve) => setTimeout(resolve));
  watch.settled();
  await looked();
  const hear = async (line: Line) => {
    const isOnlyOrder = watch.hear(messageOf(line));
    await looked();
    return isOnlyOrder;
  };
  return { pipeline, watch, hear, heard, subscribed, left, looked };
}

const stripOrders = ['wled/aabbcc', 'wled/all'].flatMap((head) => [head, `${head}/col`, `${head}/api`]);
const strip: Line = { topic: 'wled/aabbcc/status', payload: 'online', retained: true };

test('what a device says below the topic of its orders is no order, and stays heard', async () => {
  const { hear, heard, subscribed, left } = await watchOn([wled], [strip]);
  expect(subscribed).toEqual(stripOrders);
  await expect(hear({ topic: 'wled/aabbcc/g', payload: '128' })).resolves.toBe(false);
  await hear({ topic: 'wled/aabbcc/g', payload: '128', retained: true });
  expect([heard, left]).toEqual([[], []]);
  await expect(hear({ topic: 'wled/aabbcc', payload: 'ON' })).resolves.toBe(true);
  expect(heard).toMatchObject([{ type: 'command', topic: 'wled/aabbcc' }]);
});

test.each(stripOrders)('an order of any sort that the broker keeps for a light strip is heard (%s)', async (topic) => {
  const { hear, heard, watch } = await watchOn([wled], [strip]);
  await expect(hear({ topic, payload: 'RB', retained: true })).resolves.toBe(true);
  expect(heard).toMatchObject([{ type: 'command', topic, retained: true, device: expect.any(String) }]);
  expect(watch.isOrder(topic)).toBe(true);
});

test('an order that the home listens to anyway is asked for anew, and stays listened to', async () => {
  const panel: Line = { topic: 'alarmo/state', payload: 'armed_away', retained: true };
  const { hear, heard, subscribed, left } = await watchOn([alarmo], [panel]);
  expect(subscribed).toEqual([]);
  await expect(hear({ topic: 'alarmo/command', payload: 'DISARM' })).resolves.toBe(false);
  expect(heard).toMatchObject([{ type: 'command', topic: 'alarmo/command', retained: false }]);
  expect([subscribed, left]).toEqual([['alarmo/command'], []]);
});

test.each([
  ['where it takes orders', 'garage/door'],
  ['below the topic of its orders', 'garage/door/state'],
])('a discovered door that tells its state %s is not told to do anything by that', async (_, state) => {
  const device = { identifiers: ['d'], name: 'Door' };
  const config = { unique_id: 'd', name: null, command_topic: 'garage/door', state_topic: state, device };
  const announced: Line = { topic: 'homeassistant/cover/d/config', payload: config, retained: true };
  const { hear, heard, left } = await watchOn([homeAssistant], [announced]);
  await expect(hear({ topic: state, payload: 'open', retained: true })).resolves.toBe(false);
  await expect(hear({ topic: state, payload: 'closed' })).resolves.toBe(false);
  expect([heard, left]).toEqual([[], []]);
});

test('who announces a state of something else where a lock takes its orders hides none of them', async () => {
  const bridge: readonly Line[] = [
    { topic: 'z/bridge/state', payload: { state: 'online' }, retained: true },
    { topic: 'z/bridge/devices', payload: [coordinator, door], retained: true },
  ];
  const config = {
    unique_id: 'x',
    command_topic: 'z/Door/set',
    state_topic: 'z/Door/set',
    device: { identifiers: ['x'] },
  };
  const announced: Line = { topic: 'homeassistant/switch/x/config', payload: config, retained: true };
  const { hear, heard } = await watchOn([zigbee2mqtt, homeAssistant], [...bridge, announced]);
  await hear({ topic: 'z/Door/set', payload: 'UNLOCK', retained: true });
  expect(heard).toMatchObject([{ type: 'command', topic: 'z/Door/set', retained: true }]);
});

test('what was listened to for orders and is a state of the home by now is left to the home', async () => {
  const { pipeline, watch, looked, subscribed, left } = await watchOn([wled, homeAssistant], [strip]);
  expect(subscribed).toEqual(stripOrders);
  const config = { unique_id: 's', state_topic: 'wled/aabbcc', device: { identifiers: ['s'] } };
  pipeline.hear(messageOf({ topic: 'homeassistant/sensor/s/config', payload: config, retained: true }));
  watch.settled();
  await looked();
  expect(left).toEqual([]);
});
