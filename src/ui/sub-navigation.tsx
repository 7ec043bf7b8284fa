import { useLayoutEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';

import styles from './sub-navigation.module.css';

export type SubPlace = { readonly to: string; readonly label: string };

type SubNavigationProps = { readonly label: string; readonly places: readonly SubPlace[] };

/** The pages within a page, the first of which is at its own address. On a phone the row scrolls sideways, to where one is. */
export function SubNavigation({ label, places }: SubNavigationProps) {
  const { pathname } = useLocation();
  const row = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const here = row.current?.querySelector('[aria-current="page"]')?.getBoundingClientRect();
    if (here === undefined || row.current === null) return;
    const { left, width } = row.current.getBoundingClientRect();
    row.current.scrollBy({ left: here.left + here.width / 2 - (left + width / 2), behavior: 'instant' });
    // which link is the current one follows from the address
    // oxlint-disable-next-line react/exhaustive-deps
  }, [pathname]);
  if (places.length < 2) return null;
  return (
    <nav ref={row} aria-label={label} className={styles['nav']}>
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
