import { useConnection } from '@/store/home-hooks';

import type { Start } from './start';
import { useStart } from './start-context';

/**
 * The simulated home of `npm start`, while this page is connected to it; null: this is somebody's own home, also where
 * the person left the simulated one for it.
 */
export function useSimulation(): Extract<Start, { kind: 'demo' }> | null {
  const start = useStart();
  const connection = useConnection();
  const isThere = start?.kind === 'demo' && 'url' in connection && connection.url === start.login.url;
  return isThere ? start : null;
}
