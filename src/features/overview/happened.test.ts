import { describe, expect, test } from 'vitest';

import type { Alert } from '@/core/alert';
import { alertOf } from '@/core/alert.testing';

import { happenedClauses, happenedTodos } from './happened';

const wrongCodes = alertOf({
  id: 'pin',
  class: 'pin_bruteforce',
  title: '3 wrong codes were entered at the front door',
});
const stranger = (id: string, severity: Alert['severity'] = 'warning') =>
  alertOf({ id, class: 'unknown_device', severity, title: `${id} joined your home. Was this you?` });
const failed = alertOf({
  id: 'update',
  class: 'update_failed',
  severity: 'warning',
  title: 'The update of the lock failed',
});
const tamper = alertOf();

describe('what happened, on the overview', () => {
  test('is told the worst first; what still is so is told by what is so', () => {
    expect(happenedClauses([failed, stranger('Plug'), tamper, wrongCodes])).toEqual({
      urgent: [
        { mood: 'alarm', words: 'somebody tried wrong codes at a door' },
        { mood: 'notice', words: 'a device that nobody knew joined' },
      ],
      minor: ['an update failed'],
    });
  });

  test('leaves a mere question to the list of things to do', () => {
    expect(happenedClauses([stranger('Plug', 'info')]).urgent).toEqual([]);
    expect(happenedTodos([stranger('Plug', 'info')])).toMatchObject([
      { sentence: 'Plug joined your home. Was this you?', button: 'Look at the alert', tone: 'info' },
    ]);
  });

  test('is one task where there are many of one sort', () => {
    expect(happenedTodos([stranger('A'), stranger('B')])).toHaveLength(2);
    expect(happenedTodos(['A', 'B', 'C'].map((id) => stranger(id)))).toMatchObject([
      { sentence: '3 devices that nobody knew joined.', step: { to: '/alerts' } },
    ]);
  });
});
