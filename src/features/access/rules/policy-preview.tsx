import type { PolicyRow, WouldHave } from '@/session/protocol';
import { timeOfDay } from '@/ui/age-words';

import styles from '../access-page.module.css';

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

/** "Porch camera would have been restricted from 14:02 on. 214 messages on 5 topics would not have arrived, …" */
export function wouldHaveWords({ name, device, from, until, messages, topics, isAtLeast }: WouldHave): string {
  const span = until === null ? `from ${timeOfDay(from)} on` : `from ${timeOfDay(from)} until ${timeOfDay(until)}`;
  const restricted = `${name} would have been restricted ${span}.`;
  if (device === null) return `${restricted} Nobody knows what it said: no device says that this is its log-in.`;
  if (messages === 0) return `${restricted} It said nothing in that time, and no command would have reached it.`;
  const amount = `${isAtLeast ? 'At least ' : ''}${count(messages, 'message')} on ${count(topics, 'topic')}`;
  return `${restricted} ${amount} would not have arrived, and no command would have reached it.`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString()} ${what}${number === 1 ? '' : 's'}`;
}
