import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

import { nextRow } from './grid-keys';

/**
 * Walking the rows of a grid by keys: one row is in the tab order (a roving tabindex). A row that is not drawn yet takes
 * the focus when it is; the one in the tab order has to be drawn wherever the page is.
 */
export function useRowWalk(body: RefObject<HTMLElement | null>, count: number, heightPx: number) {
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const focusable = Math.min(active, Math.max(0, count - 1));

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const walk = (event: KeyboardEvent<HTMLElement>, scrollTo: (row: number) => void) => {
    const target = event.target as HTMLElement; // a key event's target is the focused element
    if (target.getAttribute('role') !== 'row') return;
    if (event.key === 'Enter') target.querySelector<HTMLElement>('a[data-row-link]')?.click();
    const page = Math.max(1, Math.floor(window.innerHeight / heightPx) - 2);
    const next = nextRow(event.key, focusable, count, page);
    if (next === null) return;
    event.preventDefault();
    wanted.current = next;
    setActive(next);
    scrollTo(next);
  };

  return { focusable, setActive, walk };
}
