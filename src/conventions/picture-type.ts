import type { Picture } from '@/core/observation';

const signatures: readonly (readonly [Picture['type'], (bytes: Uint8Array) => boolean])[] = [
  ['image/jpeg', (bytes) => bytesAt(bytes, 0, [0xff, 0xd8, 0xff])],
  ['image/png', (bytes) => bytesAt(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/gif', (bytes) => textAt(bytes, 0, 'GIF87a') || textAt(bytes, 0, 'GIF89a')],
  ['image/webp', (bytes) => textAt(bytes, 0, 'RIFF') && textAt(bytes, 8, 'WEBP')],
];

/** What sort of picture these bytes are, by their first ones; null: none that every browser shows. */
export function pictureTypeOf(bytes: Uint8Array): Picture['type'] | null {
  return signatures.find(([, fits]) => fits(bytes))?.[0] ?? null;
}

function bytesAt(bytes: Uint8Array, start: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[start + index] === byte);
}

function textAt(bytes: Uint8Array, start: number, text: string): boolean {
  return bytesAt(
    bytes,
    start,
    Array.from(text, (character) => character.charCodeAt(0)),
  );
}
