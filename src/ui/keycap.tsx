import styles from './keycap.module.css';

/** A key that does the same as what it stands beside. Hidden from screen readers, which have keys of their own. */
export function Keycap({ children }: { readonly children: string }) {
  return (
    <kbd className={styles['keycap']} aria-hidden="true">
      {children}
    </kbd>
  );
}
