import type { AdmissionAct } from '@/credentials/admission/acts';
import type { NewRole } from '@/credentials/authority/authority';
import { bannedRole, newcomerRole, restrictedRole } from '@/credentials/roles/device-roles';

/** The role that stands before whoever this is done to. null: this takes barriers away */
export function barrierFor(act: AdmissionAct, client: string): NewRole | null {
  switch (act) {
    case 'approve':
    case 'release':
      return null;
    case 'hold-back':
      return newcomerRole(client);
    case 'restrict':
      return restrictedRole;
    case 'ban':
      return bannedRole;
  }
}

/** A name is a level of the topics where it does: a wildcard in it would let it speak for others. */
export function canAnnounceItself(client: string): boolean {
  return !/[+#/]/.test(client);
}
