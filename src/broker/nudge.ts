const quickestMs = 5;
const slowestMs = 100;

/**
 * Keeps a waiting broker awake with PINGREQs. Mosquitto 2.0 sends a WebSocket client 4 kB a turn of its loop, and an
 * idle loop turns every 100 ms, or whenever a packet comes in: 100 kB take 2.4 s unasked and 0.12 s with a PINGREQ every
 * 5 ms. The longer nothing comes of it, the rarer the pings: about 20 in the first 150 ms, then 10 a second.
 */
export type Nudge = {
  /** pings until everybody who holds has let go; returns the undo */
  hold(): () => void;
  /** something that was waited for has come */
  progress(): void;
  /** for good */
  stop(): void;
};

export function createNudge(ping: () => void, clock: () => number): Nudge {
  let holders = 0;
  let progressAt = 0;
  let intervalMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  function schedule(): void {
    clearTimeout(timer);
    if (isStopped || holders === 0) return;
    intervalMs = Math.min(slowestMs, Math.max(quickestMs, (clock() - progressAt) / 8));
    timer = setTimeout(() => {
      ping();
      schedule();
    }, intervalMs);
  }

  function progress(): void {
    progressAt = clock();
    if (intervalMs > quickestMs) schedule();
  }

  return {
    hold() {
      let isHolding = true;
      progressAt = clock();
      holders += 1;
      if (holders === 1 || intervalMs > quickestMs) schedule();
      return () => {
        if (!isHolding) return;
        isHolding = false;
        holders -= 1;
        if (holders === 0) schedule();
      };
    },
    progress,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
