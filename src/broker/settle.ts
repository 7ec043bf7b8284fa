import type { Link } from './link';

/** how soon to look again when only a half packet or the fence is waited for */
const againMs = 5;

type SettleOptions = { readonly quietMs: number; readonly maxMs: number };

/**
 * Waits until the broker has sent what it remembers: nothing retained for `quietMs`, no packet half received, and the
 * PINGRESP behind it all has come (so that a slow network is not taken for a silent broker). Live messages do not count,
 * a home never falls silent.
 */
export function settle(link: Link, { quietMs, maxMs }: SettleOptions): Promise<{ readonly messages: number }> {
  return new Promise((resolve) => {
    let messages = 0;
    let isFencePassed = false;
    let quiet = setTimeout(look, quietMs);
    const late = setTimeout(finish, maxMs);
    const stops = [
      link.nudge.hold(),
      link.onMessage(({ retained }) => {
        if (!retained) return;
        messages += 1;
        wait(quietMs);
      }),
      link.onLost(finish),
    ];
    void link.ping().then(() => (isFencePassed = true));

    function wait(delayMs: number): void {
      clearTimeout(quiet);
      quiet = setTimeout(look, delayMs);
    }

    function look(): void {
      if (link.isMidPacket() || !isFencePassed) wait(againMs);
      else finish();
    }

    function finish(): void {
      clearTimeout(quiet);
      clearTimeout(late);
      for (const stop of stops) stop();
      resolve({ messages });
    }
  });
}
