import { expect, test } from 'vitest';

import { wholePicture, wholePictureFromText } from './picture';

/** The head of a PNG that says to be `width` pixels wide and as high (PNG specification, 11.2.1). */
function png(width: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, width);
  return bytes;
}

test('a few bytes that claim a picture of 400 million pixels are decoded by nobody', () => {
  expect(wholePicture('v', { payload: png(640) })?.fact).toMatchObject({ picture: { type: 'image/png', bytes: 64 } });
  expect(wholePicture('v', { payload: png(20_000) })).toBeNull();
});

test('nor where they are written as base64', () => {
  const written = (width: number) => ({
    topic: 't',
    at: 0,
    retained: false,
    payload: new TextEncoder().encode(`data:image/png;base64,${Buffer.from(png(width)).toString('base64')}`),
  });
  expect(wholePictureFromText('v', written(640))).not.toBeNull();
  expect(wholePictureFromText('v', written(20_000))).toBeNull();
});
