import { NavLink } from 'react-router';

import { Icon, type IconName } from '@/ui/icon';
import { paths } from '@/ui/paths';

import { useAtHome } from './at-home';
import styles from './shell.module.css';

type Place = { readonly to: string; readonly label: string; readonly icon: IconName };

const settings: Place = { to: paths.settings, label: 'Settings', icon: 'gear' };
const homePlaces: readonly Place[] = [
  { to: paths.overview, label: 'Overview', icon: 'home' },
  { to: paths.devices, label: 'Devices', icon: 'list' },
  { to: paths.firmware, label: 'Firmware', icon: 'firmware' },
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
        {places.map(({ to, label, icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === paths.overview} className={styles['place'] ?? ''}>
              <Icon name={icon} />
              <span>{label}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
