import { expect, test } from 'vitest';

import { noKnowledge } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { emptyRecord } from '@/core/firmware/firmware-record';
import { untoldFirmware } from '@/core/firmware.testing';

import { judgeBy } from './judge';
import { finderIn, recordAfter, recordIn } from './record';

const judge = judgeBy(noKnowledge);
const noon = Date.UTC(2026, 10, 24, 12);
const hourMs = 3_600_000;

function device(name: string, installed: string | null, updateAvailable: boolean | null = null): Device {
  const value = { ...untoldFirmware, installed, updateAvailable };
  const firmware = { value, at: 1, retained: false, by: 'zigbee2mqtt' } as const;
  return { ...emptyDevice(name), name, identifiers: [`serial:${name}`], firmware };
}

test('where nothing changed nothing is written, and a change of one leaves the others as they were', () => {
  const home = [device('plug', '1.0'), device('lamp', '2.0')];
  const first = recordAfter(emptyRecord, home, judge, noon);
  expect(recordAfter(first, home, judge, noon + hourMs)).toBe(first);
  const second = recordAfter(first, [device('plug', '1.1'), ...home.slice(1)], judge, noon + hourMs);
  expect(second).not.toBe(first);
  expect(second.devices[1]).toBe(first.devices[1]);
});

test('a device that is away keeps what is remembered of it, by whichever of its names it comes back', () => {
  const first = recordAfter(emptyRecord, [device('plug', '1.0')], judge, noon);
  const away = recordAfter(first, [], judge, noon + hourMs);
  expect(away).toBe(first);
  const back = { ...device('plug', '1.0'), identifiers: ['mac:1', 'serial:plug'] };
  expect(finderIn(away)(back)?.versions).toEqual([{ version: '1.0', at: noon }]);
});

test('not being told for a while does not begin the count of days anew; being up to date ends it', () => {
  const looks = (...told: readonly (boolean | null)[]) =>
    told.reduce(
      (record, available, index) => recordAfter(record, [device('plug', '1', available)], judge, noon + index * hourMs),
      emptyRecord,
    ).devices[0]?.behindSince;
  expect(looks(true, null, true)).toBe(noon);
  expect(looks(true, false)).toBeNull();
  expect(looks(true, false, true)).toBe(noon + 2 * hourMs);
});

test('a home of which nothing is known yet is no day', () => {
  expect(recordAfter(emptyRecord, [], judge, noon).days).toEqual([]);
});

test.each([null, undefined, 7, {}, { devices: [] }, { devices: 1, days: [] }])(
  '%o is kept of another time',
  (value) => {
    expect(recordIn(value)).toBe(emptyRecord);
  },
);
