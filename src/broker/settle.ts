import type { Link } from './link';

type SettleOptions = { readonly quietMs: number; readonly maxMs: number };

/**
 * Waits until the broker has sent what it remembers: nothing retained for `quietMs`, and nothing up to the answer of a
 * PINGREQ sent then, which stands behind a long message that is still under way. Live messages do not count, a home never
 * falls silent.
 */
export function settle(link: Link, { quietMs, maxMs }: SettleOptions): Promise<void> {
  return new Promise((resolve) => {
    let remembered = 0;
    let quiet = setTimeout(() => void look(), quietMs);
    const late = setTimeout(finish, maxMs);
    const stops = [
      link.nudge.hold(),
      link.onMessage(({ retained }) => {
        if (!retained) return;
        remembered += 1;
        clearTimeout(quiet);
        quiet = setTimeout(() => void look(), quietMs);
      }),
      link.onLost(finish),
    ];

    async function look(): Promise<void> {
      const before = remembered;
      await link.ping();
      if (remembered === before) finish();
    }

    function finish(): void {
      clearTimeout(quiet);
      clearTimeout(late);
      for (const stop of stops) stop();
      resolve();
    }
  });
}
