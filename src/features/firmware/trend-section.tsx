import type { FirmwareDay } from '@/core/firmware-record';
import { LineChart } from '@/ui/line-chart';
import { Section } from '@/ui/section';

import styles from './firmware-page.module.css';
import { useJudging } from './judging';
import { medianWords, trendPoints, trendWords } from './trend';

/** How the home's firmware has fared, a point a day. Nothing where there are not two days to compare. */
export function TrendSection() {
  const { days } = useJudging();
  return days.length < 2 ? null : <Trend days={days} />;
}

/** Percent and days have an axis each, and the same time below. */
function Trend({ days }: { readonly days: readonly FirmwareDay[] }) {
  const points = trendPoints(days);
  const median = medianWords(days);
  return (
    <Section heading="Over time">
      <div className={styles['trend']}>
        <LineChart
          label="Share of devices that are up to date"
          summary={trendWords(days)}
          lines={[{ key: 'share', label: 'Up to date', unit: '%' }]}
          points={points}
          domain={[0, 100]}
          heightPx={180}
        />
        {median !== null && (
          <LineChart
            label="Median of the days that devices are behind"
            summary={median}
            lines={[{ key: 'median', label: 'Days behind, median', unit: 'days' }]}
            points={points}
            heightPx={140}
          />
        )}
      </div>
    </Section>
  );
}
