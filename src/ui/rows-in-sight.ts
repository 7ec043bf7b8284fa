import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState, type RefObject } from 'react';

/** room that the sticky heading and a phone's bottom bar take from the window */
const coveredPx = { top: 64, bottom: 80 };

/**
 * Which rows are in the window, and `overscan` more on either side; the page itself scrolls. `offset` is where the first
 * row begins on the page.
 */
export function useRowsInSight(
  body: RefObject<HTMLElement | null>,
  ids: readonly string[],
  heightPx: number,
  overscan = 8,
) {
  const [offset, setOffset] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => heightPx,
    overscan,
    scrollMargin: offset,
    scrollPaddingStart: coveredPx.top,
    scrollPaddingEnd: coveredPx.bottom,
    getItemKey: (index) => ids[index] ?? index,
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
