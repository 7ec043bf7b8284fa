const minute = 60_000;

type Step = { readonly unit: 'minute' | 'hour' | 'day' | 'month'; readonly every: number };

const steps: readonly Step[] = [
  ...[1, 2, 5, 10, 15, 30].map((every) => ({ unit: 'minute', every }) as const),
  ...[1, 2, 3, 6, 12].map((every) => ({ unit: 'hour', every }) as const),
  ...[1, 2, 4, 7, 14].map((every) => ({ unit: 'day', every }) as const),
  ...[1, 2, 3, 6, 12].map((every) => ({ unit: 'month', every }) as const),
];
const roughMs = { minute, hour: 60 * minute, day: 1_440 * minute, month: 30 * 1_440 * minute } as const;

/**
 * Moments to write below a picture of the time from … to (ms since the epoch), at most `most`: whole minutes, hours, days or months as the
 * clocks here show them. A time too short for two of them begins with a moment of its own.
 */
export function timeTicks(from: number, to: number, most: number): readonly number[] {
  // a month more or less is counted for real, and no step is tried that makes thousands
  const wide = steps.filter(({ unit, every }) => (to - from) / (roughMs[unit] * every) <= most + 1);
  for (const step of wide) {
    const ticks = ticksOf(step, from, to);
    if (ticks.length <= most) return ticks.length === 0 ? [from] : ticks;
  }
  return [from];
}

function ticksOf({ unit, every }: Step, from: number, to: number): number[] {
  const date = new Date(from);
  const [year, month, day, hour] = [date.getFullYear(), date.getMonth(), date.getDate(), date.getHours()];
  const nth = (count: number): number => {
    const turn = count * every;
    if (unit === 'minute') return new Date(year, month, day, hour).getTime() + turn * minute;
    if (unit === 'hour') return new Date(year, month, day, turn).getTime();
    if (unit === 'day') return new Date(year, month, day + turn).getTime();
    return new Date(year, turn).getTime();
  };
  const ticks: number[] = [];
  for (let count = 0, at = nth(0); at <= to; at = nth(++count)) {
    // an hour that a change of the clocks leaves out is the next one
    if (at >= from && at !== ticks.at(-1)) ticks.push(at);
  }
  return ticks;
}
