import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { pictureFormatOf } from './picture-format';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const exif = '\xff\xe1\0\x06....';
const frame = '\xff\xc2\0\x11\x08\x01\x0e\x01\xe0\x03';
const ihdr = '\0\0\0\x0dIHDR\0\0\x01\xe0\0\0\x01\x0e';

describe('a picture tells what it is and how large it would become', () => {
  test.each([
    [`\xff\xd8${exif}${frame}....`, { type: 'image/jpeg', width: 480, height: 270 }],
    [`\xff\xd8\xff${exif}\xff${frame}....`, { type: 'image/jpeg', width: 480, height: 270 }],
    [`\x89PNG\r\n\x1a\n${ihdr}....`, { type: 'image/png', width: 480, height: 270 }],
    ['GIF87a\xe0\x01\x0e\x01....', { type: 'image/gif', width: 480, height: 270 }],
    ['GIF89a\xe0\x01\x0e\x01....', { type: 'image/gif', width: 480, height: 270 }],
    ['RIFF....WEBPVP8 ....\0\0\0\x9d\x01\x2a\xe0\x01\x0e\x01', { type: 'image/webp', width: 480, height: 270 }],
    ['RIFF....WEBPVP8L....\x2f\xdf\x41\x43\0.....', { type: 'image/webp', width: 480, height: 270 }],
    ['RIFF....WEBPVP8X....\0\0\0\0\xdf\x01\0\x0d\x01\0', { type: 'image/webp', width: 480, height: 270 }],
  ])('%j', (text, format) => {
    expect(pictureFormatOf(bytes(text))).toEqual(format);
  });

  test.each([
    'RIFF....WAVEfmt ....................',
    'RIFF....WEBPVP9 ....................',
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '\xff\xd8\xff',
    `\xff\xd8${exif}\xff\xda\0\x02${frame}`,
    `\xff\xd8\xff\xe1\xff\xff${frame}`,
    '\x89PNG\r\n\x1a\n',
    'GIF89a',
    'GIF89a\0\0\0\0....',
    '',
  ])('and %j is none that could be shown', (text) => {
    expect(pictureFormatOf(bytes(text))).toBeNull();
  });
});

test('whatever follows the first bytes, it is read within them', () => {
  const starts = fc.constantFrom('\xff\xd8\xff', '\xff\xd8\xff\xe0', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF....WEBPVP8X');
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      const format = pictureFormatOf(Uint8Array.from([...bytes(start), ...rest]));
      if (format !== null) expect(Math.min(format.width, format.height)).toBeGreaterThan(0);
    }),
  );
});
