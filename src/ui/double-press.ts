import { useLayoutEffect, useRef, type MouseEvent, type PointerEvent } from 'react';

/** The presses of a double press are no further apart, in ms and in px. */
const mostMs = 500;
const mostPx = 24;

/** A press by mouse or finger. `first`: when those began that it belongs to; the same as `at` where it stands alone. */
export type Press = { readonly at: number; readonly x: number; readonly y: number; readonly first: number };

export function pressAfter(
  before: Press | null,
  { timeStamp: at, clientX: x, clientY: y }: Pick<globalThis.PointerEvent, 'timeStamp' | 'clientX' | 'clientY'>,
): Press {
  const isSame = before !== null && at - before.at <= mostMs && Math.hypot(x - before.x, y - before.y) <= mostPx;
  return { at, x, y, first: isSame ? before.first : at };
}

/** It belongs to one that was meant for what stood in this place until `shownAt`. */
export function isMeantForBefore({ at, first }: Press, shownAt: number): boolean {
  return first < at && first < shownAt;
}

let last: Press | null = null;
if (typeof document !== 'undefined')
  document.addEventListener('pointerdown', (event) => void (last = pressAfter(last, event)), { capture: true });

/**
 * For a place whose buttons are others with another `shown`: the second press of a double press is not taken by the button
 * that came under it in between. It would close what is shown only once, before anybody has read it.
 */
export function useNoDoublePress(shown: string) {
  const since = useRef<{ readonly shown: string; readonly at: number } | null>(null);
  const ignores = useRef(false);
  useLayoutEffect(() => {
    if (since.current?.shown !== shown) since.current = { shown, at: performance.now() };
  });
  return {
    onPointerDownCapture(event: PointerEvent) {
      ignores.current = last !== null && isMeantForBefore(last, since.current?.at ?? 0);
      if (ignores.current) event.stopPropagation();
    },
    onClickCapture(event: MouseEvent) {
      const isOfKeys = event.detail === 0;
      if (!ignores.current || isOfKeys) return;
      ignores.current = false;
      event.stopPropagation();
      event.preventDefault();
    },
  };
}
