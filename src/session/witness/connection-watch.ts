import type { BrokerState } from '@/broker/broker';
import type { Happening } from '@/core/happening';

/** a broker that is restarted is back within this time, and so is a phone that changes its network */
const graceMs = 2 * 60_000;
/** a tick that comes later than this: the computer slept, and what did not come meanwhile says nothing */
const sleptMs = 10_000;

/**
 * Tells that the broker cannot be reached, when it has been so for longer than a restart takes while this computer was awake; and
 * each time that it is back, however short it was away.
 */
export type ConnectionWatch = {
  state(state: Pick<BrokerState, 'status'>, now: number): void;
  tick(now: number): void;
  /** somebody ended the connection on purpose */
  left(): void;
};

export function openConnectionWatch(happen: (happening: Happening) => void): ConnectionWatch {
  let lostAt: number | null = null;
  let awakeMs = 0;
  let tickedAt: number | null = null;
  let isTold = false;

  return {
    state({ status }, now) {
      if (status === 'reconnecting' && lostAt === null) {
        lostAt = now;
        awakeMs = 0;
      }
      if (status !== 'connected') return;
      // also where nobody was told: another observer may have told it
      if (lostAt !== null || isTold)
        happen({ type: 'connection', at: now, isThere: true, since: lostAt ?? now, awakeMs });
      lostAt = null;
      isTold = false;
    },
    tick(now) {
      const passed = tickedAt === null ? 0 : now - Math.max(tickedAt, lostAt ?? tickedAt);
      tickedAt = now;
      if (lostAt === null || isTold || passed < 0 || passed > sleptMs) return;
      awakeMs += passed;
      if (awakeMs < graceMs) return;
      isTold = true;
      happen({ type: 'connection', at: now, isThere: false, since: lostAt });
    },
    left() {
      lostAt = null;
      isTold = false;
    },
  };
}
