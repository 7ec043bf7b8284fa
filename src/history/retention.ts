import type { Drawer } from './drawers';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long a point lasts and a record reaches, and how long it is kept. */
export const tiers = {
  log: { keepMs: dayMs },
  minutes: { stepMs: 60_000, blockMs: dayMs, keepMs: 31 * dayMs },
  hours: { stepMs: hourMs, blockMs: 32 * dayMs, keepMs: 366 * dayMs },
  events: { blockMs: dayMs, keepMs: 366 * dayMs },
  alerts: { blockMs: 32 * dayMs, keepMs: 366 * dayMs },
} as const;

export type Lasting = keyof typeof tiers;

/** What goes first where there is not room for all, and what stays of it as long as something else can go. */
export const sacrifice: readonly { readonly drawer: Lasting; readonly keepMs: number }[] = [
  { drawer: 'log', keepMs: hourMs },
  { drawer: 'minutes', keepMs: 2 * dayMs },
  { drawer: 'events', keepMs: 31 * dayMs },
  { drawer: 'hours', keepMs: 31 * dayMs },
  { drawer: 'log', keepMs: 0 },
  { drawer: 'minutes', keepMs: 0 },
];

export function blockOf(at: number, blockMs: number): number {
  return at - (at % blockMs);
}

/** Records that begin before are too old: all they hold is. */
export function keptFrom(drawer: Lasting, now: number): number {
  const tier = tiers[drawer];
  return now - tier.keepMs - ('blockMs' in tier ? tier.blockMs : hourMs);
}

/** By which time things are too old. `doubted`: since when the clock has gone on behind a leap; null: it has not leapt. */
export type Aging = { readonly by: number; readonly doubted: number | null };

/** a page that is closed for longer looks like a clock that was set */
const leapMs = 2 * hourMs;

/** What is let go does not come back, so a clock that has leapt ahead is believed when it has gone on like that for a day. */
export function agedBy(known: Aging | null, now: number): Aging {
  if (known === null || now - known.by <= leapMs) return { by: now, doubted: null };
  const { by, doubted } = known;
  if (doubted === null || now < doubted) return { by, doubted: now };
  return now - doubted < dayMs ? known : { by: now, doubted: null };
}

const mostBytes = 200_000_000;
/** where the browser does not say what it would give */
const cautiousBytes = 50_000_000;
/** of what is free: the rest is other sites' and the person's */
const share = 0.2;

/** How much the history may take. `used`: what it takes now. */
export function budgetOf(estimate: { readonly quota?: number; readonly usage?: number } | null, used: number): number {
  if (estimate?.quota === undefined) return cautiousBytes;
  const free = Math.max(0, estimate.quota - (estimate.usage ?? 0));
  return Math.min(mostBytes, used + free * share);
}

export function bytesInAll(bytes: Readonly<Record<Drawer, number>>): number {
  return Object.values(bytes).reduce((sum, one) => sum + one, 0);
}
