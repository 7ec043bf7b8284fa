import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { foldedQuery } from '@/ui/grid/grid-row-height';
import { cardsQuery } from '@/ui/grid/table-room';

import { columns } from './columns';

/** in letters of the size that the browser is set to */
const widthIn = (query: string) => Number(/\(max-width: ([\d.]+)em\)$/.exec(query)?.[1]);
/** of a browser that shows one beside the page, which a query does not know of */
const scrollBarEm = 1;

test('where the list of devices is a table, all of its columns fit beside the side bar', () => {
  expect(widthIn(cardsQuery(columns)) + scrollBarEm).toBeLessThanOrEqual(widthIn(foldedQuery));
});

test('a window of 1280 px is wide enough for the table', () => {
  expect(16 * widthIn(foldedQuery)).toBeLessThan(1280);
});

test.each(['../../ui/grid/virtual-grid.module.css', 'devices-page.module.css'])(
  '%s folds where the rows do',
  (sheet) => {
    expect(readFileSync(join(import.meta.dirname, sheet), 'utf8')).toContain(`@media ${foldedQuery} {`);
  },
);
