import { Notice } from '@/ui/notice';

import { AboveAll } from './above-all';
import styles from './shell.module.css';

type UndoneNoticeProps = {
  /** null: there is nothing to tell */
  readonly sentence: string | null;
  readonly onDismiss: () => void;
};

/** Says above everything, a dialog too, that what was pressed was not answered. */
export function UndoneNotice({ sentence, onDismiss }: UndoneNoticeProps) {
  if (sentence === null) return null;
  return (
    <AboveAll className={styles['undone']}>
      <section aria-label="Not answered">
        <Notice tone="warning" role="alert" title="This was not answered." onDismiss={onDismiss}>
          {sentence}
        </Notice>
      </section>
    </AboveAll>
  );
}
