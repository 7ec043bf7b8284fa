import { expect, test } from 'vitest';

import { cardsQuery } from '@/ui/grid/table-room';

import { columnsShown, optionalColumns } from './columns';
import { usualChoice } from './table-choice';

/** the widest window in which the rows are cards */
function widestOfCards(columns: Parameters<typeof columnsShown>[0]): number {
  return 16 * Number(/, \(max-width: ([\d.]+)em\)$/.exec(cardsQuery(columnsShown(columns)))?.[1]);
}

test('on a tablet the usual columns make way for cards, on a desk they stand beside each other', () => {
  expect(widestOfCards(usualChoice.columns)).toBeGreaterThan(1024);
  expect(widestOfCards(usualChoice.columns)).toBeLessThan(1200);
});

test('all columns fit on the widest page', () => {
  const besidePx = 248 + 2 * 48;
  expect(widestOfCards(optionalColumns)).toBeLessThan(besidePx + 1080);
});
