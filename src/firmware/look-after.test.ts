import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { BeforeUpdate } from '@/core/firmware/firmware-task';

import { watched, watchOf } from './look-after';

const minute = 60_000;
const before: BeforeUpdate = { installed: '1', fileInstalled: null, rssiDbm: null, lqi: 180, messagesAnHour: 60 };
const heard = (messages: number, lqi: number): Device => ({
  ...emptyDevice('plug'),
  messages,
  signal: { value: { lqi, rssiDbm: null }, at: 5 * minute, retained: false, by: 'zigbee2mqtt' },
});
const after = (messages: number, lqi: number, now = 15 * minute) =>
  watched({ at: 'done', watch: watchOf(before, heard(0, 180), 0)! }, before, heard(messages, lqi), now); // there is a rate

describe('a device that was updated', () => {
  test('is as it was before', () => {
    expect(after(15, 170)).toEqual({ at: 'done', worse: [] });
  });

  test('is watched for a while first', () => {
    expect(after(0, 20, 10 * minute)).toHaveProperty('watch');
  });

  test('speaks less often, and is heard less well', () => {
    expect(after(3, 90)).toEqual({ at: 'done', worse: ['weaker-signal', 'fewer-messages'] });
  });

  test('that seldom spoke before tells nothing by its silence', () => {
    const seldom = { ...before, messagesAnHour: 4 };
    const watch = watchOf(seldom, heard(0, 180), 0)!; // there is a rate
    expect(watched({ at: 'done', watch }, seldom, heard(0, 180), 15 * minute)).toEqual({ at: 'done', worse: [] });
  });

  test('of which nothing was known before is compared with nothing', () => {
    expect(watchOf({ ...before, lqi: null, messagesAnHour: null }, heard(0, 180), 0)).toBeNull();
  });
});
