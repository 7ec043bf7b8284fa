import { createPortal } from 'react-dom';

import { Notice } from '@/ui/notice';

import styles from './shell.module.css';

type UndoneNoticeProps = {
  /** null: there is nothing to tell */
  readonly sentence: string | null;
  readonly onDismiss: () => void;
};

/** Says above everything, a dialog too, that what was pressed was not answered. */
export function UndoneNotice({ sentence, onDismiss }: UndoneNoticeProps) {
  if (sentence === null) return null;
  // beside the page: a dialog makes all of that inert, but leaves alone what says that it lies above
  return createPortal(
    <section aria-label="Not answered" className={styles['undone']} data-react-aria-top-layer="true">
      <Notice tone="warning" role="alert" title="This was not answered." onDismiss={onDismiss}>
        {sentence}
      </Notice>
    </section>,
    document.body,
  );
}
