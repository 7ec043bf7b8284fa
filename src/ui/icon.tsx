import { drawings } from './icon-drawings';
import styles from './icon.module.css';

export type IconName = keyof typeof drawings;

/** A picture beside words: hidden from screen readers, because the words say the same. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: 14 | 16 | 18 | 20 | 24 | 32 }) {
  const [line, fill, faint]: readonly [string, string?, string?] = drawings[name];
  return (
    <svg className={styles['icon']} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {line !== '' && <path d={line} className={styles['line']} />}
      {faint !== undefined && <path d={faint} className={styles['faint']} />}
      {fill !== undefined && <path d={fill} className={styles['fill']} />}
    </svg>
  );
}
