import type { DeviceId } from '@/core/device';
import { seriesKey } from '@/history/history-records';
import { gatherPast, type PastHistory } from '@/history/past-history';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const year = 365 * dayMs;

/** A year of a climate sensor until now, one reading in ten minutes and in the last day one a minute: no gap, which is the most that is drawn. */
export function aYearOf(device: DeviceId, until: number): PastHistory {
  const past = gatherPast();
  const temperature = seriesKey({ device, metric: 'temperatureC' });
  const humidity = seriesKey({ device, metric: 'humidityPercent' });
  for (let from = until - year - (until % hourMs), to = from; from < until; from = to) {
    // as a session writes it: what is not folded yet lies there by the minute
    const isLate = from >= until - 2 * dayMs;
    to = Math.min(from + (isLate ? minuteMs : hourMs), until);
    const everyMs = isLate ? minuteMs : 10 * minuteMs;
    const readings = (middle: number, reach: number) => {
      const turns: number[] = [];
      for (let at = from; at < to; at += everyMs) turns.push(at - from, middle + reach * swing(at));
      return turns;
    };
    past.add({ from, to, points: { [temperature]: readings(20, 4), [humidity]: readings(50, 15) }, events: [] });
  }
  return past.asOf(until);
}

/** By the day and by the year, and restless as weather. −2…2 */
function swing(at: number): number {
  return (
    Math.round(50 * (Math.sin((at / dayMs) * 2 * Math.PI) + Math.sin((at / year) * 2 * Math.PI) + 0.1 * Math.sin(at))) /
    50
  );
}
