import type { Travel } from '@/core/state';

/** `open` or `close`; anything else was not measured. */
export function contactIn(value: unknown): 'open' | 'closed' | null {
  return value === 'open' ? 'open' : value === 'close' ? 'closed' : null;
}

/** `none`, `mild`, `heavy`; `test` and `unknown` say nothing of the air. */
export function gasIn(value: unknown): boolean | null {
  if (value === 'mild' || value === 'heavy') return true;
  return value === 'none' ? false : null;
}

/** `open` and `close` while it moves; where it stands is its position, of which 0 is closed. null: nobody has calibrated it. */
export function travelIn(state: unknown, position: number | null): Travel | null {
  if (position === null || position < 0) return null;
  if (state === 'open') return 'opening';
  if (state === 'close') return 'closing';
  return position === 0 ? 'closed' : 'open';
}
