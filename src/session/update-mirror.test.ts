import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { emptyPlan, type UpdatePlan } from '@/core/update-plan';

import { readPlan } from './update-mirror';

const read = (document: unknown) => readPlan({ payload: new TextEncoder().encode(JSON.stringify(document)) });

const plan: UpdatePlan = {
  ...emptyPlan,
  tasks: [
    {
      device: 'ieee:0x1',
      work: 'update',
      orderedAt: 1,
      place: 0,
      unattended: true,
      tries: 1,
      takenBack: 1,
      before: {
        installed: '1',
        fileInstalled: null,
        rssiDbm: null,
        lqi: 7,
        messagesAnHour: 2.5,
        offered: { version: '2', file: 3 },
      },
      stage: { at: 'waiting', hold: 'rest', notBefore: 9 },
      begunAt: 4,
    },
    {
      device: 'plug',
      work: 'check',
      orderedAt: 1,
      place: 1,
      unattended: false,
      tries: 1,
      before: null,
      stage: { at: 'done' },
      begunAt: 4,
      endedAt: 5,
    },
  ],
  runner: { id: 'session-1', turn: 2, until: 3 },
};

describe('the plan of updates that others share', () => {
  test('is read as it was written', () => {
    expect(read(plan)).toEqual(plan);
  });

  test('is not believed where it is no plan', () => {
    expect(read({ ...plan, tasks: [{ ...plan.tasks[0], work: 7 }] })).toBeNull();
    expect(read({ tasks: 'erase' })).toBeNull();
    expect(readPlan({ payload: new Uint8Array(300_000) })).toBeNull();
    expect(readPlan({ payload: new Uint8Array() })).toBeNull();
  });

  test('is known to be of a newer Gatehouse where it says what this one cannot read', () => {
    expect(read({ ...plan, tasks: [{ ...plan.tasks[0], work: 'roll-back' }] })).toBe('newer');
    expect(read({ ...plan, tasks: [{ ...plan.tasks[0], stage: { at: 'waiting', hold: 'full-moon' } }] })).toBe('newer');
    expect(read({ ...plan, approvals: [] })).toBe('newer');
  });

  test('makes nothing throw, whatever stands there', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => void readPlan({ payload })));
    fc.assert(fc.property(fc.jsonValue(), (value) => void read(value)));
  });
});
