import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

import { usePrinting } from '../printing';

/** room that the sticky heading and a phone's bottom bar take from the window */
const coveredPx = { top: 64, bottom: 80 };

type Drawn = {
  /** how many more on either side */
  readonly overscan?: number;
  /** the row that Tab leads to: it is drawn wherever it is, or a scroll would take it out of the tab order, and the focus with it */
  readonly kept?: number;
};

/** Which rows are in the window, and a few more, or on paper all of them; the page itself scrolls. `offset` is where the first row begins on the page. */
export function useRowsInSight(
  body: RefObject<HTMLElement | null>,
  ids: readonly string[],
  heightPx: number,
  { overscan = 8, kept }: Drawn = {},
) {
  const [offset, setOffset] = useState(0);
  const isPrinting = usePrinting();
  const virtualizer = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => heightPx,
    overscan,
    scrollMargin: offset,
    scrollPaddingStart: coveredPx.top,
    scrollPaddingEnd: coveredPx.bottom,
    getItemKey: (index) => ids[index] ?? index,
    rangeExtractor: useCallback(
      (range: Range) => (isPrinting ? [...ids.keys()] : rowsToDraw(range, kept)),
      [ids, isPrinting, kept],
    ),
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, heightPx]);
  // oxlint-disable-next-line react/exhaustive-deps -- after every drawing: what stands above the grid may have grown
  useLayoutEffect(() => {
    const top = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(top - offset) > 1) setOffset(top);
  });
  return { virtualizer, offset };
}

/** The rows of `range` and what lies around it, and the row that is kept, each in its place. */
export function rowsToDraw(range: Range, kept?: number): number[] {
  const rows = defaultRangeExtractor(range);
  if (kept === undefined || kept >= range.count || rows.includes(kept)) return rows;
  return [...rows, kept].toSorted((one, other) => one - other);
}
