import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';

/** A clock that all parts of the page read: one timer, however many ages are on the screen. */
type Clock = {
  now(): number;
  /** calls `listener` once a second; returns its undo */
  subscribe(listener: () => void): () => void;
};

export function openClock(readTime: () => number = Date.now): Clock & { start(): () => void } {
  const listeners = new Set<() => void>();
  let time = readTime();
  return {
    now: () => time,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      const timer = setInterval(() => {
        time = readTime();
        for (const listener of listeners) listener();
      }, 1000);
      return () => clearInterval(timer);
    },
  };
}

const ClockContext = createContext<Clock>({ now: Date.now, subscribe: () => () => {} });

export function NowProvider({ children }: { readonly children: ReactNode }) {
  const [clock] = useState(openClock);
  useEffect(() => clock.start(), [clock]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/** The time, rounded down to `stepMs`: its reader is drawn again once a step, not once a second. */
export function useNow(stepMs = 10_000): number {
  const clock = use(ClockContext);
  const now = () => Math.floor(clock.now() / stepMs) * stepMs;
  // the third: tests draw parts of the page without a browser
  return useSyncExternalStore(clock.subscribe, now, now);
}
