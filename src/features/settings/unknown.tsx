import { useProblems } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';

import styles from './settings-page.module.css';

/** The way to what came over the wire and is not understood. */
export function Unknown() {
  const problems = useProblems().reduce((sum, { count }) => sum + count, 0);
  return (
    <Section heading="What Gatehouse does not understand">
      <div className={styles['stack']}>
        <p>{wordsOf(problems)} Topics that nobody claims can be looked at and explained.</p>
        <div className={styles['actions']}>
          <LinkButton to={paths.unknown}>Unknown traffic</LinkButton>
          <LinkButton to={paths.messages}>All messages as they come</LinkButton>
        </div>
      </div>
    </Section>
  );
}

function wordsOf(problems: number): string {
  if (problems === 0) return 'Every message it listened to could be read.';
  return problems === 1 ? '1 message could not be read.' : `${problems} messages could not be read.`;
}
