import type { Device } from '@/core/device';
import type { HealthPoint } from '@/core/feed';
import type { Metric as KeptMetric } from '@/core/history';
import type { ChartPoint } from '@/ui/chart/line-chart-props';

export type HealthMetric = 'battery' | 'signal' | 'messages';

type Metric = {
  readonly tab: string;
  readonly label: string;
  readonly unit: string;
  readonly domain: readonly [number, number] | null;
  readonly read: (point: HealthPoint) => number | null;
};

export const healthMetrics: Readonly<Record<HealthMetric, Metric>> = {
  battery: {
    tab: 'Battery',
    label: 'Battery',
    unit: '%',
    domain: [0, 100],
    read: ({ batteryPercent }) => batteryPercent,
  },
  signal: {
    tab: 'Signal',
    label: 'Signal',
    unit: 'of 255',
    domain: [0, 255],
    read: ({ lqi }) => lqi,
  },
  messages: {
    tab: 'Messages',
    label: 'Messages a minute',
    unit: 'a minute',
    domain: null,
    read: ({ messagesPerMinute }) => messagesPerMinute,
  },
};

/** What can be drawn of this device: what it has told at least once, and how often it speaks. */
export function metricsOf(device: Device): readonly HealthMetric[] {
  const told: HealthMetric[] = [];
  if (device.battery !== null && device.battery.value.percent !== null) told.push('battery');
  if (device.signal !== null && device.signal.value.lqi !== null) told.push('signal');
  return [...told, 'messages'];
}

/** Under which name a page hears the same itself, kept or not; null: it does not. */
export function heardAs(metric: KeptMetric): HealthMetric | null {
  if (metric === 'lqi') return 'signal';
  return metric === 'battery' || metric === 'messages' ? metric : null;
}

export function pointsOf(metric: HealthMetric, series: readonly HealthPoint[]): readonly ChartPoint[] {
  const { read } = healthMetrics[metric];
  return series.map((point) => ({ at: point.at, values: { [metric]: read(point) } }));
}

/** What the picture shows, in one sentence. */
export function summaryOf(metric: HealthMetric, points: readonly ChartPoint[]): string {
  const values = points.map(({ values: told }) => told[metric] ?? null).filter((value) => value !== null);
  const last = values.at(-1);
  if (last === undefined) return 'Nothing was told since the page opened.';
  if (metric === 'messages') {
    if (values.every((value) => value === 0)) return 'No message since the page opened.';
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return `About ${mean < 10 ? mean.toFixed(1) : Math.round(mean)} messages a minute since the page opened.`;
  }
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const { label, unit } = healthMetrics[metric];
  if (least === most) return `${label} unchanged at ${last} ${unit} since the page opened.`;
  return `${label} between ${least} and ${most} ${unit} since the page opened, now ${last}.`;
}
