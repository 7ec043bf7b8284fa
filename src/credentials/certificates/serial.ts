import { toHex } from './encoding';

export type RandomBytes = (count: number) => Uint8Array<ArrayBuffer>;

/** 127 random bits (RFC 5280 §4.1.2.2: positive, at most 20 octets): nobody can foresee it, and none comes twice. */
export function newSerial(randomBytes: RandomBytes): string {
  const bytes = randomBytes(16);
  const [first = 0] = bytes;
  // the highest bit would make it negative, and leading zeros would be cut off
  bytes[0] = (first & 0x7f) | 0x40;
  return toHex(bytes);
}
