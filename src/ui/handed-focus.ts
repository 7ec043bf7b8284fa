import { useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Who has the focus next; nobody: the place around has it. */
export type Heir = () => HTMLElement | null | undefined;

const nobody: Heir = () => null;

/**
 * What goes away with the focus in it leaves the focus to `<body>`: the next key starts at the top of the page, and a screen
 * reader says nothing. The focus is handed on instead, to `heir`, or to the place around: the section, the row, the dialog. It
 * never is taken from where it went meanwhile.
 */
export function useHandedFocus<Place extends HTMLElement>(heir: Heir = nobody): RefObject<Place | null> {
  const place = useRef<Place>(null);
  const chosen = useEffectEvent(heir);
  useLayoutEffect(() => {
    const here = place.current;
    return () => {
      if (here === null || !here.contains(document.activeElement)) return;
      const around = placesAround(here);
      // by then the page is as it will be, and whoever takes the focus by itself has done so
      queueMicrotask(() => {
        // a dialog or a menu that went with it gives the focus back to where it was before, a frame later
        if (!isLost() || around.some(isGoneOverlay)) return;
        handOn(chosen(), around);
      });
    };
  }, []);
  return place;
}

/**
 * For what lies above the page while it is there: React Aria gives the focus back to what opened it. If that is gone, `heir` has
 * it, or the place around that.
 */
export function useReturnedFocus(heir: Heir = nobody): void {
  const [opener] = useState(() => document.activeElement);
  const [around] = useState(() => placesAround(opener));
  const chosen = useEffectEvent(heir);
  useLayoutEffect(
    () => () => {
      const go = () => {
        if (!isLost()) return;
        if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
        else handOn(chosen(), around);
      };
      // in the frame in which React Aria looks for it, after that
      queueMicrotask(() => whenInReach(opener?.isConnected === true ? opener : null, go));
    },
    [opener, around],
  );
}

/** What goes with its address leaves the page below out of reach for a moment longer, and React Aria does not look again. */
function whenInReach(place: Element | null, then: () => void, frames = 30): void {
  requestAnimationFrame(() => {
    if (frames > 0 && isLost() && place?.closest('[inert]') != null) whenInReach(place, then, frames - 1);
    else then();
  });
}

/** What is asked of an element around. */
type Around = Pick<HTMLElement, 'isConnected' | 'hasAttribute' | 'getAttribute'>;

/** The first place around that is still there and can take the focus. */
export function placeToGoOn<Place extends Around>(around: readonly Place[]): Place | undefined {
  return around.find((place) => place.isConnected && place.hasAttribute('tabindex'));
}

export function isGoneOverlay(place: Around): boolean {
  return !place.isConnected && ['dialog', 'alertdialog', 'menu'].includes(place.getAttribute('role') ?? '');
}

/** What the element is in, from the inside out. */
function placesAround(element: Element | null): readonly HTMLElement[] {
  const around: HTMLElement[] = [];
  for (let place = element?.parentElement ?? null; place !== null; place = place.parentElement) around.push(place);
  return around;
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function handOn(heir: HTMLElement | null | undefined, around: readonly HTMLElement[]): void {
  if (heir?.isConnected) heir.focus();
  // whoever looks at what went sees the place around it
  else (placeToGoOn(around) ?? document.querySelector('main'))?.focus({ preventScroll: true });
}
