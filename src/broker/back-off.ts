const firstMs = 500;
const mostMs = 30_000;

/**
 * How long to wait before the next attempt, `failures` attempts after the last stable connection. Full jitter: after a
 * broker's restart the tabs and phones of a home do not come back all at once.
 */
export function backOffMs(failures: number, random: () => number): number {
  return Math.round(random() * Math.min(mostMs, firstMs * 2 ** Math.min(failures, 16)));
}

/**
 * How long to wait before a log-in is tried again that was refused and is thought to be right. Whoever is refused five times in two
 * minutes looks as if he tried passwords (`detection/rules/login-bruteforce.ts`).
 */
export function refusedPauseMs(random: () => number): number {
  return Math.round(mostMs * (1 + random()));
}
