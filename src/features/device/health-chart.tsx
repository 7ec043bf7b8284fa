import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

import type { Device } from '@/core/device';
import type { HealthPoint } from '@/core/feed';
import { useSessionClient } from '@/session/client-context';
import { LineChart } from '@/ui/line-chart';
import { SegmentedControl } from '@/ui/segmented-control';
import { Skeleton } from '@/ui/skeleton';

import styles from './device-page.module.css';
import { healthMetrics, metricsOf, pointsOf, summaryOf, type HealthMetric } from './health-metrics';

const refreshMs = 10_000;

/** Battery, signal and message rate since the page opened, one at a time. */
export function HealthChart({ device }: { readonly device: Device }) {
  const client = useSessionClient();
  const offered = metricsOf(device);
  const [chosen, setChosen] = useState<HealthMetric | null>(null);
  const metric = chosen ?? offered[0] ?? 'messages';
  const { data: points } = useQuery({
    queryKey: ['health', device.id],
    queryFn: () => client.healthSeries(device.id),
    refetchInterval: refreshMs,
    select: useCallback((series: readonly HealthPoint[]) => pointsOf(metric, series), [metric]),
  });
  const { label, unit, domain } = healthMetrics[metric];
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
      {points === undefined ? (
        <Skeleton label="Drawing the chart" lines={4} />
      ) : (
        <LineChart
          label={`${label} since the page opened`}
          summary={summaryOf(metric, points)}
          lines={[{ key: metric, label, unit }]}
          points={points}
          {...(domain && { domain })}
          heightPx={180}
        />
      )}
    </div>
  );
}
