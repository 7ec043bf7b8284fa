import { conventionName } from '@/core/convention-words';
import type { WireProblem } from '@/core/feed';
import type { ConventionName } from '@/core/observation';
import { startSentence } from '@/core/spoken-name';
import { useProblems } from '@/store/home-hooks';
import { Section } from '@/ui/section';

import { problemsByConvention } from './problem-groups';
import styles from './unknown-page.module.css';

const shown = 50;

/** What came over the wire and could not be understood, by who tried. Nothing is dropped in silence. */
export function Problems() {
  const groups = problemsByConvention(useProblems());
  return (
    <Section
      heading="Messages Gatehouse could not read"
      lead="Each is left out of what you see; your devices are not affected."
    >
      {groups.length === 0 ? (
        <p className={styles['muted']}>None since this page was opened.</p>
      ) : (
        <div className={styles['stack']}>
          {groups.map(({ by, count, problems }) => (
            <ProblemGroup key={by ?? 'nobody'} by={by} count={count} problems={problems} />
          ))}
        </div>
      )}
    </Section>
  );
}

type ProblemGroupProps = {
  readonly by: ConventionName | null;
  readonly count: number;
  readonly problems: readonly WireProblem[];
};

function ProblemGroup({ by, count, problems }: ProblemGroupProps) {
  const who = by === null ? 'Not read at all' : startSentence(conventionName(by));
  return (
    <div>
      <h3 className={styles['step']}>
        {who}: {count === 1 ? '1 message' : `${count} messages`}
      </h3>
      <ul className={styles['topics']}>
        {problems.slice(0, shown).map(({ topic, reason, count: times }) => (
          <li key={`${topic} ${reason}`} className={styles['row']}>
            <div className={styles['told']}>
              <p>{reason}</p>
              <p className={styles['muted']}>
                <code className={styles['topic']}>{topic}</code>, {times === 1 ? 'once' : `${times} times`}
              </p>
            </div>
          </li>
        ))}
        {problems.length > shown && <li className={styles['row']}>And {problems.length - shown} more.</li>}
      </ul>
    </div>
  );
}
