import { expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import type { Concern, ConcernKind } from '@/core/concern';

import { happenedTodos } from './happened';
import { orderedTodos } from './ordered-todos';
import { todosOf, type Todo } from './todos';

const concern = (kind: ConcernKind, name: string): Concern => ({
  kind,
  name,
  device: name,
  room: null,
  at: 0,
  stale: false,
});
const sentences = (...parts: readonly (readonly Todo[])[]) => orderedTodos(...parts).map(({ sentence }) => sentence);

test('smoke is the first thing to do, however much else has happened', () => {
  const happened = happenedTodos([
    alertOf({ id: 'codes', class: 'pin_bruteforce', title: '3 wrong codes were entered at the front door' }),
    alertOf({ id: 'joined', class: 'unknown_device', severity: 'warning', title: 'A plug joined your home' }),
  ]);
  const standing = todosOf(
    [concern('smoke', 'Cellar'), concern('siren', 'Hall siren'), concern('unlocked', 'Back door')],
    0,
    { settled: true },
  );
  expect(sentences(happened, standing)).toEqual([
    'The cellar reports smoke. Get everybody out, and call the fire brigade.',
    '3 wrong codes were entered at the front door.',
    'The hall siren is sounding.',
    'A plug joined your home.',
    'The back door is unlocked.',
  ]);
});

test('so is smoke of which only an alert tells, for its sensor has not spoken since', () => {
  const codes = alertOf({ id: 'codes', class: 'pin_bruteforce', title: 'Wrong codes were entered' });
  const smoke = alertOf({ id: 'smoke', class: 'safety', title: 'The cellar reports smoke' });
  expect(sentences(happenedTodos([codes]), happenedTodos([smoke]))[0]).toBe('The cellar reports smoke.');
});
