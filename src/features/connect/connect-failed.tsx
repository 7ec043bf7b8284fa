import type { ConnectFailure } from '@/core/feed';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { TextLink } from '@/ui/text-link';

import { adviseOn, type Attempt } from './connect-advice';
import styles from './connect-page.module.css';
import { InSight } from './in-sight';

type ConnectFailedProps = { readonly failure: ConnectFailure; readonly attempt: Attempt };

/** Why it did not work: exactly where the browser tells, else the likely causes in order. */
export function ConnectFailed({ failure, attempt }: ConnectFailedProps) {
  const { sentence, causes } = adviseOn(failure, attempt);
  return (
    <InSight>
      <Notice tone="critical" role="alert" title={sentence}>
        {failure.kind === 'bad-credentials' && (
          <p>
            Does it suddenly refuse everybody?{' '}
            <TextLink to={paths.restore}>Bring its accounts back from a backup</TextLink>.
          </p>
        )}
        {causes.length > 0 && (
          <ol>
            {causes.map(({ text, lines }) => (
              <li key={text}>
                {text}
                {lines !== undefined && <pre className={styles['lines']}>{lines}</pre>}
              </li>
            ))}
          </ol>
        )}
      </Notice>
    </InSight>
  );
}
