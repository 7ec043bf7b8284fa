import { objectIn } from '../program';

/** What a device with the homie-esp8266 library keeps in its flash of how it logs in. null: as it was set up. */
export type Configuration = { readonly username: string | null; readonly password: string | null };

/** Limits.hpp: with more than this a configuration is none */
const longest = 31;

/**
 * A message on `$implementation/config/set` (its docs, "OTA/Configuration updates"): merged into what it has. null: the
 * whole would not be valid, so nothing of it is taken, and that is said only on its serial port.
 */
export function merge(before: Configuration, payload: string): Configuration | null {
  const wanted = objectIn(payload);
  if (wanted === null) return null;
  const { mqtt = {} } = wanted;
  if (typeof mqtt !== 'object' || mqtt === null) return null;
  const {
    auth = true,
    username = before.username,
    password = before.password,
  } = mqtt as Readonly<Record<string, unknown>>; // just tested
  if (typeof auth !== 'boolean' || !isKept(username) || !isKept(password)) return null;
  return { username, password };
}

function isKept(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && value.length <= longest);
}
