import type { Device } from '@/core/device';

import type { DynamicSecurity } from '../authority/dynamic-security';
import type { ClientRecord } from '../authority/records';
import { readSlotNote, writeSlotNote } from '../authority/slot-note';
import { identityOf } from '../rotation/facts';

/** What stands beside the account of a device that logs in with its certificate, in the place of a rotation's id. */
const certificateNote = 'certificate';

/** Is this an account that was made for a certificate? It has no password that anybody could rotate. */
export function isByCertificate(note: string | null | undefined): boolean {
  return readSlotNote(note ?? null)?.rot === certificateNote;
}

/** Does it say that it logs in with a certificate, and as this account? The name in it is the client id; a slot’s is another. */
export function isCertifiedAs({ login }: Pick<Device, 'login'>, username: string): boolean {
  const { username: named, clientId, certificate = null } = login?.value ?? {};
  return certificate !== null && named === username && clientId === username;
}

/** Why an account with a password of its own is not replaced that a certificate rests on (CREDENTIALS.md 1.9). */
export const neededByCertificate =
  'A certificate in this name logs in as this account, and would have no rights without it. Its password can be replaced when the last such certificate has ended.';

/**
 * A broker takes the name in a certificate for the user name and asks for no password (CREDENTIALS.md 1.9), so what the device
 * may do is what the account of that name may. `no-rights`: the broker has no role for this device yet; then it is let in and
 * may do nothing. `taken`: the account of that name is somebody else's, whose rights it would have; nothing was done.
 * `being-replaced`: another takes the place of that account, which then goes; nothing was done.
 */
export type Admission = 'ready' | 'no-rights' | 'taken' | 'being-replaced' | 'unanswered';

type Admitting = {
  readonly security: DynamicSecurity;
  readonly subject: string;
  readonly by: string;
  readonly now: number;
  /** nobody logs in with a password here: it is made, and known to nobody */
  readonly password: string;
};

/** Sees to it that the device's certificate is worth something: an account of its name, with its role. Safe to repeat. */
export async function admitByCertificate({ security, subject, by, now, password }: Admitting): Promise<Admission> {
  const role = `dev:${subject}`;
  const found = await security.lookUp([subject, `${subject}.a`, `${subject}.b`], [role]);
  if (found.outcome === 'failed') return 'unanswered';
  const { clients, roles } = found.value;
  const account = clients.find(({ username }) => username === subject);
  const isItsOwn = account === undefined || account.clientId === subject || isByCertificate(account.textDescription);
  if (!isItsOwn) return 'taken';
  if (account !== undefined && clients.some((one) => replaces(one, account))) return 'being-replaced';
  if (account === undefined) {
    const textdescription = writeSlotNote({ rot: certificateNote, prev: null, by, at: now });
    const created = await security.createClient({ username: subject, password, clientid: subject, textdescription });
    if (created.outcome === 'failed' && created.failure.kind !== 'exists') return 'unanswered';
  }
  if (roles.length === 0) return account !== undefined && account.roles.length > 0 ? 'ready' : 'no-rights';
  // a role that it holds is not given again: that would cut the device
  if (account?.roles.includes(role)) return 'ready';
  const given = await security.addClientRole(subject, role);
  return given.outcome === 'done' || given.failure.kind === 'internal' ? 'ready' : 'unanswered';
}

function replaces(next: ClientRecord, { username, textDescription }: ClientRecord): boolean {
  const old = { username, rotation: readSlotNote(textDescription)?.rot ?? null };
  return readSlotNote(next.textDescription)?.prev === identityOf(old);
}

/**
 * Takes its rights away at once, and cuts it if it is connected. The certificate itself opens the door until the broker reads
 * the new list, but behind it nothing is allowed any more: an account that is only disabled would keep its rights.
 */
export async function dismiss(security: DynamicSecurity, subject: string): Promise<'done' | 'unanswered'> {
  const result = await security.deleteClient(subject);
  return result.outcome === 'done' || result.failure.kind === 'missing' ? 'done' : 'unanswered';
}
