import { expect, test } from 'vitest';

import { emptyDevice } from '@/core/fold/device-merge';
import type { TaskFailure } from '@/core/firmware/firmware-task';

import { taskOf } from './firmware-task.testing';
import { roundWords } from './round-words';

const devices = new Map([['plug', { ...emptyDevice('plug'), name: 'Desk plug' }]]);

test.each(['scheduled', 'looked-after'] as const)(
  'a device that is %s is under way, and does not wait to begin',
  (at) => {
    const words = roundWords([taskOf({ stage: { at, since: 0 } }), taskOf({ device: 'lock' })], devices);
    expect(words).toEqual({ sentence: 'Updating 1 of 2: the desk plug.', unfinished: 'update' });
  },
);

test.each<TaskFailure>(['stopped', 'called-off', 'stopped-after', 'never-fit', 'may-not-plan', 'held-back'])(
  'what is over as %s was not started, and has not failed',
  (why) => {
    const words = roundWords([taskOf({ stage: { at: 'failed', why, since: null } })], devices);
    expect(words?.sentence).toBe('The update of the desk plug was not started.');
  },
);
