import type { ReactNode } from 'react';

import type { AdminState } from '@/core/account';
import { useAdmin } from '@/store/home-hooks';

import { SignIn } from './sign-in';

type OpenAdmin = Extract<AdminState, { status: 'open' }>;

/** What only the broker's administrator may see: without him, his log-in is asked for. */
export function RequireAdmin({ children }: { readonly children: (admin: OpenAdmin) => ReactNode }) {
  const admin = useAdmin();
  return admin.status === 'open' ? children(admin) : <SignIn admin={admin} />;
}
