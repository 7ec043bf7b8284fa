import type { Alert } from '@/core/alerts/alert';
import type { KeptEvent, SeriesPoint } from '@/core/history';
import { inSteps, mergeSteps } from '@/core/series-steps';

import { grouped } from './grouped';
import { eventsOf, seriesOf, stepsInOrder } from './fold-log';
import { packedText, packSteps, type LogRecord, type PackedPoint } from './history-records';
import { blockOf, tiers } from './retention';

/** A block of a series: when it begins (ms since the epoch), whose it is (`seriesKey`), and its points. */
export type PastBlock = readonly [from: number, key: string, points: readonly PackedPoint[]];

/** What a history would hold had it been kept till `until`, as plain data; what no chart shows, or only few would miss, is left out. */
export type PastHistory = {
  readonly format: typeof pastFormat;
  /** ms since the epoch */
  readonly until: number;
  /** everything in `log` before is in `minutes` and `hours` too */
  readonly foldedUntil: number;
  readonly log: readonly LogRecord[];
  readonly minutes: readonly PastBlock[];
  readonly hours: readonly PastBlock[];
  /** oldest first, the last ones of each device */
  readonly events: readonly KeptEvent[];
  /** that were told and are over, oldest first */
  readonly alerts: readonly Alert[];
};

/** One record of it: `series` is '' where it is of all of them. */
export type PastRecord = {
  readonly drawer: 'log' | 'minutes' | 'hours' | 'events' | 'alerts';
  readonly from: number;
  readonly series: string;
  readonly text: string;
};

export const pastFormat = 'gatehouse-past/2';

const hourMs = 3_600_000;
/** a chart of an hour is drawn of raw points, one of a day of minutes, all longer ones of hours */
const shown = { rawMs: hourMs, minutesMs: 24 * hourMs } as const;
/** three weeks of one motion sensor are 24,000 */
const mostEventsADevice = 100;
/** as JSON */
const servedLetters = 2_000_000;

/** `mostLetters`: as JSON */
type More = { readonly alerts?: readonly Alert[]; readonly mostLetters?: number };

type Series = Map<string, readonly SeriesPoint[]>;

/**
 * Gathers what was told, oldest first, as `kept-history` folds it, but in memory: three weeks are five hundred hours, and that
 * would open each block again for every one of them.
 */
export function gatherPast(): { add(log: LogRecord): void; asOf(until: number, more?: More): PastHistory } {
  const hours = new Map<string, SeriesPoint[]>();
  const minutes: { readonly from: number; readonly series: Series }[] = [];
  const events = new Map<string, KeptEvent[]>();
  let folded: LogRecord[] = [];
  let open: LogRecord[] = [];
  let hour = 0;

  function fold(): void {
    const series: Series = new Map();
    for (const [key, points] of seriesOf(open)) {
      const steps = stepsInOrder(points, tiers.minutes.stepMs);
      series.set(key, steps);
      hours.set(key, joinedTo(hours.get(key) ?? [], inSteps(steps, hourMs)));
    }
    minutes.push({ from: hour, series });
    keepEvents();
    folded.push(...open);
    open = [];
    while ((minutes[0]?.from ?? hour) < hour - shown.minutesMs) minutes.shift();
    folded = folded.filter(({ from }) => from > hour - shown.rawMs);
  }

  function keepEvents(): void {
    for (const event of eventsOf(open)) {
      const its = events.get(event.device);
      if (its === undefined) events.set(event.device, [event]);
      else if (its.push(event) > mostEventsADevice) its.shift();
    }
  }

  return {
    add(log) {
      const its = blockOf(log.from, hourMs);
      if (its !== hour && open.length > 0) fold();
      hour = its;
      open.push(log);
    },
    asOf(until, { alerts = [], mostLetters = servedLetters } = {}) {
      const byMinute = new Map<string, readonly SeriesPoint[]>();
      for (const { series } of minutes) {
        for (const [key, steps] of series) byMinute.set(key, mergeSteps(byMinute.get(key) ?? [], steps));
      }
      return fitting(mostLetters, {
        format: pastFormat,
        until,
        foldedUntil: hour,
        log: [...folded, ...open].filter(({ to }) => to > until - shown.rawMs),
        minutes: blocksOf(byMinute, tiers.minutes),
        hours: blocksOf(hours, tiers.hours),
        events: [...events.values()].flat().toSorted((one, other) => one.activity.at - other.activity.at),
        alerts,
      });
    },
  };
}

/** As much of it as may be served; of a large home the minutes go first, then what was just told. */
function fitting(mostLetters: number, { alerts, hours, events, log, minutes, ...others }: PastHistory): PastHistory {
  let left = mostLetters;
  const fits = (one: unknown) => (left -= JSON.stringify(one).length) > 0;
  const [alertsLeft, hoursLeft, eventsLeft] = [alerts.filter(fits), hours.filter(fits), events.filter(fits)];
  const first = { alerts: alertsLeft, hours: hoursLeft, events: eventsLeft };
  return { ...others, ...first, log: log.filter(fits), minutes: minutes.filter(fits) };
}

/** What of it lies where, each as `kept-history` would have written it. */
export function recordsOf({ log, minutes, hours, events, alerts }: PastHistory): readonly PastRecord[] {
  const blocks = (drawer: 'minutes' | 'hours', all: readonly PastBlock[]) =>
    all.map(([from, series, points]): PastRecord => ({ drawer, from, series, text: packedText(series, points) }));
  const whole = (drawer: 'log' | 'events' | 'alerts', from: number, what: unknown): PastRecord => ({
    drawer,
    from,
    series: '',
    text: JSON.stringify(what),
  });
  const days = grouped(events, ({ activity }) => blockOf(activity.at, tiers.events.blockMs));
  const months = grouped(alerts, ({ t }) => blockOf(t, tiers.alerts.blockMs));
  return [
    ...log.map((record) => whole('log', record.from, record)),
    ...blocks('minutes', minutes),
    ...blocks('hours', hours),
    ...[...days].map(([day, those]) => whole('events', day, those)),
    ...[...months].map(([month, those]) => whole('alerts', month, those)),
  ];
}

/** `later` begins no earlier than the last of `steps`. */
function joinedTo(steps: SeriesPoint[], later: readonly SeriesPoint[]): SeriesPoint[] {
  const last = steps.pop();
  steps.push(...(last === undefined ? later : mergeSteps([last], later)));
  return steps;
}

type Tier = { readonly stepMs: number; readonly blockMs: number };

function blocksOf(all: ReadonlyMap<string, readonly SeriesPoint[]>, { stepMs, blockMs }: Tier): readonly PastBlock[] {
  return [...all].flatMap(([key, steps]) => {
    const blocks = grouped(steps, ({ at }) => blockOf(at, blockMs));
    return [...blocks].map(([from, points]): PastBlock => [from, key, packSteps(points, from, stepMs)]);
  });
}
