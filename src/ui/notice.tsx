import type { ReactNode } from 'react';

import { IconButton } from './button';
import { classNames } from './class-names';
import { Icon } from './icon';
import styles from './notice.module.css';
import { iconOfTone, type Tone } from './tone';
import tones from './tone.module.css';

export type NoticeProps = {
  readonly tone: Exclude<Tone, 'neutral'>;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits; without, it is read in its place */
  readonly role?: 'alert' | 'status';
  readonly onDismiss?: () => void;
};

/** Something a person should know, in one sentence, and what to do about it. */
export function Notice({ tone, title, children, actions, role, onDismiss }: NoticeProps) {
  return (
    <div className={classNames(styles['notice'], tones[tone])} role={role}>
      <Icon name={iconOfTone[tone]} />
      <div className={styles['words']}>
        <p className={styles['title']}>{title}</p>
        {children !== undefined && <div className={styles['body']}>{children}</div>}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
      {onDismiss && (
        <div className={styles['dismiss']}>
          <IconButton icon="close" label="Dismiss" onPress={onDismiss} />
        </div>
      )}
    </div>
  );
}
