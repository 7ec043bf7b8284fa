import { Navigate, Outlet, useLocation } from 'react-router';

import { Skeleton } from '@/ui/skeleton';
import { paths } from '@/ui/paths';

import { useAtHome } from './at-home';

/** Pages of the home: without one, the connection form comes first and leads back here. */
export function RequireHome() {
  const atHome = useAtHome();
  const { pathname } = useLocation();
  switch (atHome) {
    case 'away':
      return <Navigate to={paths.connect} state={{ wanted: pathname }} replace />;
    case 'unknown':
    case 'arriving':
      return <Skeleton label="Opening your home" lines={6} />;
    case 'home':
      return <Outlet />;
  }
}

/** Where the person wanted to go before the connection form came; the history entry is not trusted with more. */
export function wantedPathOf(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('wanted' in state)) return paths.overview;
  const { wanted } = state;
  return typeof wanted === 'string' && /^\/(?!\/)/.test(wanted) ? wanted : paths.overview;
}
