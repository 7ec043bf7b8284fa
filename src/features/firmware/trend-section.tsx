import type { FirmwareDay } from '@/core/firmware/firmware-record';
import { LineChart } from '@/ui/chart/line-chart';
import { Section } from '@/ui/section';

import styles from './firmware-page.module.css';
import { useJudging } from './judging';
import { medianWords, trendPoints, trendWords } from './trend';

/** What is drawn, and in what: the axes have numbers only. */
const titles = { share: 'Share of devices that are current, %', median: 'Days behind, median' } as const;

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
        <div>
          <h3 className={styles['trendTitle']}>{titles.share}</h3>
          <LineChart
            label={titles.share}
            summary={trendWords(days)}
            lines={[{ key: 'share', label: 'Up to date', unit: '%' }]}
            points={points}
            domain={[0, 100]}
            heightPx={180}
          />
        </div>
        {median !== null && (
          <div>
            <h3 className={styles['trendTitle']}>{titles.median}</h3>
            <LineChart
              label={titles.median}
              summary={median}
              lines={[{ key: 'median', label: 'Days behind, median', unit: 'days' }]}
              points={points}
              heightPx={140}
            />
          </div>
        )}
      </div>
    </Section>
  );
}
