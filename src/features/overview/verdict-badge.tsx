import { classNames } from '@/ui/class-names';
import { toneOfMood } from '@/ui/device-look';
import { Icon, type IconName } from '@/ui/icon';
import tones from '@/ui/tone.module.css';

import styles from './overview-page.module.css';
import type { Verdict } from './verdict';

const icons: Readonly<Record<Verdict['mood'], IconName>> = {
  calm: 'shield-check',
  notice: 'warning',
  alarm: 'warning',
  unknown: 'question',
};

/** The verdict's picture; its words are the heading beside it. */
export function VerdictBadge({ mood }: { readonly mood: Verdict['mood'] }) {
  return (
    <span className={classNames(styles['seal'], tones[toneOfMood[mood]])}>
      <Icon name={icons[mood]} size={32} />
    </span>
  );
}
