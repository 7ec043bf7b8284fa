import type { FieldChange } from '@/core/message-difference';
import type { ShownMessage } from '@/core/shown-message';

import styles from './inspector.module.css';
import { changeWords, clockTime, contentWords, sizeWords } from './message-words';

/** One message in two lines: where and how much; when, and what is new in it. */
export function MessageRow({ item }: { readonly item: ShownMessage }) {
  const { at, topic, bytes, retained, leftOut } = item;
  return (
    <div className={styles['row']}>
      <p className={styles['head']}>
        <code className={styles['topic']}>{topic}</code>
        <span className={styles['size']}>
          {/* whoever listens hears them as words of their own */}
          {leftOut > 0 && <span className={styles['leftOut']}>and {leftOut.toLocaleString()} more before it</span>}{' '}
          {retained && <span className={styles['retained']}>retained</span>} {sizeWords(bytes)}
        </span>
      </p>
      <p className={styles['news']}>
        <time className={styles['time']} dateTime={new Date(at).toISOString()}>
          {clockTime(at)}
        </time>
        <span className={styles['said']}>
          <News message={item} />
        </span>
      </p>
    </div>
  );
}

function News({ message: { content, bytes, difference } }: { readonly message: ShownMessage }) {
  switch (difference.kind) {
    case 'fields':
      return (
        <>
          {difference.fields.map((field) => (
            <Change key={field.path} {...field} />
          ))}
          {difference.more > 0 && <span className={styles['quiet']}>and {difference.more} more</span>}
        </>
      );
    case 'whole':
      return `${difference.before} → ${contentWords(content, bytes)}`;
    case 'same':
      return <span className={styles['quiet']}>{contentWords(content, bytes)} · the same as before</span>;
    case 'first':
    case 'other':
      return contentWords(content, bytes);
  }
}

/** "battery 64 → 63", "tamper new: false", "state gone: was LOCK" */
function Change({ path, before, after }: FieldChange) {
  return (
    <span className={styles['change']}>
      <span className={styles['quiet']}>{path}</span> {changeWords(before, after)}
    </span>
  );
}
