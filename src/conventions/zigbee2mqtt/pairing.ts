import type { Fact } from '@/core/observation';

import { isObject, numberIn } from '../json';

/**
 * Whether the bridge lets new devices join, from `bridge/info`: `permit_join`, and since 2.0 `permit_join_end` in ms since
 * the epoch. null: it does not tell.
 */
export function readPairing(info: unknown): Extract<Fact, { type: 'pairing' }> | null {
  if (!isObject(info) || typeof info['permit_join'] !== 'boolean') return null;
  const open = info['permit_join'];
  return { type: 'pairing', open, until: open ? numberIn(info['permit_join_end']) : null };
}
