import type { Battery } from '@/core/observation';

import type { IconName } from './icon';
import { StatusBadge } from './status-badge';
import type { Tone } from './tone';

type Level = { readonly words: string; readonly icon: IconName; readonly tone: Tone };

/** What a battery's report means. A device that says "low" is believed before its percentage. */
export function batteryLevel(battery: Battery | null): Level {
  const percent = battery?.percent ?? null;
  const low = battery?.low ?? null;
  const words = percent === null ? null : `${Math.round(percent)} %`;
  if (percent === null && low === null) return { words: 'Unknown', icon: 'battery-empty', tone: 'neutral' };
  if (percent !== null && percent <= 5)
    return { words: `${words}, nearly empty`, icon: 'battery-empty', tone: 'critical' };
  if (low === true || (percent !== null && percent <= 20)) {
    return { words: words === null ? 'Low' : `${words}, low`, icon: 'battery-low', tone: 'warning' };
  }
  if (percent === null) return { words: 'Not low', icon: 'battery-full', tone: 'neutral' };
  return { words: words ?? '', icon: percent < 60 ? 'battery-half' : 'battery-full', tone: 'neutral' };
}

/** A battery in words and as a picture. `null` is "unknown", never 0 %. */
export function BatteryLevel({ battery }: { readonly battery: Battery | null }) {
  const { words, icon, tone } = batteryLevel(battery);
  return (
    <StatusBadge look="plain" tone={tone} icon={icon}>
      {words}
    </StatusBadge>
  );
}
