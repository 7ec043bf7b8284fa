import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { SavedMemory } from '@/detection/learned/memory';
import type { PastHistory } from '@/history/past-history';

const dayMs = 24 * 60 * 60_000;

export type Past = {
  readonly seed: number;
  readonly devices: number | null;
  readonly days: number;
  readonly until: number;
  /** what `until` is on the clock of whoever looks back on it; left out: the same */
  readonly toldAs?: number;
  /** left out: with its cameras, which tell more than all else together */
  readonly cameras?: boolean;
  /** on whose wall the clock hangs, as "Etc/GMT-2"; left out: this machine's */
  readonly zone?: string;
};

/** What a page would know and have kept that had been there. */
export type LivedPast = { readonly habits: SavedMemory; readonly history: PastHistory };

/**
 * Lets the simulated home live so many days before now, and learns from what it said and keeps it as a page would have: the same
 * decoders, the same detection, the same recorder, nothing invented. In a process of its own, for it takes a second or two a day.
 */
export async function livePast(past: Past): Promise<LivedPast> {
  const file = fileURLToPath(new URL('./past-home.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(past)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(past.zone !== undefined && { TZ: past.zone }) },
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  try {
    return JSON.parse(await text(child.stdout)) as LivedPast; // it prints nothing else; no JSON is a throw
  } finally {
    process.off('exit', stop);
  }
}

/** "21d": so many days. */
export function daysIn(text: string): number | null {
  const days = Number(/^(\d{1,3})d$/.exec(text)?.[1]);
  return Number.isNaN(days) || days === 0 ? null : days;
}

export function beginOf({ until, days }: Past): number {
  return until - days * dayMs;
}
