import type { FirmwareDay } from '@/core/firmware-record';
import { LineChart } from '@/ui/line-chart';
import { Section } from '@/ui/section';

import { useJudging } from './judging';
import { trendPoints, trendWords } from './trend';

/** How the home's firmware has fared, a point a day. Nothing where there are not two days to compare. */
export function TrendSection() {
  const { days } = useJudging();
  return days.length < 2 ? null : <Trend days={days} />;
}

function Trend({ days }: { readonly days: readonly FirmwareDay[] }) {
  return (
    <Section heading="Over time">
      <LineChart
        label="Share of devices that are up to date"
        summary={trendWords(days)}
        lines={[{ key: 'share', label: 'Up to date', unit: '%' }]}
        points={trendPoints(days)}
        domain={[0, 100]}
        heightPx={180}
      />
    </Section>
  );
}
