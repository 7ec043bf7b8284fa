import { expect, test } from 'vitest';

import type { OtaImage } from '@/core/firmware/advisory';
import { emptyDevice } from '@/core/fold/device-merge';
import { untoldFirmware } from '@/core/firmware.testing';
import { emptyPlan } from '@/core/firmware/update-plan';

import { carryOn } from './carry-on';
import { taskOf } from './firmware-task.testing';
import { checkImage, imageWords } from './image-check';
import { isHeldBack, isSkipped, planAfter } from './plan';
import { mergePlans } from './plan-merge';

const image: OtaImage = {
  manufacturerCode: 1,
  imageType: 2,
  fileVersion: 9,
  bytes: 1_200_000,
  sha512: 'ab'.repeat(64),
  modelId: 'EX-1',
  manufacturerNames: [],
  limited: false,
};
const firmware = {
  value: { ...untoldFirmware, fileInstalled: 5, fileLatest: 9, updateAvailable: true },
  at: 0,
  retained: false,
  by: 'zigbee2mqtt',
} as const;
const plug = { ...emptyDevice('plug'), firmware };
const devices = new Map([[plug.id, plug]]);

test('a file is the same by its size and its sum, and what differs is said', () => {
  expect(checkImage(image, { bytes: 1_200_000, sha512: 'AB'.repeat(64) }).isSame).toBe(true);
  expect(checkImage(image, { bytes: 1_199_999, sha512: image.sha512 }).sentence).toContain(
    'it has 1199999 bytes, and should have 1200000 bytes',
  );
  expect(checkImage(image, { bytes: 1_200_000, sha512: 'ac'.repeat(64) })).toMatchObject({
    isSame: false,
    sentence: expect.stringContaining('its SHA-512 does not') as unknown,
  });
  expect(imageWords(image)).toBe('1.2 MB, SHA-512 abababababababab…');
});

test('an update whose file is another waits, and goes on when the right one was seen', () => {
  const order = { type: 'skip', device: 'plug', version: 'file 9', because: 'image' } as const;
  const held = planAfter({ ...emptyPlan, tasks: [taskOf()] }, order, devices, 1);
  expect(isHeldBack(held, plug)).toBe(true);
  const sight = { me: 'me', devices, now: 2, minute: 0, readBackUntil: 0 };
  const waits = carryOn(held, sight);
  expect([waits.start, waits.plan.tasks[0]?.stage]).toEqual([[], { at: 'waiting', hold: 'image' }]);
  const again = planAfter(waits.plan, { ...order, version: null }, devices, 3);
  expect(isHeldBack(again, plug)).toBe(false);
  expect(carryOn(again, { ...sight, now: 4 }).start).toMatchObject([{ command: { type: 'update' } }]);
});

test('a version that somebody does not want is none whose file is another', () => {
  const skipped = planAfter(emptyPlan, { type: 'skip', device: 'plug', version: 'file 9' }, devices, 1);
  expect(isHeldBack(skipped, plug)).toBe(false);
});

test('a wrong file and then the right one leave what its owner skipped as it was', () => {
  const skip = { type: 'skip', device: 'plug', version: 'file 9' } as const;
  const wrong = { ...skip, because: 'image' } as const;
  const skipped = planAfter(planAfter(emptyPlan, skip, devices, 1), wrong, devices, 2);
  const right = planAfter(skipped, { ...wrong, version: null }, devices, 3);
  expect([isHeldBack(right, plug), isSkipped(right, plug)]).toEqual([false, true]);
  // also where another session has missed that
  const merged = mergePlans(right, skipped);
  expect([isHeldBack(merged, plug), isSkipped(merged, plug)]).toEqual([false, true]);
});
