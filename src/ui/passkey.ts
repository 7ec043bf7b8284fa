import { fromBase64Url, toBase64Url } from '@/core/base64';
import type { PasskeyHint } from '@/core/log-ins/vault';

/**
 * Passkeys that give a secret: the `prf` extension of WebAuthn Level 3 (§10.1.4). The same passkey and salt give the same
 * 32 bytes each time, after the person was verified (fingerprint, face, PIN), and nothing leaves this device for it.
 */

export type PasskeyGift = { readonly credential: string; readonly secret: Uint8Array<ArrayBuffer> };
/** `unsupported`: this passkey gives no secret. `refused`: the person turned back, or the device did. */
export type PasskeyFailure = 'unsupported' | 'refused';

/** Passkeys belong to a name, never to an IP address (WebAuthn §5.1.2, "effective domain"). */
export function canUsePasskeys(): boolean {
  const { hostname } = location;
  const isAddress = /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
  return window.isSecureContext && 'PublicKeyCredential' in window && !isAddress;
}

/** A new passkey on this device, and its secret for `salt`. */
export async function createPasskey(): Promise<(PasskeyGift & PasskeyHint) | PasskeyFailure> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)), // nobody checks it: there is no server
        rp: { name: 'Gatehouse' },
        user: {
          id: crypto.getRandomValues(new Uint8Array(16)),
          name: 'Gatehouse vault',
          displayName: 'Gatehouse vault',
        },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { userVerification: 'required' },
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    if (!(made instanceof PublicKeyCredential)) return 'refused';
    if (made.getClientExtensionResults().prf?.enabled !== true) return 'unsupported';
    const hint = { credential: toBase64Url(new Uint8Array(made.rawId)), salt: toBase64Url(salt) };
    // most authenticators give the secret only when they are asked, not when they are made
    const gift = await askPasskey([hint]);
    return typeof gift === 'string' ? gift : { ...gift, salt: hint.salt };
  } catch {
    return 'refused';
  }
}

/** The secret of one of these passkeys: whichever the person has at hand. */
export async function askPasskey(hints: readonly PasskeyHint[]): Promise<PasskeyGift | PasskeyFailure> {
  try {
    const shown = await navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        userVerification: 'required',
        allowCredentials: hints.map(({ credential }) => ({ type: 'public-key', id: bytesOf(credential) })),
        extensions: {
          prf: {
            evalByCredential: Object.fromEntries(hints.map((hint) => [hint.credential, { first: bytesOf(hint.salt) }])),
          },
        },
      },
    });
    if (!(shown instanceof PublicKeyCredential)) return 'refused';
    const secret = shown.getClientExtensionResults().prf?.results?.first;
    if (secret === undefined) return 'unsupported';
    // a view may show a part of its buffer only
    const view = ArrayBuffer.isView(secret)
      ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
      : secret;
    return { credential: toBase64Url(new Uint8Array(shown.rawId)), secret: new Uint8Array(view) };
  } catch {
    return 'refused';
  }
}

/** What is named in a vault was checked to be base64url when it was read. */
function bytesOf(encoded: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64Url(encoded);
  if (bytes === null) throw new Error('A passkey is named in something else than base64url.');
  return bytes;
}
