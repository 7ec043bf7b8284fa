import { readVaultContents, vaultFormat, type VaultContents, type VaultDocument } from './vault-document';
import {
  decrypt,
  encrypt,
  keyOfPasskey,
  keyOfPassphrase,
  newSalt,
  newVaultKey,
  unwrap,
  usualIterations,
  wrap,
  type RandomBytes,
} from './vault-keys';

/** A vault whose key is at hand. The key can encrypt and decrypt, and cannot be taken out. */
export type OpenVault = { readonly document: VaultDocument; readonly key: CryptoKey };

export type Passkey = {
  /** which passkey, and the salt its secret was made for; base64url */
  readonly credential: string;
  readonly salt: string;
  readonly secret: Uint8Array<ArrayBuffer>;
};

const leastCharacters = 12;
const empty: VaultContents = { logins: [], locksAfterMinutes: 15 };

/** Words that somebody with the disk in hand would have to guess. Length is all that helps (NIST SP 800-63B §5.1.1). */
export function isPassphraseTooWeak(passphrase: string): boolean {
  return passphrase.trim().length < leastCharacters || new Set(passphrase).size < 5;
}

export async function createVault(
  passphrase: string,
  random: RandomBytes,
  iterations = usualIterations,
): Promise<OpenVault> {
  const key = await newVaultKey();
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: newSalt(random) } as const;
  const by = await keyOfPassphrase(passphrase, kdf);
  const wrapped = await wrap(key, by, 'passphrase', random);
  const document: VaultDocument = {
    format: vaultFormat,
    passphrase: { kdf, key: wrapped },
    passkeys: [],
    contents: await encrypt(JSON.stringify(empty), key, 'contents', random),
  };
  const kept = await unwrap(wrapped, by, 'passphrase');
  if (kept === null) throw new Error('A key that was just wrapped does not unwrap.');
  return { document, key: kept };
}

/** null: these are not its words. */
export async function openByPassphrase(document: VaultDocument, passphrase: string): Promise<OpenVault | null> {
  const { kdf, key: wrapped } = document.passphrase;
  const key = await unwrap(wrapped, await keyOfPassphrase(passphrase, kdf), 'passphrase');
  return key && { document, key };
}

/** null: it is not one of its passkeys. */
export async function openByPasskey(
  document: VaultDocument,
  passkey: Omit<Passkey, 'salt'>,
): Promise<OpenVault | null> {
  const known = document.passkeys.find(({ credential }) => credential === passkey.credential);
  if (known === undefined) return null;
  const by = await keyOfPasskey({ salt: known.salt, secret: passkey.secret });
  const key = await unwrap(known.key, by, `passkey|${known.credential}`);
  return key && { document, key };
}

/** null: what its key opens was not written by us. */
export async function contentsOf({ document, key }: OpenVault): Promise<VaultContents | null> {
  const json = await decrypt(document.contents, key, 'contents');
  return json === null ? null : readVaultContents(json);
}

export async function withContents(vault: OpenVault, contents: VaultContents, random: RandomBytes): Promise<OpenVault> {
  const box = await encrypt(JSON.stringify(contents), vault.key, 'contents', random);
  return { ...vault, document: { ...vault.document, contents: box } };
}

/** Whoever adds a passkey types the passphrase again. null: these are not its words. */
export async function withPasskey(
  document: VaultDocument,
  passphrase: string,
  { credential, salt, secret }: Passkey,
  random: RandomBytes,
): Promise<VaultDocument | null> {
  const key = await copiedKey(document, passphrase);
  if (key === null) return null;
  const wrapped = await wrap(key, await keyOfPasskey({ salt, secret }), `passkey|${credential}`, random);
  const others = document.passkeys.filter((known) => known.credential !== credential);
  return { ...document, passkeys: [...others, { credential, salt, key: wrapped }] };
}

export function withoutPasskey(document: VaultDocument, credential: string): VaultDocument {
  return { ...document, passkeys: document.passkeys.filter((known) => known.credential !== credential) };
}

/** The contents and the passkeys stay as they are. null: `old` are not its words. */
export async function withPassphrase(
  document: VaultDocument,
  old: string,
  next: string,
  random: RandomBytes,
  iterations = usualIterations,
): Promise<VaultDocument | null> {
  const key = await copiedKey(document, old);
  if (key === null) return null;
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: newSalt(random) } as const;
  const by = await keyOfPassphrase(next, kdf);
  return { ...document, passphrase: { kdf, key: await wrap(key, by, 'passphrase', random) } };
}

async function copiedKey({ passphrase: { kdf, key } }: VaultDocument, passphrase: string): Promise<CryptoKey | null> {
  return unwrap(key, await keyOfPassphrase(passphrase, kdf), 'passphrase', { copies: true });
}
