import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';

import { updateQuestion } from './update-question';

const device = (name: string, part: Partial<Device> = {}): Device => ({ ...emptyDevice(name), name, ...part });
const battery = (percent: number | null, low: boolean | null = null) =>
  ({ power: 'battery', battery: { value: { percent, low }, at: 1, retained: false, by: 'zigbee2mqtt' } }) as const;

test('of one device it says what happens, and no more than concerns it', () => {
  const { title, points, confirmLabel } = updateQuestion([device('Hallway plug', { power: 'mains', kind: 'plug' })]);
  expect([title, confirmLabel]).toEqual(['Update the hallway plug?', 'Update']);
  expect(points).toEqual(['Leave the power on until it is done.']);
});

test('of several it says that they come one after the other, and what each kind of them needs', () => {
  const { title, sentence, points } = updateQuestion([
    device('Front door', { capabilities: ['lock'], ...battery(80) }),
    device('Garage motion', { kind: 'sensor', ...battery(12) }),
    device('Shed door', { kind: 'sensor', ...battery(null, true) }),
  ]);
  expect(title).toBe('Update 3 devices?');
  expect(sentence).toContain('one after the other');
  expect(points).toEqual([
    'Leave batteries in, and the power on, until it is done.',
    'A lock may not answer meanwhile: have a key at hand.',
    'Not while the alarm is on: what starts again does not watch for a moment.',
    'The battery of the garage motion is at 12 %: change it first.',
    'The battery of the shed door is low: change it first.',
  ]);
});
