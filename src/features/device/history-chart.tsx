import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, useMemo, useState } from 'react';

import type { Alert } from '@/core/alerts/alert';
import { severityWords } from '@/core/alerts/alert-words';
import type { Device } from '@/core/device';
import { expectationWords, type Expectation } from '@/core/expectation';
import type { KeptSpan, Metric } from '@/core/history';
import { leftOutWords } from '@/core/history-words';
import { metricsOf, metricWords } from '@/core/metric-words';
import { useSessionClient } from '@/session/client-context';
import { useAlerts } from '@/store/home-hooks';
import { exactTime } from '@/ui/age-words';
import { LineChart } from '@/ui/chart/line-chart';
import type { ChartMark } from '@/ui/chart/line-chart-props';
import { paths } from '@/ui/paths';
import { SegmentedControl } from '@/ui/segmented-control';
import { SelectField } from '@/ui/select-field';
import { Skeleton } from '@/ui/skeleton';
import { TextLink } from '@/ui/text-link';

import { batteryBand } from './battery-band';
import styles from './device-page.module.css';
import { HealthPicture } from './health-chart';
import { heardAs } from './health-metrics';
import {
  bandShown,
  chartPointsOf,
  isLeftOut,
  ranges,
  sentenceOf,
  spanShown,
  withBand,
  type Range,
} from './history-points';

/** a chart of an hour goes on while one looks, one of a year does not */
const refreshMs = { hour: 5_000, day: 60_000, week: 600_000, month: 600_000, year: 600_000 } as const;

/** what a device tells for the first time is offered at once, and kept within a minute */
const keptMetricsMs = 60_000;

/** Any number of the device over an hour to a year, with what is usual and the alerts on it. */
export function HistoryChart({ device }: { readonly device: Device }) {
  const client = useSessionClient();
  const offered = metricsOf(device, useKeptMetrics(device));
  const [chosen, setChosen] = useState<Metric | null>(null);
  const [range, setRange] = useState<Range>(ranges[0]);
  const metric = chosen ?? offered[0] ?? 'messages';
  const { data } = useQuery({
    queryKey: ['history', device.id, metric, range.value],
    queryFn: async () => {
      const to = Date.now();
      const from = to - range.ms;
      const query = { device: device.id, metric, from, to };
      const [span, expected] = await Promise.all([client.askHistory('historySpan', query), client.expected(query)]);
      const told = { from, to, expected, span: span ?? nothingKept };
      return { ...told, metric, words: range.words };
    },
    refetchInterval: refreshMs[range.value],
    placeholderData: keepPreviousData,
  });
  // what is there stays, whole, until the next is drawn; a finger need not wait for it
  const told = useDeferredValue(data);
  const alerts = useAlertsBetween(device, told?.from ?? 0, told?.to ?? 0);
  return (
    <div className={styles['stack']}>
      <MetricChoice offered={offered.join(' ')} metric={metric} onChoose={setChosen} />
      <RangeChoice range={range} onChoose={setRange} />
      {told === undefined ? (
        <Skeleton label="Drawing the chart" lines={4} />
      ) : (
        <KeptCourse device={device} alerts={alerts} told={told} />
      )}
      <AlertsInRange alerts={alerts} />
    </div>
  );
}

const nothingKept: KeptSpan = { stepMs: 0, points: [], listened: [], keeps: 'all' };

/** What is kept of it, or why nothing is. */
export function KeptCourse({ device, alerts, told }: HistoryPictureProps & { readonly device: Device }) {
  if (isLeftOut(told.metric, told.span)) return <LeftOut device={device} metric={told.metric} />;
  return <HistoryPicture alerts={alerts} told={told} />;
}

/** In place of a course that is not kept: why, and what this page has heard itself, of what it counts. */
function LeftOut({ device, metric }: { readonly device: Device; readonly metric: Metric }) {
  const heard = heardAs(metric);
  return (
    <>
      <p>{leftOutWords('others')}</p>
      {heard !== null && <HealthPicture device={device} metric={heard} />}
    </>
  );
}

type MetricChoiceProps = {
  /** with a space between them: the same words are the same choice, though the device has spoken again */
  readonly offered: string;
  readonly metric: Metric;
  readonly onChoose: (metric: Metric) => void;
};

export const MetricChoice = memo(function MetricChoice({ offered, metric, onChoose }: MetricChoiceProps) {
  const metrics = offered.split(' ') as Metric[]; // as they were joined
  const [only] = metrics;
  // a picture of one thing has nothing to choose, and still has to say what it shows
  if (metrics.length === 1 && only !== undefined) return <p className={styles['only']}>{metricWords(only).label}</p>;
  return (
    <SelectField
      label="What the chart shows"
      value={metric}
      onChange={onChoose}
      choices={metrics.map((value) => ({ value, label: metricWords(value).label }))}
    />
  );
});

