import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { TaskStage } from '@/core/firmware/firmware-task';
import { untoldFirmware } from '@/core/firmware.testing';

import { taskOf } from './firmware-task.testing';
import { beforeUpdate } from './look-after';
import { hoursWords, taskWords } from './task-words';

const plug: Device = { ...emptyDevice('plug'), name: 'Hallway plug' };
const clock = () => '02:40';
const words = (stage: TaskStage, tries = 0) => taskWords(taskOf({ stage, tries }), plug, clock);

describe('a task of the plan says', () => {
  test('what it waits for', () => {
    expect(words({ at: 'waiting', hold: 'armed' })).toMatchObject({
      word: 'Waiting',
      sentence: 'It waits: the alarm is armed.',
    });
    expect(words({ at: 'waiting' }).sentence).toBe('Its turn comes next.');
  });

  test('when it is tried again', () => {
    const sentence = 'It failed and is tried again at 02:40: second try.';
    expect(words({ at: 'waiting', hold: 'rest', notBefore: 9 }, 1).sentence).toBe(sentence);
  });

  test('what is not as it was before', () => {
    const sentence = 'It is back, but its signal is weaker than before and it speaks less often than before.';
    expect(words({ at: 'done', worse: ['weaker-signal', 'fewer-messages'] }, 1).sentence).toBe(sentence);
  });

  test('that it is back only where it was begun', () => {
    expect(words({ at: 'done' }, 1).sentence).toBe('It is back with the new version.');
    expect(words({ at: 'done' }).sentence).toBe('There is nothing newer for it any more; nothing was sent.');
  });

  test('that it runs what it ran, where its file was withdrawn after a try that failed', () => {
    const at = (installed: string): Device => ({
      ...plug,
      firmware: {
        value: { ...untoldFirmware, installed, updateAvailable: false },
        at: 9,
        retained: false,
        by: 'zigbee2mqtt',
      },
    });
    const task = taskOf({ stage: { at: 'done' }, tries: 1, before: beforeUpdate(at('1.0'), null) });
    expect(taskWords(task, at('1.0'), clock).sentence).toBe(
      'There is nothing newer for it any more: it runs what it ran.',
    );
    expect(taskWords(task, at('1.1'), clock).sentence).toBe('It is back with the new version.');
  });

  test('why it was not begun at all, and what to do', () => {
    const { mood, sentence } = words({ at: 'failed', why: 'stopped-after', since: null });
    expect(mood).toBe('left-out');
    expect(sentence).toContain('a device before it did not come back from its update');
    expect(words({ at: 'failed', why: 'never-fit', since: null, hold: 'battery' }).sentence).toContain(
      'its battery is too low',
    );
  });
});

test('the hours are said as a clock shows them', () => {
  expect(hoursWords({ hours: { from: 60, to: 305 } })).toBe('between 01:00 and 05:05');
  expect(hoursWords({ hours: null })).toBe('at any time');
});
