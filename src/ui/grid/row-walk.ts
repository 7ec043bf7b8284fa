import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

import { nextRow } from './grid-keys';

/**
 * Walking the rows of a grid by keys: one row is in the tab order (a roving tabindex), wherever it goes while the rows change places.
 * When it is gone, the one in its place is. A row that is not drawn yet takes the focus when it is; the one in the tab order has to be
 * drawn wherever the page is.
 */
export function useRowWalk(body: RefObject<HTMLElement | null>, ids: readonly string[], heightPx: number) {
  const [active, setActive] = useState<{ readonly id: string | null; readonly place: number }>({ id: null, place: 0 });
  const wanted = useRef<number | null>(null);
  const count = ids.length;
  const found = active.id === null ? -1 : ids.indexOf(active.id);
  const focusable = found >= 0 ? found : Math.min(active.place, Math.max(0, count - 1));
  if (found >= 0 && found !== active.place) setActive({ id: active.id, place: found });

  const activate = useCallback(
    (id: string) => setActive((before) => (before.id === id ? before : { id, place: before.place })),
    [],
  );

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
    setActive({ id: ids[next] ?? null, place: next });
    scrollTo(next);
  };

  /** who has the focus when the row that had it is gone */
  const heir = useCallback(() => body.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]'), [body]);

  return { focusable, activate, walk, heir };
}
