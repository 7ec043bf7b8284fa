import { compactDecrypt, CompactEncrypt, errors } from 'jose';

/**
 * Something under a passphrase: a compact JWE (RFC 7516), its key made by PBKDF2 with HMAC-SHA-512 (RFC 7518 §4.8), its content
 * under AES-256-GCM. Salt and rounds stand in the JWE's own header, so a later version may take more rounds and still open what
 * this one wrote.
 */
const alg = 'PBES2-HS512+A256KW';
const enc = 'A256GCM';
/** OWASP's advice for PBKDF2-HMAC-SHA512 (Password Storage Cheat Sheet, 2023): about a fifth of a second on a phone */
const rounds = 210_000;
/** a file that asks for more would only keep the page busy */
const mostRounds = 5_000_000;

export const shortestPassphrase = 12;

export function seal(plain: Uint8Array, passphrase: string): Promise<string> {
  return new CompactEncrypt(plain)
    .setProtectedHeader({ alg, enc })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(secretOf(passphrase));
}

/** `passphrase`: it opens with another, or somebody changed it; `foreign`: it was never sealed here, or is torn. Never throws. */
export async function unseal(
  sealed: string,
  passphrase: string,
): Promise<Uint8Array<ArrayBuffer> | 'passphrase' | 'foreign'> {
  try {
    const { plaintext } = await compactDecrypt(sealed, secretOf(passphrase), {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: [enc],
      maxPBES2Count: mostRounds,
    });
    return new Uint8Array(plaintext);
  } catch (error) {
    return error instanceof errors.JWEDecryptionFailed ? 'passphrase' : 'foreign';
  }
}

/** The same passphrase typed on another keyboard may be composed of other code points (RFC 8265 §4.2: NFC). */
function secretOf(passphrase: string): Uint8Array {
  return new TextEncoder().encode(passphrase.normalize('NFC'));
}
