import type { CodeWork } from '@/core/codes/code-owner';
import { useSessionClient } from '@/session/client-context';
import { Notice } from '@/ui/notice';

import styles from './codes.module.css';

/** What goes on without a dialog, and how it ended; what ended badly stays until it has been read. */
export function WorkNotice({ work }: { readonly work: CodeWork }) {
  const client = useSessionClient();
  const isOver = work.places.every(({ outcome }) => outcome !== null);
  const isBad = work.places.some(({ outcome }) => outcome !== null && outcome !== 'done');
  return (
    <Notice
      tone={isBad ? 'warning' : isOver ? 'ok' : 'info'}
      role="status"
      title={titleOf(work, isOver)}
      {...(isOver && { onDismiss: () => void client.askAccess('forgetCodeWork', { work: work.id }) })}
    >
      <ul className={styles['sentences']}>
        {work.places.map((place, index) => (
          <li key={`${index} ${place.device}`}>{place.sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}

function titleOf({ act, person }: CodeWork, isOver: boolean): string {
  switch (act) {
    case 'add':
      return isOver ? `A code for ${person}` : `${person} is being given a code.`;
    case 'change':
      return isOver ? `A new code for ${person}` : `${person} is being given a new code.`;
    case 'remove':
      return isOver ? `The code of ${person}` : `The code of ${person} is being removed.`;
  }
}
