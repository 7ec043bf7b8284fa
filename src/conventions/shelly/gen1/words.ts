/** `open` or `close`; anything else was not measured. */
export function contactIn(value: unknown): 'open' | 'closed' | null {
  return value === 'open' ? 'open' : value === 'close' ? 'closed' : null;
}

/** `none`, `mild`, `heavy`; `test` and `unknown` say nothing of the air. */
export function gasIn(value: unknown): boolean | null {
  if (value === 'mild' || value === 'heavy') return true;
  return value === 'none' ? false : null;
}
