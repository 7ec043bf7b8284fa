import type { ReactNode } from 'react';

import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import styles from './status-badge.module.css';
import { iconOfTone, type Tone } from './tone';
import tones from './tone.module.css';

type StatusBadgeProps = {
  readonly tone: Tone;
  /** the state in words */
  readonly children: ReactNode;
  readonly icon?: IconName;
  /** `plain`: coloured words without a pill, for dense rows */
  readonly look?: 'pill' | 'plain';
};

/** A state: colour, icon and words, never colour alone. */
export function StatusBadge({ tone, children, icon = iconOfTone[tone], look = 'pill' }: StatusBadgeProps) {
  return (
    <span className={classNames(styles['badge'], styles[look], tones[tone])}>
      <Icon name={icon} size={16} />
      <span className={styles['words']}>{children}</span>
    </span>
  );
}
