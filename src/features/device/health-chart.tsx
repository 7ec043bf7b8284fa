import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo, useState } from 'react';

import type { Device } from '@/core/device';
import type { HealthPoint } from '@/core/feed';
import { useSessionClient } from '@/session/client-context';
import { LineChart } from '@/ui/chart/line-chart';
import { SegmentedControl } from '@/ui/segmented-control';
import { Skeleton } from '@/ui/skeleton';

import styles from './device-page.module.css';
import { healthMetrics, metricsOf, pointsOf, summaryOf, type HealthMetric } from './health-metrics';

const refreshMs = 10_000;

/** Battery, signal and message rate since the page opened, one at a time. */
export function HealthChart({ device }: { readonly device: Device }) {
  const offered = metricsOf(device);
  const [chosen, setChosen] = useState<HealthMetric | null>(null);
  const metric = chosen ?? offered[0] ?? 'messages';
  return (
    <div className={styles['stack']}>
      {offered.length > 1 && (
        <SegmentedControl
          label="What the chart shows"
          value={metric}
          onChange={setChosen}
          segments={offered.map((value) => ({ value, label: healthMetrics[value].tab }))}
        />
      )}
      <HealthPicture device={device} metric={metric} />
    </div>
  );
}

type HealthPictureProps = { readonly device: Device; readonly metric: HealthMetric };

/** One of them. */
export function HealthPicture({ device, metric }: HealthPictureProps) {
  const client = useSessionClient();
  const { data: series } = useQuery({
    // what is told for the first time is fetched at once
    queryKey: ['health', device.id, metricsOf(device)],
    queryFn: () => client.healthSeries(device.id),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  if (series === undefined) return <Skeleton label="Drawing the chart" lines={4} />;
  return <MetricChart metric={metric} series={series} />;
}

type MetricChartProps = { readonly metric: HealthMetric; readonly series: readonly HealthPoint[] };

/** Drawn again when there is something new to draw, not with each message of the device. */
const MetricChart = memo(function MetricChart({ metric, series }: MetricChartProps) {
  const { label, unit, domain } = healthMetrics[metric];
  const points = pointsOf(metric, series);
  return (
    <LineChart
      label={`${label} since the page opened`}
      summary={summaryOf(metric, points)}
      lines={[{ key: metric, label, unit }]}
      points={points}
      {...(domain && { domain })}
      heightPx={180}
    />
  );
});
