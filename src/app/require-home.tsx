import { Navigate, Outlet, useLocation } from 'react-router';

import { useConnection } from '@/store/home-hooks';
import { Skeleton } from '@/ui/skeleton';
import { paths } from '@/ui/paths';

import { useAtHome } from './at-home';
import { asksForOther } from './start';

/**
 * Pages of the home: without one, the connection form comes first and leads back here; so it does for an address that
 * names another broker than the one to which the tabs of this browser are connected.
 */
export function RequireHome() {
  const atHome = useAtHome();
  const connection = useConnection();
  const { pathname, search } = useLocation();
  const form = <Navigate to={paths.connect} state={{ wanted: pathname }} replace />;
  switch (atHome) {
    case 'away':
      return form;
    case 'unknown':
    case 'arriving':
      return <Skeleton label="Opening your home" lines={6} />;
    case 'home':
      return 'url' in connection && asksForOther(search, connection.url) ? form : <Outlet />;
  }
}

/** Where the person wanted to go before the connection form came; the history entry is not trusted with more. */
export function wantedPathOf(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('wanted' in state)) return paths.overview;
  const { wanted } = state;
  return typeof wanted === 'string' && /^\/(?!\/)/.test(wanted) ? wanted : paths.overview;
}
