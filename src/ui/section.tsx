import { useId, type ReactNode } from 'react';

import { classNames } from './class-names';
import styles from './section.module.css';

type SectionProps = {
  readonly heading: string;
  readonly children: ReactNode;
  /** one quiet sentence under the heading */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** `card`: on its own sheet of paper; `bare`: on the canvas, its children bring their own */
  readonly look?: 'card' | 'bare';
};

/** A part of a page with a name: a `region` with its heading. */
export function Section({ heading, children, lead, actions, look = 'card' }: SectionProps) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id} tabIndex={-1}>
      <div className={styles['head']}>
        <div>
          <h2 id={id} className={styles['heading']}>
            {heading}
          </h2>
          {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
        </div>
        {actions}
      </div>
      {look === 'card' ? <Card>{children}</Card> : children}
    </section>
  );
}

type CardProps = {
  readonly children: ReactNode;
  /** no padding: for lists and tables that reach the edge */
  readonly flush?: boolean;
};

/** A sheet of paper on the canvas. */
export function Card({ children, flush = false }: CardProps) {
  return <div className={classNames(styles['card'], flush && styles['flush'])}>{children}</div>;
}
