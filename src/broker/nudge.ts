/** while somebody waits, and while the broker is behind */
const quickestMs = 5;
/** while somebody waits and nothing comes of it */
const slowestMs = 100;
/** while nobody waits: is the broker behind? */
const lookOutMs = 1000;
/** a broker that is behind for longer is not helped by haste */
const hasteMs = 10_000;
/** how much longer than the quickest answer an answer may take before the broker counts as behind */
const patienceMs = 30;

/**
 * Keeps a slow broker awake with PINGREQs. Mosquitto 2.0 sends a WebSocket client 4 kB a turn of its loop, and an idle
 * loop turns every 100 ms, or whenever a packet comes in: 100 kB take 2.4 s unasked and 0.13 s with a PINGREQ every 5 ms.
 *
 * Half a message is invisible here: a WebSocket delivers whole frames. But the PINGRESP stands behind it in the queue, so
 * a broker that owes us one is behind.
 */
export type Nudge = {
  /** the first ping, at once: it tells how soon this broker answers */
  start(): void;
  /** pings until everybody who holds has let go; returns the undo */
  hold(): () => void;
  /** something that may have been waited for has come */
  progress(): void;
  /** a PINGREQ was sent, by whomever */
  pinged(): void;
  /** a PINGRESP has come */
  ponged(): void;
  /** for good */
  stop(): void;
};

/** `clock`: ms since anything, and never set right. */
export function createNudge(ping: () => void, clock: () => number): Nudge {
  /** when the PINGREQs were sent that are not answered yet */
  const owed: number[] = [];
  let quickestAnswerMs = Infinity;
  let holders = 0;
  let progressAt = clock();
  let pingedAt = -Infinity;
  let dueAt = Infinity;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const owedMs = () => clock() - (owed[0] ?? clock());
  const lateMs = () => 2 * quickestAnswerMs + patienceMs;
  const isBehind = () => owedMs() > lateMs();

  function delayMs(): number {
    if (isBehind()) return owedMs() < hasteMs ? quickestMs : slowestMs;
    if (holders > 0) return Math.min(slowestMs, Math.max(quickestMs, (clock() - progressAt) / 8));
    const nextLookMs = pingedAt + lookOutMs - clock();
    return Math.max(quickestMs, owed.length > 0 ? Math.min(nextLookMs, lateMs() - owedMs() + 1) : nextLookMs);
  }

  function schedule(): void {
    clearTimeout(timer);
    if (isStopped) return;
    const delay = delayMs();
    dueAt = clock() + delay;
    timer = setTimeout(() => {
      if (holders > 0 || isBehind() || clock() - pingedAt >= lookOutMs) ping();
      schedule();
    }, delay);
  }

  /** a timer a message would cost more than the ping it saves */
  function hurry(): void {
    if (dueAt - clock() > quickestMs) schedule();
  }

  return {
    start() {
      ping();
      schedule();
    },
    hold() {
      let isHolding = true;
      holders += 1;
      progressAt = clock();
      hurry();
      return () => {
        if (!isHolding) return;
        isHolding = false;
        holders -= 1;
      };
    },
    progress() {
      progressAt = clock();
      if (holders > 0) hurry();
    },
    pinged() {
      pingedAt = clock();
      owed.push(pingedAt);
    },
    ponged() {
      const at = owed.shift();
      if (at !== undefined) quickestAnswerMs = Math.min(quickestAnswerMs, clock() - at);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
