import styles from './shell.module.css';

/** The gate and the name. */
export function Wordmark() {
  return (
    <p className={styles['wordmark']}>
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="9" className={styles['markGround']} />
        <path d="M8 24V14a8 8 0 0 1 16 0v10M13 24v-9a3 3 0 0 1 6 0v9" className={styles['markLine']} />
      </svg>
      Gatehouse
    </p>
  );
}
