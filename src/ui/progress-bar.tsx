import styles from './progress-bar.module.css';

type ProgressBarProps = {
  /** what makes progress, e.g. "Update of Hallway plug" */
  readonly label: string;
  /** 0…100; null: nobody told how far it is */
  readonly percent: number | null;
  /** how far it is in words, also for those who listen */
  readonly words: string;
};

/** How far something has come: a bar, and the same in words. */
export function ProgressBar({ label, percent, words }: ProgressBarProps) {
  return (
    <div className={styles['progress']}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuetext={words}
        {...(percent !== null && { 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(percent) })}
        className={styles['track']}
        data-unknown={percent === null || undefined}
      >
        <span className={styles['done']} style={percent === null ? {} : { inlineSize: `${percent}%` }} />
      </div>
      <span aria-hidden="true">{words}</span>
    </div>
  );
}
