import { block, disc, slope, type Canvas, type Colour } from './canvas';
import type { Scene } from './scene';

type Spot = { readonly x: number; readonly ground: number; readonly size: number };

/** Whoever passes, on the ground at `x`; `size` is the height of a person there. */
export function drawSubject(canvas: Canvas, { subject }: Scene, spot: Spot, isDark: boolean): void {
  if (subject === null) return;
  const stride = Math.sin(subject.progress * 14);
  switch (subject.kind) {
    case 'person':
      return person(canvas, spot, stride);
    case 'vehicle':
      return vehicle(canvas, spot, isDark);
    case 'animal':
      return animal(canvas, spot, stride);
  }
}

const coat: Colour = [58, 84, 132];
const trousers: Colour = [44, 46, 54];
const skin: Colour = [222, 178, 148];

function person(canvas: Canvas, { x, ground, size }: Spot, stride: number): void {
  const part = size / 16;
  const hip = ground - 7 * part;
  const shoulder = ground - 13 * part;
  for (const side of [-1, 1]) {
    const foot = x + side * stride * 2.6 * part;
    slope(canvas, hip, ground, [x - 1.1 * part, x + 1.1 * part], [foot - 0.9 * part, foot + 0.9 * part], trousers);
    block(canvas, foot - part, ground - part, 2.4 * part, part, [30, 28, 28]);
    const hand = x - side * stride * 2.4 * part + side * 1.6 * part;
    slope(canvas, shoulder, hip + part, [x + side * 1.7 * part, x + side * 2.7 * part], [hand, hand + part], coat);
  }
  slope(canvas, shoulder, hip, [x - 2.3 * part, x + 2.3 * part], [x - 1.9 * part, x + 1.9 * part], coat);
  disc(canvas, x, shoulder - 1.7 * part, 1.6 * part, skin);
  disc(canvas, x, shoulder - 2.4 * part, 1.6 * part, [64, 48, 36], 0.6);
}

/** A car from its side; `size` is the height of a person beside it. */
export function vehicle(
  canvas: Canvas,
  { x, ground, size }: Spot,
  lights: boolean,
  colour: Colour = [158, 44, 42],
): void {
  const part = size / 10;
  slope(
    canvas,
    ground - 9 * part,
    ground - 5.5 * part,
    [x - 5 * part, x + 4 * part],
    [x - 8 * part, x + 6.5 * part],
    [92, 112, 126],
  );
  block(canvas, x - 0.4 * part, ground - 9 * part, 0.8 * part, 3.5 * part, colour);
  block(canvas, x - 11 * part, ground - 5.5 * part, 22 * part, 4 * part, colour);
  for (const wheel of [-6.5, 6.5]) {
    disc(canvas, x + wheel * part, ground - 1.6 * part, 2 * part, [24, 24, 26]);
    disc(canvas, x + wheel * part, ground - 1.6 * part, 0.9 * part, [150, 152, 156]);
  }
  if (!lights) return;
  disc(canvas, x + 10.6 * part, ground - 4.4 * part, 1.5 * part, [255, 252, 226]);
  slope(
    canvas,
    ground - 5 * part,
    ground,
    [x + 11 * part, x + 11.6 * part],
    [x + 16 * part, x + 34 * part],
    [236, 230, 188],
  );
}

const fur: Colour = [70, 58, 48];

function animal(canvas: Canvas, { x, ground, size }: Spot, stride: number): void {
  const part = size / 16;
  for (const [leg, side] of [
    [-2.4, 1],
    [-1.4, -1],
    [1.6, -1],
    [2.6, 1],
  ] as const)
    slope(
      canvas,
      ground - 2.4 * part,
      ground,
      [x + leg * part, x + (leg + 0.7) * part],
      [x + (leg + side * stride * 0.8) * part, x + (leg + side * stride * 0.8 + 0.7) * part],
      fur,
    );
  disc(canvas, x, ground - 3 * part, 3.4 * part, fur, 0.45);
  disc(canvas, x + 3.6 * part, ground - 4.4 * part, 1.4 * part, fur);
  for (const ear of [2.9, 4])
    slope(
      canvas,
      ground - 6.4 * part,
      ground - 5 * part,
      [x + ear * part, x + ear * part],
      [x + (ear - 0.5) * part, x + (ear + 0.6) * part],
      fur,
    );
  slope(
    canvas,
    ground - 7 * part,
    ground - 3 * part,
    [x - 5 * part, x - 4.5 * part],
    [x - 3.4 * part, x - 2.8 * part],
    fur,
  );
}
