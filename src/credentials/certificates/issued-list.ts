import * as v from 'valibot';

import { fromBase64, toBase64 } from '@/core/base64';
import type { IssuedCertificate } from '@/core/log-ins/certificate';

import { seal, unseal } from '../sealed-text';
import { time } from '../told-numbers';

/**
 * What an authority has issued, as it lies sealed in its backup: what is not known anywhere could never be revoked. `authority`:
 * SHA-256 of its certificate, so that the list of another is none.
 */
type Sealed = { readonly authority: string; readonly certificates: readonly IssuedCertificate[] };

/** of those that end last: far more than a home has, in a file of less than a megabyte */
const mostSealed = 500;

const text = v.pipe(v.string(), v.maxLength(256));
const shape = v.object({
  authority: text,
  certificates: v.pipe(
    v.array(
      v.object({
        serial: v.pipe(text, v.regex(/^[0-9a-f]+$/)),
        holder: v.picklist(['device', 'broker', 'signer']),
        subject: text,
        names: v.pipe(v.array(text), v.maxLength(20)),
        notBefore: time,
        notAfter: time,
        issuedAt: time,
        key: text,
        keyFingerprint: text,
        revokedAt: v.nullable(time),
        der: v.pipe(v.string(), v.maxLength(16 * 1024)),
      }),
    ),
    v.maxLength(mostSealed),
  ),
});

export function sealIssued({ authority, certificates }: Sealed, passphrase: string): Promise<string> {
  const kept = certificates.toSorted((one, other) => other.notAfter - one.notAfter).slice(0, mostSealed);
  const plain = { authority, certificates: kept.map((one) => ({ ...one, der: toBase64(one.der) })) };
  return seal(new TextEncoder().encode(JSON.stringify(plain)), passphrase);
}

/** null: it opens with another passphrase, was changed, or is that of another authority. Never throws. */
export async function openIssued(
  sealed: string,
  passphrase: string,
  authority: string,
): Promise<readonly IssuedCertificate[] | null> {
  const plain = await unseal(sealed, passphrase);
  if (typeof plain === 'string') return null;
  try {
    const parsed = v.safeParse(shape, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)));
    if (!parsed.success || parsed.output.authority !== authority) return null;
    const certificates = parsed.output.certificates.flatMap((one) => {
      const der = fromBase64(one.der);
      return der === null ? [] : [{ ...one, der }];
    });
    return certificates.length === parsed.output.certificates.length ? certificates : null;
  } catch {
    return null;
  }
}
