import type { GridColumn } from './grid-column';

/** a phone, on which there is no side bar */
const phoneQuery = '(max-width: 56.1875em)';
/** the side bar, the room on either side of a page, and that on either side of a row (tokens.css), in letters of the usual size */
const besideRem = (248 + 2 * 48 + 2 * 24 + 2) / 16;
const gapRem = 1;
/** a query is true up to and with its width */
const justBelow = 0.0625;

/** What a track of a grid takes at the least, e.g. 10 of `minmax(10rem, 2fr)`. */
function leastRem(width: string): number {
  const [, number, unit] = /([\d.]+)(rem|px)/.exec(width) ?? [];
  return Number(number ?? 0) / (unit === 'px' ? 16 : 1);
}

/** A window in which these columns have no room beside each other: then each row is a card. So it is on a phone. */
export function cardsQuery(columns: readonly Pick<GridColumn, 'width'>[]): string {
  const tracks = columns.reduce((sum, { width }) => sum + leastRem(width), 0);
  const needed = besideRem + tracks + gapRem * (columns.length - 1) - justBelow;
  return `${phoneQuery}, (max-width: ${needed}em)`;
}
