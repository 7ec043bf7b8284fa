import { NavLink } from 'react-router';

import styles from './sub-navigation.module.css';

export type SubPlace = { readonly to: string; readonly label: string };

type SubNavigationProps = { readonly label: string; readonly places: readonly SubPlace[] };

/** The pages within a page, the first of which is at its own address. On a phone the row scrolls sideways. */
export function SubNavigation({ label, places }: SubNavigationProps) {
  if (places.length < 2) return null;
  return (
    <nav aria-label={label} className={styles['nav']}>
      <ul className={styles['places']}>
        {places.map((place, index) => (
          <li key={place.to}>
            <NavLink to={place.to} end={index === 0} className={styles['place'] ?? ''}>
              {place.label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
