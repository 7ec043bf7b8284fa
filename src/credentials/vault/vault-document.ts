import * as v from 'valibot';

import { readJson } from '../read-json';

/**
 * The vault as it lies in storage. A random key (AES-256-GCM) encrypts the contents; that key is wrapped once under a
 * passphrase (PBKDF2, RFC 8018 §5.2, its parameters beside it) and once for each passkey (HKDF, RFC 5869, over the secret
 * that the passkey gives). All bytes are base64url.
 */
export const vaultFormat = 'gatehouse-vault/1';

const bytes = v.pipe(v.string(), v.maxLength(1_000_000), v.regex(/^[\w-]+$/));
const box = v.object({ iv: bytes, data: bytes });

const shape = v.object({
  format: v.literal(vaultFormat),
  passphrase: v.object({
    kdf: v.object({
      name: v.literal('PBKDF2'),
      hash: v.literal('SHA-256'),
      // below is no protection, above would hang the page
      iterations: v.pipe(v.number(), v.integer(), v.minValue(100_000), v.maxValue(10_000_000)),
      salt: bytes,
    }),
    key: box,
  }),
  passkeys: v.pipe(v.array(v.object({ credential: bytes, salt: bytes, key: box })), v.maxLength(10)),
  contents: box,
});

export type VaultDocument = Readonly<v.InferOutput<typeof shape>>;
export type Box = v.InferOutput<typeof box>;

/** null: it is no vault, or of a version that this Gatehouse does not know. */
export function readVaultDocument(kept: unknown): VaultDocument | null {
  const parsed = v.safeParse(shape, kept);
  return parsed.success ? parsed.output : null;
}

const login = v.object({ url: v.string(), username: v.string(), password: v.string(), keptAt: v.number() });
const contents = v.object({
  logins: v.array(login),
  locksAfterMinutes: v.picklist([1, 5, 15, 60]),
  /** under which what this browser keeps of the home is encrypted; base64url */
  historySecret: v.optional(bytes),
});

export type VaultContents = Readonly<v.InferOutput<typeof contents>>;

export function readVaultContents(json: string): VaultContents | null {
  return readJson(contents, json);
}
