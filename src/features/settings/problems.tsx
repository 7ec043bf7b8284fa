import { useProblems } from '@/store/home-hooks';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';
import { TextLink } from '@/ui/text-link';

import styles from './settings-page.module.css';

const shown = 50;

/** What came over the wire and could not be understood. Nothing is dropped in silence. */
export function Problems() {
  const problems = useProblems();
  return (
    <Section
      heading="Messages Gatehouse could not read"
      lead="Each is left out of what you see; your devices are not affected."
      actions={<TextLink to={paths.messages}>All messages as they come</TextLink>}
    >
      {problems.length === 0 ? (
        <p className={styles['muted']}>None since this page was opened.</p>
      ) : (
        <ul className={styles['problems']}>
          {problems.slice(0, shown).map(({ topic, reason, count }) => (
            <li key={`${topic} ${reason}`} className={styles['problem']}>
              <p>{reason}</p>
              <p className={styles['muted']}>
                <code>{topic}</code>, {count === 1 ? 'once' : `${count} times`}
              </p>
            </li>
          ))}
          {problems.length > shown && <li className={styles['muted']}>And {problems.length - shown} more.</li>}
        </ul>
      )}
    </Section>
  );
}
