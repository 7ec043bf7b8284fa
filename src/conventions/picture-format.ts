import type { Picture } from '@/core/observation';

/** What a picture says of itself in its first bytes, in pixels. */
export type PictureFormat = { readonly type: Picture['type']; readonly width: number; readonly height: number };

type Size = Omit<PictureFormat, 'type'>;

const formats: readonly {
  readonly type: Picture['type'];
  readonly fits: (bytes: Uint8Array) => boolean;
  readonly sizeOf: (view: DataView) => Size | null;
}[] = [
  { type: 'image/jpeg', fits: (bytes) => startsWith(bytes, '\xff\xd8\xff'), sizeOf: jpegSize },
  { type: 'image/png', fits: (bytes) => startsWith(bytes, '\x89PNG\r\n\x1a\n'), sizeOf: pngSize },
  { type: 'image/gif', fits: (bytes) => startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a'), sizeOf: gifSize },
  { type: 'image/webp', fits: (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8), sizeOf: webpSize },
];

/**
 * What sort of picture these bytes are and how large it would become, whatever its topic calls it; null: none that every
 * browser shows, or it does not say how large it is. A few bytes can claim a picture that fills all memory, so nobody
 * decodes one before it was measured.
 */
export function pictureFormatOf(bytes: Uint8Array): PictureFormat | null {
  const format = formats.find(({ fits }) => fits(bytes));
  if (format === undefined) return null;
  const size = format.sizeOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return size === null || size.width < 1 || size.height < 1 ? null : { type: format.type, ...size };
}

/** The first frame header (SOF0 to SOF15 but DHT, JPG and DAC; ITU-T T.81, table B.1), past the segments before it. */
function jpegSize(view: DataView): Size | null {
  for (let at = 2; at + 9 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xff) at += 1;
    else if (marker === 0xda || marker === 0xd9) return null;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

/** The IHDR chunk, which is the first (PNG specification, 11.2.1). */
function pngSize(view: DataView): Size | null {
  return view.byteLength < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The logical screen (GIF89a, 18). */
function gifSize(view: DataView): Size | null {
  return view.byteLength < 10 ? null : { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** Lossy, lossless, or extended (RFC 9649, 2.5 to 2.7). */
function webpSize(view: DataView): Size | null {
  if (view.byteLength < 30) return null;
  const [kind, tagged] = [view.getUint32(12), view.getUint32(21, true)];
  const whole = (at: number) => 1 + view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  switch (kind) {
    case 0x56503820: // "VP8 "
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: // "VP8L"
      return { width: 1 + (tagged & 0x3fff), height: 1 + ((tagged >> 14) & 0x3fff) };
    case 0x56503858: // "VP8X"
      return { width: whole(24), height: whole(27) };
    default:
      return null;
  }
}

function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  return Array.from(text).every((character, index) => bytes[at + index] === character.charCodeAt(0));
}
