import { Navigate, Outlet, useLocation } from 'react-router';

import { useConnection } from '@/store/home-hooks';
import { Skeleton } from '@/ui/skeleton';
import { paths } from '@/ui/paths';

import { useAtHome } from './at-home';
import { asksForOther } from './start';
import { wantedOf } from './wanted-place';

/**
 * Pages of the home: without one, the connection form comes first and leads back here; so it does for an address that
 * names another broker than the one to which the tabs of this browser are connected.
 */
export function RequireHome() {
  const atHome = useAtHome();
  const connection = useConnection();
  const place = useLocation();
  const form = <Navigate to={paths.connect} state={{ wanted: wantedOf(place) }} replace />;
  switch (atHome) {
    case 'away':
      return form;
    case 'unknown':
    case 'arriving':
      return <Skeleton label="Opening your home" lines={6} />;
    case 'home':
      return 'url' in connection && asksForOther(place.search, connection.url) ? form : <Outlet />;
  }
}
