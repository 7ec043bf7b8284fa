import { compactVerify, importJWK } from 'jose';

import { fromBase64Url } from '@/core/base64';
import { readCompactJws } from '@/core/compact-jws';
import type { Signer } from '@/core/log-ins/known-signer';

import { isForSigningCode } from '../certificates/code-signing';
import { sha256Hex, type Bytes } from '../certificates/encoding';
import { readChain, type Anchor } from '../signatures/chain';
import { jwkOf } from '../signatures/shown-key';
import { longestManifest, manifestType, readManifest, type Manifest } from './manifest';
import type { UpdateRefusal } from './refusal-words';

/** What the update is for: what it says of itself. null: it does not say. */
export type Target = { readonly model: string | null; readonly installed: string | null };

/** What was found out about an update, before a byte of it is used. */
export type VerifiedUpdate = {
  readonly manifest: Manifest;
  readonly signedBy: {
    readonly name: string;
    /** hexadecimal */
    readonly serial: string;
    readonly authority: NonNullable<Signer['authority']>;
  };
};

export type ManifestAnswer =
  | ({ readonly outcome: 'verified' } & VerifiedUpdate)
  | { readonly outcome: 'refused'; readonly reason: UpdateRefusal };

export type Grounds = {
  readonly target: Target;
  /** the home's authority, and the maker's where somebody has said which that is */
  readonly anchors: readonly Anchor[];
  /** ms since the epoch */
  readonly now: number;
  /** the order of two versions: −1, 0, 1; null: nobody can tell */
  readonly compare: (one: string, other: string) => -1 | 0 | 1 | null;
};

const encoder = new TextEncoder();
const refused = (reason: UpdateRefusal) => ({ outcome: 'refused', reason }) as const;

/**
 * May this image be put on this device? Everything that can be known from the manifest alone: who signed it, for what, and that it
 * leads forward. Device and page both ask here, each with its own anchors, so that neither has to believe the other.
 */
export async function verifyManifest(text: string, grounds: Grounds): Promise<ManifestAnswer> {
  if (text.length > longestManifest) return refused('unreadable');
  const jws = readCompactJws(encoder.encode(text));
  const chain = jws && chainIn(jws.protectedHeader);
  if (!jws || !chain) return refused('unreadable');
  const read = await readChain(chain, { fits: isForSigningCode, ...grounds });
  if (read.outcome === 'refused') return refused(read.reason);
  if (!read.isVouched) return refused('stranger');
  try {
    await compactVerify(text, await importJWK(jwkOf(read.key), 'ES256'), { algorithms: ['ES256'] });
  } catch {
    return refused('signature');
  }
  const manifest = readManifest(jws.payload);
  if (manifest === null) return refused('manifest');
  const reason = misfit(manifest, grounds);
  if (reason !== null) return refused(reason);
  const { name, serial, authority } = read;
  return { outcome: 'verified', manifest, signedBy: { name, serial, authority } };
}

/** null: it is the image that was signed. */
export async function refuseImage({ sizeBytes, sha256 }: Manifest, image: Bytes): Promise<UpdateRefusal | null> {
  if (image.byteLength !== sizeBytes) return 'size';
  return (await sha256Hex(image)) === sha256 ? null : 'image';
}

/** Unknown is no yes: what cannot be compared is not installed. */
function misfit({ model, version, minimumVersion }: Manifest, { target, compare }: Grounds): UpdateRefusal | null {
  if (target.model === null || target.installed === null) return 'unknown-device';
  if (target.model !== model) return 'model';
  const order = compare(version, target.installed);
  if (order === null) return 'incomparable';
  if (order <= 0) return order === 0 ? 'same' : 'older';
  if (minimumVersion === null) return null;
  const least = compare(target.installed, minimumVersion);
  if (least === null) return 'incomparable';
  return least < 0 ? 'below-minimum' : null;
}

function chainIn(protectedHeader: string): readonly [string, string] | null {
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(protectedHeader) ?? new Uint8Array()));
    if (typeof header !== 'object' || header === null || !('typ' in header && 'x5c' in header)) return null;
    const { typ, x5c } = header;
    if (typ !== manifestType || !Array.isArray(x5c) || x5c.length !== 2) return null;
    const [leaf, authority] = x5c.map((one: unknown) => (typeof one === 'string' ? one : ''));
    return leaf && authority ? [leaf, authority] : null;
  } catch {
    return null;
  }
}
