import { expect, test } from 'vitest';

import type { Command } from './command';
import { progressOf, type CommandProgress, type CommandRefusal } from './command-progress';
import type { Device } from './device';
import { emptyDevice } from './fold/device-merge';
import type { LockState } from './state';

type Lock = { readonly value: LockState; readonly at: number; readonly retained?: boolean };

const lock = (told: Lock | null, lastSeen: number | null = told?.at ?? null): Device => ({
  ...emptyDevice('door'),
  lastSeen,
  lastSeenLive: true,
  state: told === null ? {} : { lock: { by: 'zigbee2mqtt', retained: false, ...told } },
});

const jammed = lock({ value: 'jammed', at: 1 }, 200);
const away: Device = { ...lock({ value: 'unlocked', at: 1 }), reachability: 'offline' };
const unlock: Command = { type: 'unlock' };
const asked = (command: Command = unlock, refusal: CommandRefusal | null = null) => ({ command, at: 100, refusal });

test.each<[string, ReturnType<typeof asked>, Device, number, CommandProgress]>([
  ['the lock has not spoken yet', asked(), lock({ value: 'locked', at: 1 }), 5_000, 'waiting'],
  ['the bolt is moving', asked(), lock({ value: 'unlocking', at: 200 }), 5_000, 'waiting'],
  ['the lock says that it did it', asked(), lock({ value: 'unlocked', at: 200 }), 300, 'answered'],
  ['it was so already', asked(), lock({ value: 'unlocked', at: 1 }), 300, 'answered'],
  ['it only was so in a memory', asked(), lock({ value: 'unlocked', at: 1, retained: true }), 300, 'waiting'],
  ['the bolt stops half way', asked({ type: 'lock' }), lock({ value: 'not_fully_locked', at: 200 }), 300, 'jammed'],
  ['it jammed before, and its bridge repeats that', asked({ type: 'lock' }), jammed, 300, 'waiting'],
  ['it jams a second time', asked({ type: 'lock' }), jammed, 6_000, 'jammed'],
  ['the bolt is moved back', asked({ type: 'lock' }), lock({ value: 'unlocked', at: 1_200 }), 3_000, 'waiting'],
  ['the bolt does not stay out', asked({ type: 'lock' }), lock({ value: 'unlocked', at: 1_200 }), 6_000, 'undone'],
  ['somebody opens it later', asked({ type: 'lock' }), lock({ value: 'unlocked', at: 60_000 }), 70_000, 'answered'],
  ['a gate locks itself again', asked(), lock({ value: 'locked', at: 3_000 }), 6_000, 'answered'],
  ['it speaks, and the bolt is where it was', asked(), lock({ value: 'locked', at: 1 }, 200), 10_101, 'undone'],
  ['it may still move', asked(), lock({ value: 'locked', at: 1 }, 200), 6_000, 'waiting'],
  ['one that is away was so when it went', asked(), away, 300, 'waiting'],
  ['one that is away is not heard', asked(), away, 10_101, 'silent'],
  ['one that was away comes back and is so', asked(), { ...away, lastSeen: 200 }, 300, 'answered'],
  ['it jammed long before', asked({ type: 'lock' }), lock({ value: 'jammed', at: 1 }), 300, 'waiting'],
  ['ten seconds pass in silence', asked(), lock({ value: 'locked', at: 1 }), 10_101, 'silent'],
  ['the lock never told anything', asked(), lock(null), 10_101, 'silent'],
  ['somebody locks it by hand later', asked(), lock({ value: 'locked', at: 60_000 }), 70_000, 'answered'],
  [
    'asked for its state, it tells it',
    asked({ type: 'refresh' }),
    lock({ value: 'locked', at: 1 }, 200),
    300,
    'answered',
  ],
  [
    'asked for its state, it keeps quiet',
    asked({ type: 'refresh' }),
    lock({ value: 'locked', at: 1 }),
    10_101,
    'silent',
  ],
  ['the broker refuses it', asked(unlock, 'not-authorised'), lock({ value: 'locked', at: 1 }), 200, 'not-authorised'],
])('%s', (_story, given, device, now, progress) => {
  expect(progressOf(given, device, now)).toBe(progress);
});

test('a plug is on when it says so', () => {
  const plug = (value: 'on' | 'off', at: number): Device => ({
    ...emptyDevice('plug'),
    state: { switch: { value, at, retained: false, by: 'zigbee2mqtt' } },
  });
  const turnOn = asked({ type: 'switch', on: true });
  expect(progressOf(turnOn, plug('off', 1), 300)).toBe('waiting');
  expect(progressOf(turnOn, plug('on', 200), 300)).toBe('answered');
});

test('a camera has done it when its picture is there, not when it says something else', () => {
  const camera = (picture: number | null, event: string, at: number): Device => ({
    ...emptyDevice('cam'),
    lastSeen: at,
    lastSeenLive: true,
    picture:
      picture === null
        ? null
        : { value: { type: 'image/jpeg', bytes: 1, takenAt: null }, at: picture, retained: false, by: 'gatehouse' },
    lastEvent: { value: { event, text: 'It said', meaning: null }, at, retained: false, by: 'gatehouse' },
  });
  const take = asked({ type: 'take-picture' });
  expect(progressOf(take, camera(50, 'motion', 200), 300)).toBe('waiting');
  expect(progressOf(take, camera(200, 'motion', 200), 300)).toBe('answered');
  expect(progressOf(take, camera(50, 'refused', 200), 300)).toBe('declined');
  expect(progressOf(take, camera(50, 'refused', 90), 300)).toBe('waiting');
  expect(progressOf(take, camera(null, 'motion', 200), 10_101)).toBe('silent');
});
