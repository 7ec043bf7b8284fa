import type { Failed, NewRole } from '@/credentials/authority/authority';
import { ensureRole } from '@/credentials/roles/ensure-role';

import type { Office } from '../admin';

/** A role, and before which others it is asked. */
export type HeldRole = { readonly name: string; readonly priority: number };

/** A role that the broker now has, for somebody to hold; null: its name is taken by another. */
export async function heldRole(mine: Office, role: NewRole, priority = 0): Promise<HeldRole | null | Failed> {
  const ensured = await ensureRole(mine.security, role);
  if (ensured.outcome === 'failed') return ensured;
  return ensured.outcome === 'foreign' ? null : { name: role.name, priority };
}
