import type { ReactNode } from 'react';

import styles from './facts.module.css';

export type Fact = {
  readonly label: string;
  readonly value: ReactNode;
};

/** Labels and their values, one under the other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(({ label, value }) => (
        <div key={label} className={styles['fact']}>
          <dt className={styles['label']}>{label}</dt>
          <dd className={styles['value']}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
