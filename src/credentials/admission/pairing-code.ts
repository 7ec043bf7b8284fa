import { calculateJwkThumbprint } from 'jose';
import * as v from 'valibot';

import { fromBase64, fromBase64Url } from '@/core/base64';

import { readDeviceKey } from '../hand-over/sealed';
import { readJson } from '../read-json';

/** Crockford's alphabet: nothing in it can be taken for something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bitsALetter = 5;
const groupLength = 5;

/**
 * The code that a new device and this page show alike, "7QK2M-0XW9D", when both speak of the same key: 50 bits of the key's
 * thumbprint (RFC 7638, SHA-256). Who stands in between has another key, and so another code. null: that is no key.
 */
export async function pairingCodeOfKey(text: string): Promise<string | null> {
  const key = readDeviceKey(text);
  if (key === null) return null;
  const thumbprint = await calculateJwkThumbprint(key, 'sha256');
  const hash = fromBase64Url(thumbprint);
  return hash && codeOf(hash);
}

const requestShape = v.object({ pkcs10: v.pipe(v.string(), v.maxLength(8192)) });

/** The same of a certificate request as a device publishes it (PKCS #10, DER in base64): of its bytes. null: that is none. */
export async function pairingCodeOfRequest(text: string): Promise<string | null> {
  const request = readJson(requestShape, text);
  const bytes = request && fromBase64(request.pkcs10);
  return bytes && codeOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function codeOf(hash: Uint8Array): string {
  const bits = [...hash.subarray(0, 7)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = Array.from({ length: 2 * groupLength }, (_, index) => {
    const letter = bits.slice(index * bitsALetter, (index + 1) * bitsALetter);
    return alphabet[Number.parseInt(letter, 2)];
  }).join('');
  return `${letters.slice(0, groupLength)}-${letters.slice(groupLength)}`;
}
