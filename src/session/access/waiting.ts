/** Everybody who waits for something to change, with a time after which they look all the same. */
export type Waiting = {
  wake(): void;
  /** resolves at the next `wake`, at the latest after `ms` */
  change(ms: number): Promise<void>;
};

export function openWaiting(): Waiting {
  const sleepers = new Set<() => void>();
  return {
    wake() {
      for (const waken of sleepers) waken();
    },
    change: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(end, ms);
        sleepers.add(end);
        function end(): void {
          clearTimeout(timer);
          sleepers.delete(end);
          resolve();
        }
      }),
  };
}

/** Nothing but time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
