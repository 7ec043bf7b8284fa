import { useMediaQuery } from '../media-query';

/**
 * A window narrower than this, in letters of the size that the browser is set to, folds a row into two lines: a phone, and a tablet, on which
 * the side bar takes the room of its last columns. The style sheets say the same.
 */
export const foldedQuery = '(max-width: 79.9375em)';
/** And here the status has a line of its own, or it would be cut. */
const tallQuery = '(max-width: 19.4em)';

type Look = 'wide' | 'folded' | 'tall';

/** What a row takes at letters of the usual 16 px: room around its lines, which stays, and the lines, which grow with the letters. */
const takesPx: Readonly<Record<Look, { readonly room: number; readonly lines: number }>> = {
  wide: { room: 18, lines: 38 },
  folded: { room: 33, lines: 43 },
  tall: { room: 33, lines: 66 },
};

export function rowHeightPx(look: Look, letterPx: number): number {
  const { room, lines } = takesPx[look];
  return Math.ceil(room + (lines * letterPx) / 16);
}

/** How high each row of a grid is: all of its words fit, whatever size of letters the browser is set to. */
export function useGridRowHeight(): number {
  const folded = useMediaQuery(foldedQuery);
  const tall = useMediaQuery(tallQuery);
  const letterPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rowHeightPx(tall ? 'tall' : folded ? 'folded' : 'wide', letterPx);
}
