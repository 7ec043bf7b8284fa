import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask, TaskStage } from '@/core/firmware/firmware-task';
import { untoldFirmware } from '@/core/firmware.testing';

import { taskOf } from './firmware-task.testing';
import { roundWords } from './round-words';
import { situationOf } from './situation';

const told = <T>(value: T, at = 50) => ({ value, at, retained: false, by: 'zigbee2mqtt' }) as const;
const device = (part: Partial<Device> = {}, updateAvailable: boolean | null = true): Device => ({
  ...emptyDevice('plug'),
  name: 'Hallway plug',
  conventions: ['zigbee2mqtt'],
  capabilities: ['firmware-check', 'firmware-update'],
  firmware: told({ ...untoldFirmware, installed: '1.4.1', updateAvailable }),
  ...part,
});
const task = (work: FirmwareTask['work'], stage: TaskStage, id = 'plug') => taskOf({ device: id, work, stage });
const running: TaskStage = { at: 'running', since: 10, begun: false };
const failed = (why: Extract<TaskStage, { at: 'failed' }>['why']): TaskStage => ({ at: 'failed', why, since: 10 });
const updating = {
  firmware: told({
    ...untoldFirmware,
    installed: '1.4.1',
    updateAvailable: true,
    updating: { percent: 7, remainingSeconds: 3 },
  }),
};
const failure = { lastUpdate: told({ outcome: 'failed', reason: 'timeout', percent: 60 } as const) };

test.each<[string, Device, FirmwareTask | undefined, object]>([
  ['it is being updated, whoever began it', device(updating), undefined, { kind: 'updating', percent: 7 }],
  [
    'its bridge went away in the middle of it',
    device({ ...updating, reachability: 'unknown', said: told('online') }),
    undefined,
    { kind: 'failed', sentence: /Nobody knows how its update goes/ },
  ],
  ['it waits for its turn', device(), task('update', { at: 'waiting' }), { kind: 'waiting' }],
  [
    'it waits for more than its turn',
    device(),
    task('update', { at: 'waiting', hold: 'hours' }),
    { kind: 'waiting', hold: 'hours' },
  ],
  [
    'its bridge updates it when it wakes up',
    device(),
    task('update', { at: 'scheduled', since: 10 }),
    { kind: 'scheduled' },
  ],
  [
    'it was updated, and is looked after',
    device(),
    task('update', { at: 'looked-after', since: 10 }),
    { kind: 'checking' },
  ],
  ['it is being asked', device(), task('check', running), { kind: 'asking' }],
  ['its update was asked for and has not begun', device(failure), task('update', running), { kind: 'starting' }],
  ['its last update failed', device(failure), undefined, { kind: 'failed', at: 50, sentence: /stopped at 60 %/ }],
  [
    'its last update went well',
    device({ lastUpdate: told({ outcome: 'succeeded', reason: null, percent: null } as const) }, false),
    undefined,
    { kind: 'updated', sentence: /runs 1\.4\.1 now/ },
  ],
  [
    'it never answered the question',
    device(),
    task('check', failed('silent')),
    { kind: 'failed', sentence: /could not be asked: the device did not answer/ },
  ],
  [
    'a sleeper answered late after all',
    device({ lastCheck: told({ outcome: 'answered', reason: null } as const) }, false),
    task('check', failed('silent')),
    { kind: 'standing', currency: 'current', askedAt: 50 },
  ],
  [
    'it was held back by the one before it',
    device(),
    task('update', failed('held-back')),
    { kind: 'failed', sentence: /nobody knows whether the update before it still runs/ },
  ],
  [
    'the broker did not pass the request on',
    device(),
    task('update', failed('not-authorised')),
    { kind: 'failed', sentence: /did not pass the request on/ },
  ],
  [
    'it failed in this round and was updated in another way since',
    device({}, false),
    task('update', failed('unexplained')),
    { kind: 'standing', currency: 'current' },
  ],
  [
    'it was stopped before its turn',
    device(),
    task('update', failed('stopped')),
    { kind: 'standing', currency: 'behind' },
  ],
])('%s', (_story, one, of, situation) => {
  const expected = Object.entries(situation).map(([key, value]) => [
    key,
    value instanceof RegExp ? expect.stringMatching(value) : value,
  ]);
  expect(situationOf(one, of)).toMatchObject(Object.fromEntries(expected) as object);
});

const home = new Map(
  ['plug', 'lock', 'siren'].map((id) => [id, { ...device({}, id === 'plug'), id, name: `Hallway ${id}` }]),
);

test.each<[readonly FirmwareTask[], string | null]>([
  [[], null],
  [[task('check', running)], 'Asking: the hallway plug.'],
  [
    [task('check', { at: 'done' }), task('check', running, 'lock'), task('check', { at: 'waiting' }, 'siren')],
    'Asking 2 of 3: the hallway lock.',
  ],
  [[task('update', { at: 'waiting' })], 'Waiting to begin: one device to go.'],
  [
    [task('check', { at: 'done' }), task('check', { at: 'done' }, 'lock'), task('check', failed('silent'), 'siren')],
    'Of 3 devices 1 has an update, 1 has none and 1 could not be asked.',
  ],
  [
    [
      task('update', { at: 'done' }),
      task('update', failed('told'), 'lock'),
      task('update', failed('stopped'), 'siren'),
    ],
    'Of 3 updates 1 went well, 1 failed and 1 was not started.',
  ],
  [[task('update', { at: 'done' })], 'The update of the hallway plug went well.'],
  [[task('check', { at: 'done' }, 'lock')], 'The hallway lock has no update.'],
  [[task('check', failed('silent'))], 'The hallway plug could not be asked.'],
  [
    [task('check', { at: 'done' }), task('update', running, 'lock'), task('update', { at: 'waiting' }, 'siren')],
    'Updating 1 of 2: the hallway lock.',
  ],
])('a round is told in a sentence: %#', (tasks, sentence) => {
  expect(roundWords(tasks, home)?.sentence ?? null).toBe(sentence);
});
