import type { ReactNode } from 'react';

import type { AdminState } from '@/core/log-ins/account';
import { useAdmin } from '@/store/home-hooks';

import styles from './access-page.module.css';
import { SignIn } from './sign-in';

type OpenAdmin = Extract<AdminState, { status: 'open' }>;

/** What only the broker's administrator may see: without him, his log-in is asked for. */
export function RequireAdmin({ children }: { readonly children: (admin: OpenAdmin) => ReactNode }) {
  const admin = useAdmin();
  const isOpen = admin.status === 'open';
  // who signs in or out goes on here: the form, or the button, is gone with the focus in it
  return (
    <div
      role="group"
      aria-label={isOpen ? `Signed in as ${admin.username}` : 'Not signed in as administrator'}
      tabIndex={-1}
      className={styles['parts']}
    >
      {isOpen ? children(admin) : <SignIn admin={admin} />}
    </div>
  );
}
