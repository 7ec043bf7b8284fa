import { expect, test } from 'vitest';

import { openBook, openBookChanges } from '@/core/alerts/alert-book';
import { act, take } from '@/core/alerts/alert-steps';
import type { Fact } from '@/core/observation';
import { noProof, type MessageProof } from '@/core/message-proof';

import { happens, part, play, start, type Row } from './timeline.testing';

const minute = 60_000;
const proof = (standing: MessageProof['standing']): readonly Fact[] => [
  { type: 'proof', proof: { ...noProof, standing, signedAt: start } },
];
const administered = (clientId: string, command: string) =>
  happens({ type: 'administered', clientId, username: 'admin', command, about: 'thief' } as const);
const says: Row[2] = {
  o: administered('laptop', 'setClientPassword'),
  m: administered('thief', 'createClient'),
  r: administered('thief', 'addClientRole'),
  d: happens({ type: 'denied', clientId: 'cam-1', did: 'publish', topic: 'z/Front door/set' } as const),
  p: proof('replayed'),
  x: proof('bad'),
  l: happens({ type: 'limit', topic: 'z/front', reason: 'A state is larger than 64 KiB' } as const),
};

/** What a home tells of a story, a column a minute, where somebody closes what is open at each `c`: how often each was seen. */
function told(columns: string, closes: string): readonly number[] {
  const devices = { front: part('lock', ['lock']) };
  const signals = play({ devices, everyMs: minute, rows: [['front', columns, says]] });
  const book = openBook();
  for (let column = 0; column < columns.length; column++) {
    const now = start + column * minute;
    for (const said of signals) if (said.column === column) take(book, said.signal, now, openBookChanges());
    if (closes[column] === 'c')
      for (const { id } of book.alerts.values()) act(book, id, { type: 'resolve' }, now, openBookChanges());
  }
  return [...book.alerts.values()].map(({ count }) => count);
}

test.each([
  ['forged words', 'x'],
  ['old messages', 'p'],
  ['refused orders', 'd'],
  ['changes of accounts', 'm'],
])('%s are one alert that counts them, and others once a person closed it', (_what, one) => {
  expect(told(`${one}-${one}--${one}---------${one}`, '')).toEqual([4]);
  expect(told(`${one}-${one}--${one}---------${one}`, '---c')).toEqual([2, 2]);
  // just before it would be forgotten, each time
  expect(told(`${one}--------${one}--------${one}`, '-c')).toEqual([1, 2]);
});

test('messages that are too large are one alert while they go on, and another where they come again after a rest', () => {
  expect(told('lllllllllllllll', '---c')).toEqual([1]);
  expect(told(`l${'-'.repeat(9)}l`, '')).toEqual([1]);
  expect(told(`l${'-'.repeat(24)}l`, '---c')).toEqual([1, 1]);
});

test('what a thief does to the accounts after the owner said what he did himself is another alert', () => {
  expect(told('o--------m-----r', '--c')).toEqual([1, 2]);
});
