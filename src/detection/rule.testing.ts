import type { Sighting } from '@/core/alerts/alert';

import { openCounts, type Counts } from './counts';
import type { RuleContext } from './rule';

/** For one rule in an empty home that was looked over: what it has seen goes to `seen`. */
export function contextThatHears(seen: Sighting[], counts: Counts = openCounts()): RuleContext {
  return {
    devices: new Map(),
    known: null,
    counts,
    isLookedOver: () => true,
    seen: (sighting) => void seen.push(sighting),
    say() {},
    later: () => () => {},
  };
}
