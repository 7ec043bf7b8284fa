import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

import { Icon } from './icon';
import styles from './page-header.module.css';
import { useTitleNote } from './title-note';

type PageHeaderProps = {
  /** the `h1`, and the start of the document's title */
  readonly title: string;
  /** one sentence: what is so, or what to do */
  readonly sentence?: ReactNode;
  readonly actions?: ReactNode;
  /** the page above this one */
  readonly back?: { readonly to: string; readonly label: string };
  /** beside the sentence: badges and the like */
  readonly children?: ReactNode;
};

/**
 * The head of every page. When the page was reached by a link, the heading takes the focus, so that a screen reader
 * starts there; on the first load the browser's own place is right.
 */
export function PageHeader({ title, sentence, actions, back, children }: PageHeaderProps) {
  // react-router calls the entry that the browser itself loaded "default". What somebody types into a filter makes a new entry, and the
  // focus stays where they type
  const { key } = useLocation();
  const [arrivedByLink] = useState(key !== 'default');
  const heading = useRef<HTMLHeadingElement>(null);
  const note = useTitleNote();
  useEffect(() => {
    document.title = [title, note, 'Gatehouse'].filter((part) => part !== null).join(' · ');
  }, [title, note]);
  useEffect(() => {
    if (arrivedByLink) heading.current?.focus({ preventScroll: true });
  }, [arrivedByLink]);
  return (
    <header className={styles['header']}>
      {back && (
        <Link to={back.to} className={styles['back']}>
          <Icon name="back" size={16} />
          {back.label}
        </Link>
      )}
      <div className={styles['row']}>
        <div className={styles['words']}>
          <h1 ref={heading} tabIndex={-1} className={styles['title']}>
            {title}
          </h1>
          {sentence !== undefined && <p className={styles['sentence']}>{sentence}</p>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
      {children}
    </header>
  );
}
