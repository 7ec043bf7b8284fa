import { useConnection, useDeviceCount, useLastHome } from '@/store/home-hooks';

import { useStart } from './start-context';

/**
 * Is there a home to show? `away`: nobody is connected and nothing is known, so only the connection form makes sense;
 * after a person disconnected, what was known is not shown either, unless he asked for the home as it was last seen.
 */
export function useAtHome(): 'unknown' | 'away' | 'arriving' | 'home' {
  const start = useStart();
  const { status } = useConnection();
  const remembered = useLastHome() !== null;
  const known = useDeviceCount() > 0;
  if (start === null) return 'unknown';
  if (remembered) return 'home';
  if (status === 'idle') return 'away';
  if (known || status === 'connected' || status === 'reconnecting') return 'home';
  return status === 'failed' ? 'away' : 'arriving';
}
