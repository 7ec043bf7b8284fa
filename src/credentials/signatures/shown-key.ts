import { calculateJwkThumbprint } from 'jose';

import type { ProofReason } from '@/core/message-proof';

import type { Signer, SigningKey } from '@/core/log-ins/known-signer';

import { coordinate, readChain, type Anchor, type Holder } from './chain';

/** What a device shows in its announcement: a bare key, or a certificate with that of its authority (DER in base64). */
export type Shown = { readonly key: SigningKey } | { readonly chain: readonly [leaf: string, authority: string] };

export type ReadKey =
  | { readonly outcome: 'read'; readonly signer: ShownSigner; readonly isVouched: boolean }
  | { readonly outcome: 'refused'; readonly reason: Extract<ProofReason, 'chain' | 'ended' | 'unreadable'> }
  /** by an authority of this home: whose key it was */
  | { readonly outcome: 'refused'; readonly reason: 'revoked'; readonly signer: ShownSigner };
export type ShownSigner = Omit<Signer, 'since'>;

const mostText = 8_192;

/** `signing` of an announcement; null: it is neither a key nor a chain. */
export function readShown(value: unknown): Shown | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('chain' in value) {
    const { chain } = value;
    if (!Array.isArray(chain)) return null;
    const [leaf, authority] = chain.slice(0, 2).map((one: unknown) => (typeof one === 'string' ? one : ''));
    if (!leaf || !authority || leaf.length > mostText || authority.length > mostText) return null;
    return { chain: [leaf, authority] };
  }
  return 'key' in value ? shownKey(value.key) : null;
}

function shownKey(value: unknown): Shown | null {
  if (typeof value !== 'object' || value === null || !('x' in value && 'y' in value)) return null;
  const { x, y } = value;
  const isKey = 'crv' in value && value.crv === 'P-256' && typeof x === 'string' && typeof y === 'string';
  return isKey && coordinate.test(x) && coordinate.test(y) && !('d' in value) ? { key: { x, y } } : null;
}

/** The key that is shown, and whether one of `anchors` vouches for it in the name of `id`. */
export async function readKey(shown: Shown, id: string, anchors: readonly Anchor[], now: number): Promise<ReadKey> {
  if ('key' in shown) {
    const { key } = shown;
    return { outcome: 'read', signer: { key, kid: await thumbprint(key), authority: null }, isVouched: false };
  }
  return readDeviceChain(shown.chain, id, anchors, now);
}

async function readDeviceChain(
  chain: readonly [string, string],
  id: string,
  anchors: readonly Anchor[],
  now: number,
): Promise<ReadKey> {
  const read = await readChain(chain, { fits: (leaf) => leaf.subject === `CN=${id}`, anchors, now });
  if (read.outcome === 'read') return { outcome: 'read', signer: await signerOf(read), isVouched: read.isVouched };
  if (read.reason === 'revoked') return { outcome: 'refused', reason: 'revoked', signer: await signerOf(read.holder) };
  return { ...read, reason: read.reason === 'unfit' ? 'chain' : read.reason };
}

async function signerOf({ key, serial, authority }: Holder): Promise<ShownSigner> {
  return { key, kid: await thumbprint(key), authority, serial };
}

export function jwkOf({ x, y }: SigningKey) {
  return { kty: 'EC', crv: 'P-256', x, y } as const;
}

function thumbprint(key: SigningKey): Promise<string> {
  return calculateJwkThumbprint(jwkOf(key));
}
