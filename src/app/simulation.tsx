import { lazy, Suspense } from 'react';

import { useConnection } from '@/store/home-hooks';

import { stageAt } from './start';
import { useStart } from './start-context';

/** Nobody with a home of their own needs it; and a part of the demo that cannot be loaded is no reason to break. */
const SimulationNotice = lazy(() =>
  import('@/features/demo/simulation-notice').then(
    (loaded) => ({ default: loaded.SimulationNotice }),
    () => ({ default: () => <></> }),
  ),
);

/** Says that this home is simulated: while the page is connected to that of `npm start`, and not to somebody's own. */
export function SimulationBanner() {
  const start = useStart();
  const connection = useConnection();
  const stage = 'url' in connection ? stageAt(start, connection.url) : null;
  if (stage === null) return null;
  return (
    <Suspense>
      <SimulationNotice {...stage} />
    </Suspense>
  );
}