type RangeChoiceProps = { readonly range: Range; readonly onChoose: (range: Range) => void };

const RangeChoice = memo(function RangeChoice({ range, onChoose }: RangeChoiceProps) {
  return (
    <SegmentedControl
      label="How far back"
      value={range.value}
      onChange={(value) => onChoose(ranges.find((one) => one.value === value) ?? ranges[0])}
      segments={ranges.map(({ value, label: name }) => ({ value, label: name }))}
    />
  );
});

/** Of which a course is kept of this device. */
function useKeptMetrics({ id }: Device): readonly Metric[] | undefined {
  const client = useSessionClient();
  const { data } = useQuery({
    queryKey: ['history metrics', id],
    queryFn: () => client.askHistory('historyMetrics', { device: id }),
    staleTime: keptMetricsMs,
  });
  return data ?? undefined;
}

type HistoryPictureProps = {
  readonly alerts: readonly Alert[];
  readonly told: {
    readonly metric: Metric;
    /** of the range: "in the last hour" */
    readonly words: string;
    readonly from: number;
    readonly to: number;
    readonly span: KeptSpan;
    readonly expected: Expectation | null;
  };
};

/** Drawn anew when there is something new to draw, and not at each message of its device or of another: a phone takes long for it. */
const HistoryPicture = memo(function HistoryPicture({ alerts, told }: HistoryPictureProps) {
  const { metric, words, from, to, span, expected } = told;
  const { label, unit, domain } = metricWords(metric);
  const band = expected?.status === 'empties' ? batteryBand(span, expected, to) : bandShown(metric, span, expected);
  return (
    <LineChart
      label={`${label} ${words}`}
      summary={`${sentenceOf(metric, span, { words, from, to })} ${expectationWords(expected, metric, band)}`.trim()}
      lines={[{ key: 'mean', label, unit }]}
      columns={columnsOf(label, unit, span.stepMs, band !== null)}
      spread={{ low: 'min', high: 'max' }}
      band={band}
      marks={alerts.map(markOf)}
      span={spanShown(from, to, span)}
      points={withBand(chartPointsOf(span), band)}
      {...(domain && { domain })}
      heightPx={200}
    />
  );
}, drawsTheSame);

function drawsTheSame(one: HistoryPictureProps, other: HistoryPictureProps): boolean {
  return one.told === other.told && marksIn(one.alerts) === marksIn(other.alerts);
}

function marksIn(alerts: readonly Alert[]): string {
  return alerts.map(({ id, t, severity, title }) => [id, t, severity, title].join(' ')).join('\n');
}

function columnsOf(label: string, unit: string, stepMs: number, hasBand: boolean) {
  const steps = [
    { key: 'min', label: 'Lowest', unit },
    { key: 'max', label: 'Highest', unit },
  ];
  const usual = [
    { key: 'usualLow', label: 'Usually from', unit },
    { key: 'usualHigh', label: 'Usually to', unit },
  ];
  return [{ key: 'mean', label, unit }, ...(stepMs === 0 ? [] : steps), ...(hasBand ? usual : [])];
}

function markOf({ id, t, severity, title }: Alert): ChartMark {
  return { key: id, at: t, tone: severity, label: title };
}

/** Those that are known now, and those that are kept only here. */
function useAlertsBetween(device: Device, from: number, to: number): readonly Alert[] {
  const client = useSessionClient();
  const known = useAlerts();
  const { data: kept } = useQuery({
    // a chart that goes on by seconds asks again by minutes
    queryKey: ['history alerts', Math.floor(from / 60_000), Math.floor(to / 60_000)],
    queryFn: () => client.askHistory('historyAlerts', { from, to }),
    enabled: to > 0,
    placeholderData: keepPreviousData,
  });
  const { id, identifiers } = device;
  return useMemo(() => {
    const names = new Set([id, ...identifiers]);
    const byId = new Map([...(kept ?? []), ...known].map((alert) => [alert.id, alert]));
    return [...byId.values()]
      .filter((alert) => alert.device !== null && names.has(alert.device) && alert.t >= from && alert.t <= to)
      .toSorted((one, other) => other.t - one.t);
  }, [id, identifiers, kept, known, from, to]);
}

const mostListed = 5;

/** The alerts that are marked in the picture, in words. */
function AlertsInRange({ alerts }: { readonly alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null;
  return (
    <ul aria-label="Alerts in this time" className={styles['marked']}>
      {alerts.slice(0, mostListed).map((alert) => (
        <li key={alert.id}>
          <time dateTime={new Date(alert.t).toISOString()}>{exactTime(alert.t)}</time>
          <TextLink to={paths.alert(alert.id)}>
            {severityWords(alert.severity)}: {alert.title}
          </TextLink>
        </li>
      ))}
      {alerts.length > mostListed && <li>and {alerts.length - mostListed} more, earlier</li>}
    </ul>
  );
}
