import styles from './skeleton.module.css';
import { VisuallyHidden } from './visually-hidden';

type SkeletonProps = {
  /** what is on its way, e.g. "Loading devices" */
  readonly label: string;
  /** how many lines stand in for it */
  readonly lines?: number;
};

/** The place where something will stand in a moment. */
export function Skeleton({ label, lines = 3 }: SkeletonProps) {
  return (
    <div className={styles['skeleton']} role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles['line']} aria-hidden="true" />
      ))}
    </div>
  );
}
