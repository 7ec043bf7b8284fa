import { useRouteError } from 'react-router';

import { Button, LinkButton } from '@/ui/button';
import { PageHeader } from '@/ui/page-header';
import { paths } from '@/ui/paths';

import styles from './dead-end.module.css';
import { isUnloaded } from './unloaded';

const words = {
  broken: {
    title: 'This page broke',
    sentence: 'Something went wrong in Gatehouse, not in your home. Your locks and sensors go on as before.',
  },
  unloaded: {
    title: 'This page could not be loaded',
    sentence:
      'The computer that serves Gatehouse does not answer, or has a newer Gatehouse now. Pages that were open before still work. If it answers again, reload.',
  },
} as const;

/** A page that broke, or never came. The frame around it, and the connection to the home, go on. */
export function ErrorPage() {
  const error = useRouteError();
  const isAway = isUnloaded(error);
  const { title, sentence } = isAway ? words.unloaded : words.broken;
  return (
    <div className={styles['page']}>
      <PageHeader title={title} sentence={sentence} />
      <div className={styles['actions']}>
        {/* a reload while the server is away would lose what is open */}
        <LinkButton to={paths.overview} icon="home" tone={isAway ? 'primary' : 'quiet'}>
          Go to the overview
        </LinkButton>
        <Button tone={isAway ? 'quiet' : 'primary'} icon="refresh" onPress={() => location.reload()}>
          Reload the page
        </Button>
      </div>
      <details className={styles['details']}>
        <summary>What it said</summary>
        <code>{error instanceof Error ? `${error.name}: ${error.message}` : 'It did not say.'}</code>
      </details>
    </div>
  );
}
