import { expect, test } from 'vitest';

import { pictureTypeOf } from './picture-type';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ['\xff\xd8\xff\xe0\x00\x10JFIF', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n....', 'image/png'],
  ['GIF87a....', 'image/gif'],
  ['GIF89a....', 'image/gif'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
  ['RIFF\x10\0\0\0WAVEfmt ', null],
  ['<svg xmlns="http://www.w3.org/2000/svg">', null],
  ['\xff\xd8', null],
  ['', null],
])('%j is known by its first bytes, whatever it is called', (text, type) => {
  expect(pictureTypeOf(bytes(text))).toBe(type);
});
