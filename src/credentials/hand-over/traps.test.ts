import { expect, test } from 'vitest';

import { emptyDevice } from '@/core/fold/device-merge';
import type { ConventionName } from '@/core/observation';

import { trapsOf } from './traps';

const told = (by: ConventionName) => ({
  ...emptyDevice('x'),
  login: { value: { username: 'x', clientId: null, handOver: 'command' as const }, at: 1, retained: false, by },
});

test.each(['zigbee2mqtt', 'tasmota', 'shelly', 'nuki-hub', 'homie', 'esphome'] as const)(
  'who changes the password of %s is told before that it travels where others may read it',
  (by) => expect(trapsOf(told(by), 'one-slot').join(' ')).toContain('can read it'),
);

test('what is sealed has no traps, and what is typed in says who does it', () => {
  expect(trapsOf(told('gatehouse'), 'two-slots')).toEqual([]);
  expect(trapsOf(told('shelly'), 'by-hand').join(' ')).toContain('You type it in yourself');
  expect(trapsOf(null, 'by-hand').join(' ')).toContain('Nothing tells here what uses this log-in');
});

test('whoever changes the password of Zigbee2MQTT is told before that its log may repeat it', () => {
  expect(trapsOf(told('zigbee2mqtt'), 'one-slot').join(' ')).toContain('log_debug_to_mqtt_frontend');
});
