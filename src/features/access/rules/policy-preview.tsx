import type { PolicyRow } from '@/session/protocol';

import styles from '../access-page.module.css';
import { wouldHaveWords } from './would-have-words';

type PolicyPreviewProps = Pick<PolicyRow, 'preview' | 'mode'>;

/** What a rule would have done with what was really heard, before somebody switches it on. */
export function PolicyPreview({ preview, mode }: PolicyPreviewProps) {
  if (mode === 'enforce') return null;
  const { past, wouldHave } = preview;
  if (wouldHave.length === 0)
    return <span className={styles['muted']}>Enforced during {past}, it would have changed nothing.</span>;
  return (
    <details>
      <summary>Had it been enforced during {past}</summary>
      <ul>
        {wouldHave.map((one) => (
          <li key={one.client}>{wouldHaveWords(one)}</li>
        ))}
      </ul>
    </details>
  );
}
