import { newPassword } from '@/credentials/hand-over/new-password';
import { nextLetter } from '@/credentials/rotation/facts';
import { aclLines, isFileName, passwordLine } from '@/credentials/static-files/password-line';

import type { StaticLogin } from './static-questions';

/** The second account of a device, by the same names as on a broker that can be administered. */
export async function makeStaticLogin(
  old: string,
  randomBytes: (count: number) => Uint8Array,
): Promise<StaticLogin | null> {
  const device = old.trim().replace(/\.[ab]$/, '');
  const username = `${device}.${nextLetter(device, old.trim())}`;
  if (device === '' || !isFileName(username)) return null;
  const password = newPassword('by-hand', randomBytes);
  return {
    username,
    password,
    passwordLine: await passwordLine(username, password, randomBytes),
    aclLines: aclLines(username, old.trim()),
  };
}
