import { openNumbers } from './numbers';

/**
 * What a store gives back has each number of a list in a place of its own, to which the list only knows the way: three times the room
 * of the numbers themselves, for as long as the session goes on. So every list of numbers is put together again as it was learned.
 */
export function reopenParts<T>(kept: T): T {
  if (Array.isArray(kept)) return openNumbers(kept) as T; // the parts that are read so have lists of numbers only
  if (typeof kept !== 'object' || kept === null) return kept;
  const parts = { ...kept };
  for (const key in parts) parts[key] = reopenParts(parts[key]);
  return parts;
}
