import type { Listed } from '@/credentials/authority/authority';
import { readRegisterName } from '@/credentials/authority/register-name';
import { isByCertificate } from '@/credentials/certificates/certificate-account';
import { deviceOf } from '@/credentials/rotation/facts';

/** What the broker lists of one device. */
export type Found = {
  readonly account: string;
  /** the accounts that there are */
  readonly own: readonly string[];
  /** and those that there may be */
  readonly usernames: readonly string[];
  /** of which registers stand */
  readonly rotations: readonly string[];
};

/** Everything of one device among what the broker lists. */
export function findAll(listed: Listed, account: string): Found {
  const own = listed.accounts
    .filter((one) => deviceOf(one) === account && !isByCertificate(one.note))
    .map(({ username }) => username);
  const rotations = listed.roles
    .map(readRegisterName)
    .filter((register) => register !== null && register.device === account)
    .map((register) => register?.rotation ?? '');
  return {
    account,
    own,
    usernames: [...new Set([...own, `${account}.a`, `${account}.b`])],
    rotations: [...new Set(rotations)],
  };
}

/** Was the new log-in shown to somebody who types it in? Then it is carried on whether or not a device says that it uses it. */
export function isTypedIn({ registers }: Listed, { account, rotations }: Found): boolean {
  return rotations.some((rotation) => registers.get(`sent:${account}:${rotation}`) === 'shown');
}
