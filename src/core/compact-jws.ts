import { fromBase64Url } from './base64';

/** A compact JWS (RFC 7515 §7.1) in its parts, as they were sent; nothing is checked. */
export type CompactJws = {
  readonly text: string;
  readonly protectedHeader: string;
  readonly payload: Uint8Array<ArrayBuffer>;
};

const brace = 0x7b;
/** base64url of `{"` */
const begin = [0x65, 0x79, 0x4a] as const;
const shape = /^(eyJ[A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)$/;
const decoder = new TextDecoder();

/** Does it begin as one? A JSON object does not, so one look tells. */
export function looksSigned(payload: Uint8Array): boolean {
  return payload[0] !== brace && begin.every((byte, index) => payload[index] === byte);
}

/** null: it is none. */
export function readCompactJws(payload: Uint8Array): CompactJws | null {
  if (!looksSigned(payload)) return null;
  const text = decoder.decode(payload);
  const [, protectedHeader, body] = shape.exec(text) ?? [];
  if (protectedHeader === undefined || body === undefined) return null;
  const bytes = fromBase64Url(body);
  return bytes === null ? null : { text, protectedHeader, payload: bytes };
}
