/** The presses of a double press are no further apart, in ms and in px. */
const mostMs = 500;
const mostPx = 24;

/** What can be pressed, and what a press of it may put another in the place of. */
const pressable = 'button, a[href], summary, input, label, [role="button"], [role="option"], [role="menuitem"]';

/** A press by mouse or finger. `on`: what was pressed, null: nothing that can be. */
export type Press<Place> = {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly on: Place | null;
};

/** Where it is about something, and one step comes in the place of the one before: what is pressed elsewhere can be taken back, or asks first. */
const guarded = '[data-dialog]';

/**
 * What the presses of a double press are meant for is what stood there at the first. By the second one the answer may be there,
 * and another button in its place: the one that says yes, or that closes what is shown only once. `stands`: what now
 * stands in the place of the first; where that is still what was pressed, the second press is one of its neighbour.
 */
export function isMeantForAnother<Place>(
  before: Press<Place> | null,
  { at, x, y, on }: Press<Place>,
  stands: Place | null,
): boolean {
  if (before === null || before.on === null || on === null || on === before.on || stands === before.on) return false;
  return at - before.at <= mostMs && Math.hypot(x - before.x, y - before.y) <= mostPx;
}

function pressableAt(element: Element | null): Element | null {
  return element?.closest(pressable) ?? null;
}

/** Of a double press the second is no press of what came in the place of the first in a dialog, or as a dialog. Keys are none. */
export function ignoreStrayPresses(page: Document): void {
  let before: Press<Element> | null = null;
  let isStray = false;
  page.addEventListener(
    'pointerdown',
    (event) => {
      const { timeStamp: at, clientX: x, clientY: y, target } = event;
      const on = pressableAt(target instanceof Element ? target : null);
      const stands = before === null ? null : pressableAt(page.elementFromPoint(before.x, before.y));
      const isGuarded = on !== null && on.closest(guarded) !== null;
      isStray = isGuarded && isMeantForAnother(before, { at, x, y, on }, stands);
      // a third belongs to the same, of which the first was meant
      before = { at, x, y, on: isStray && before !== null ? before.on : on };
      if (isStray) event.stopPropagation();
    },
    { capture: true },
  );
  page.addEventListener(
    'click',
    (event) => {
      const isOfKeys = event.detail === 0;
      if (!isStray || isOfKeys) return;
      isStray = false;
      event.stopPropagation();
      event.preventDefault();
    },
    { capture: true },
  );
}
