import { useId } from 'react';
import { NavLink } from 'react-router';

import { useOpenCount } from '@/store/home-hooks';
import { Icon, type IconName } from '@/ui/icon';
import { paths } from '@/ui/paths';

import { useAtHome } from './at-home';
import styles from './shell.module.css';

type Place = { readonly to: string; readonly label: string; readonly icon: IconName };

const settings: Place = { to: paths.settings, label: 'Settings', icon: 'gear' };
const homePlaces: readonly Place[] = [
  { to: paths.overview, label: 'Overview', icon: 'home' },
  { to: paths.devices, label: 'Devices', icon: 'list' },
  { to: paths.alerts, label: 'Alerts', icon: 'bell' },
  { to: paths.firmware, label: 'Firmware', icon: 'firmware' },
  { to: paths.access, label: 'Access', icon: 'keypad' },
  settings,
];
/** without a home, links into it would only lead back to the form */
const awayPlaces: readonly Place[] = [{ to: paths.connect, label: 'Connect', icon: 'plug' }, settings];

/** The same links in the side bar of a desk and in the bottom bar of a phone. */
export function Navigation() {
  const places = useAtHome() === 'away' ? awayPlaces : homePlaces;
  return (
    <nav aria-label="Main" className={styles['nav']}>
      <ul className={styles['places']}>
        {places.map((place) => (
          <li key={place.to}>{place.to === paths.alerts ? <AlertsLink {...place} /> : <PlaceLink {...place} />}</li>
        ))}
      </ul>
    </nav>
  );
}

type PlaceLinkProps = Place & {
  /** how many things wait there; 0: nothing is shown */
  readonly count?: number;
  /** the id of what says so in words */
  readonly describedBy?: string;
};

function PlaceLink({ to, label, icon, count = 0, describedBy }: PlaceLinkProps) {
  return (
    <NavLink to={to} end={to === paths.overview} className={styles['place'] ?? ''} aria-describedby={describedBy}>
      <span className={styles['placeIcon']}>
        <Icon name={icon} />
        {count > 0 && (
          <span className={styles['count']} aria-hidden="true">
            {count > 99 ? '99+' : count}
          </span>
        )}
      </span>
      <span>{label}</span>
    </NavLink>
  );
}

/** Its name stays "Alerts"; how many are open is its description. */
function AlertsLink(place: Place) {
  const id = useId();
  const count = useOpenCount();
  return (
    <>
      <PlaceLink {...place} count={count} {...(count > 0 && { describedBy: id })} />
      <span id={id} hidden>
        {count === 1 ? '1 open alert' : `${count} open alerts`}
      </span>
    </>
  );
}
