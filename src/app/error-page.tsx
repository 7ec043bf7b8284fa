import { useRouteError } from 'react-router';

import { Button, LinkButton } from '@/ui/button';
import { PageHeader } from '@/ui/page-header';
import { paths } from '@/ui/paths';

import styles from './dead-end.module.css';

/** A page that broke. The frame around it, and the connection to the home, go on. */
export function ErrorPage() {
  const error = useRouteError();
  return (
    <div className={styles['page']}>
      <PageHeader
        title="This page broke"
        sentence="Something went wrong in Gatehouse, not in your home. Your locks and sensors go on as before."
      />
      <div className={styles['actions']}>
        <Button tone="primary" icon="refresh" onPress={() => location.reload()}>
          Reload the page
        </Button>
        <LinkButton to={paths.overview} icon="home">
          Go to the overview
        </LinkButton>
      </div>
      <details className={styles['details']}>
        <summary>What it said</summary>
        <code>{error instanceof Error ? `${error.name}: ${error.message}` : 'It did not say.'}</code>
      </details>
    </div>
  );
}
