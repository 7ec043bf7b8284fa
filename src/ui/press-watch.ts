export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Where each row stands in the window, and how far the page was scrolled then. */
export type Sight<Key> = { readonly boxes: ReadonlyMap<Key, Box>; readonly scrolled: number };

type Press<Key> = { readonly on: Key; readonly x: number; readonly y: number; readonly scrolled: number };

/** From seeing where something is until it is pressed, a person takes about as long. */
const reactionMs = 350;
/** less than this is no other place */
const slackPx = 4;

/**
 * What moves while a finger is on its way is not what that finger means. It remembers where things stood a moment ago, and knows a
 * press that meets a row which was elsewhere, or a new one in the place of another.
 */
export function createPressWatch<Key>() {
  let last: Sight<Key> | null = null;
  /** what was in sight until things moved, a moment ago */
  let gone: readonly { readonly sight: Sight<Key>; readonly until: number }[] = [];
  return {
    look(sight: Sight<Key>, at: number): void {
      if (last !== null && isMoved(last, sight)) {
        gone = [...gone.filter(({ until }) => at - until <= reactionMs), { sight: last, until: at }];
      }
      last = sight;
    },
    isMisled(press: Press<Key>, at: number): boolean {
      return gone.some(({ sight, until }) => at - until <= reactionMs && wasElsewhere(press, sight));
    },
  };
}

function wasElsewhere<Key>({ on, x, y, scrolled }: Press<Key>, sight: Sight<Key>): boolean {
  const by = scrolled - sight.scrolled;
  const held = (box: Box) => holds(box, x, y) || holds(box, x, y + by);
  const own = sight.boxes.get(on);
  return own === undefined ? [...sight.boxes.values()].some(held) : !held(own);
}

/** Whoever scrolls moves all of it himself; what a browser scrolls so that it stays where it is does not move. */
function isMoved<Key>(before: Sight<Key>, now: Sight<Key>): boolean {
  if (before.boxes.size !== now.boxes.size) return true;
  const by = now.scrolled - before.scrolled;
  return [...now.boxes].some(([key, box]) => {
    const was = before.boxes.get(key);
    return was === undefined || Math.min(distance(was, box, 0), distance(was, box, by)) > slackPx;
  });
}

function distance(was: Box, is: Box, scrolledBy: number): number {
  return Math.max(Math.abs(was.left - is.left), Math.abs(was.top - scrolledBy - is.top));
}

function holds({ left, top, right, bottom }: Box, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}
