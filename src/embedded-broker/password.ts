import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
export const hashBytes = 64;
/** The only length that Mosquitto's account file knows. */
const saltBytes = 12;
/** a second of work a guess; more would let anybody who knocks keep the broker busy */
export const mostIterations = 1_000_000;
/** 15 ms of work a guess. What is generated here has 144 bits and needs none of it; what a person chose does. */
const defaultIterations = 20_000;

/** A password as it is kept: PBKDF2-SHA512, never in clear. */
export type PasswordHash = { readonly iterations: number; readonly salt: Uint8Array; readonly hash: Uint8Array };

/** The hash to keep of `password`. */
export async function hashPassword(
  password: string | Uint8Array,
  { iterations = defaultIterations, salt = randomBytes(saltBytes) as Uint8Array } = {},
): Promise<PasswordHash> {
  return { iterations, salt, hash: await derive(password, salt, iterations, hashBytes, 'sha512') };
}

/** Is `password` the one that `kept` was made of? Takes as long for a wrong one. */
export async function isPassword(kept: PasswordHash, password: string | Uint8Array): Promise<boolean> {
  const { hash } = await hashPassword(password, kept);
  return hash.byteLength === kept.hash.byteLength && timingSafeEqual(hash, kept.hash);
}

/** A new password of 144 bits, in letters that need no quoting anywhere. */
export function generatePassword(): string {
  return randomBytes(18).toString('base64url');
}
