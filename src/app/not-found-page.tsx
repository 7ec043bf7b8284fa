import { LinkButton } from '@/ui/button';
import { PageHeader } from '@/ui/page-header';
import { paths } from '@/ui/paths';

import styles from './dead-end.module.css';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <div className={styles['page']}>
      <PageHeader
        title="There is no such page"
        sentence="The address may be mistyped, or belong to another version of Gatehouse."
      />
      <div className={styles['actions']}>
        <LinkButton to={paths.overview} tone="primary" icon="home">
          Go to the overview
        </LinkButton>
      </div>
    </div>
  );
}
