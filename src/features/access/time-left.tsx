import styles from './access-page.module.css';

/** How long it will still take. Not announced: it changes every few seconds. */
export function TimeLeft({ sentence }: { readonly sentence: string | null }) {
  return sentence === null ? null : (
    <p className={styles['muted']}>
      <strong>Time left:</strong> {sentence}
    </p>
  );
}
