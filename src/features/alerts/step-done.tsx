import type { ReactNode } from 'react';

import { Icon } from '@/ui/icon';

import styles from './alerts-page.module.css';

/** A step of a playbook that is done, in words. */
export function StepDone({ children }: { readonly children: ReactNode }) {
  return (
    <p role="status" className={styles['dealt']}>
      <Icon name="check" size={16} />
      <span>{children}</span>
    </p>
  );
}
