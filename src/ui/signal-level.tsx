import type { Signal } from '@/core/observation';

import type { IconName } from './icon';
import { StatusBadge } from './status-badge';
import type { Tone } from './tone';

type Level = { readonly words: string; readonly detail: string; readonly icon: IconName; readonly tone: Tone };

/** What a radio's report means: LQI 0–255 where told (IEEE 802.15.4), else RSSI in dBm. */
export function signalLevel(signal: Signal | null): Level {
  const { lqi = null, rssiDbm = null } = signal ?? {};
  if (lqi === null && rssiDbm === null) {
    return { words: 'Unknown', detail: '', icon: 'question', tone: 'neutral' };
  }
  const detail = [lqi !== null && `link quality ${lqi} of 255`, rssiDbm !== null && `${rssiDbm} dBm`];
  const good = lqi !== null ? lqi >= 100 : (rssiDbm ?? 0) >= -70;
  const weak = lqi !== null ? lqi < 40 : (rssiDbm ?? 0) < -85;
  return {
    words: weak ? 'Weak' : good ? 'Good' : 'Fair',
    detail: detail.filter(Boolean).join(', '),
    icon: weak ? 'signal-weak' : good ? 'signal-good' : 'signal-fair',
    tone: weak ? 'warning' : 'neutral',
  };
}

type SignalLevelProps = {
  readonly signal: Signal | null;
  /** where one device is told in full: a finger and a key find no title */
  readonly exact?: boolean;
};

/** A radio's strength in a word and as a picture; the numbers are its title, or stand behind it. */
export function SignalLevel({ signal, exact = false }: SignalLevelProps) {
  const { words, detail, icon, tone } = signalLevel(signal);
  return (
    <span {...(!exact && { title: detail })}>
      <StatusBadge look="plain" tone={tone} icon={icon}>
        {words}
      </StatusBadge>
      {exact && detail !== '' && ` (${detail})`}
    </span>
  );
}
