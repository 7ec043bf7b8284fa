import type { Device } from '@/core/device';
import { barredReason, isNeededByCertificate, isOfPerson, ofPersonReason } from '@/credentials/access-rows';
import type { Listed } from '@/credentials/authority/authority';
import { neededByCertificate } from '@/credentials/certificates/certificate-account';
import { loginDevices, type LoginDevices } from '@/credentials/login-devices';
import { receiverOf, rolesHeld } from '@/credentials/receiver';
import { deviceOf } from '@/credentials/rotation/facts';

import type { Pipeline } from '../../hearing/pipeline';
import { readReach, type Certified } from '../accounts';
import type { Office } from '../admin';
import { refused } from '../refused';
import { findAll, type Found } from './rotation-accounts';
import type { RotationAnswer } from './rotation-questions';

/** Whose password is to be replaced. `device` null: a device of which nothing is known, into which somebody types it. */
export type Subject = { readonly outcome: 'found'; readonly found: Found; readonly device: Device | null } | Refused;

type Refused = Extract<RotationAnswer, { outcome: 'refused' }>;

export const noAnswer = 'The broker does not answer. Try again.';

/** Finds who would get the next password of this account, or why nobody may. */
export async function findSubject(
  office: Office,
  { home, readers }: Pipeline,
  certified: Certified,
  username: string,
): Promise<Subject> {
  const listed = await office.authority.list(null);
  if (listed.outcome === 'failed') return refused(noAnswer);
  const account = listed.accounts.find((one) => one.username === username);
  if (account === undefined) return refused(`There is no account ${username} any more.`);
  const found = findAll(listed, deviceOf(account));
  const barred = listed.accounts.filter((one) => found.own.includes(one.username)).map((one) => barredReason(one));
  const [reason] = barred.filter((one) => one !== null);
  if (reason !== undefined) return refused(reason);
  const reach = await readReach(office, [account], readers, 'anew');
  if (reach === null) return refused(noAnswer);
  if (isOfPerson({ ...account, roles: rolesHeld(account, reach.groups) }, reach.roles)) return refused(ofPersonReason);
  const users = loginDevices(home.devices.values()).all(found.account, found.own);
  const receiver = receiverOf(account, found.account, users, reach);
  const good = await certified();
  if (good === null) return refused(noAnswer);
  if (isNeededByCertificate(username, receiver, good)) return refused(neededByCertificate);
  if (receiver.type === 'nobody') return refused(receiver.reason);
  return { outcome: 'found', found, device: receiver.type === 'device' ? receiver.device : null };
}

/**
 * The device that gets the password of a rotation that was begun before; null: none, or it is not believed. Whoever says now
 * that it is its log-in may be another than it was handed to. `unanswered`: the broker did not tell what it may do with it.
 */
export async function receiverOfAll(
  office: Office,
  { readers }: Pipeline,
  listed: Listed,
  found: Found,
  whose: LoginDevices,
): Promise<Device | 'unanswered' | null> {
  const own = listed.accounts.filter(({ username }) => found.own.includes(username));
  const users = whose.all(found.account, found.own);
  if (own.length === 0) return users[0] ?? null;
  const reach = await readReach(office, own, readers);
  if (reach === null) return 'unanswered';
  const receivers = own.map((one) => receiverOf(one, found.account, users, reach));
  return receivers.every(({ type }) => type === 'device') ? (users[0] ?? null) : null;
}
