import { letterHeight, letterWidth, pixelsOf } from './font';

export type Colour = readonly [red: number, green: number, blue: number];

/** A picture in the making: red, green, blue and an unused fourth byte a pixel, row by row. */
export type Canvas = { readonly width: number; readonly height: number; readonly data: Uint8Array };

export function openCanvas(width: number, height: number): Canvas {
  return { width, height, data: new Uint8Array(width * height * 4).fill(255) };
}

export function mix(one: Colour, other: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => one[index] + (other[index] - one[index]) * share;
  return [part(0), part(1), part(2)];
}

function dot({ width, height, data }: Canvas, x: number, y: number, [red, green, blue]: Colour): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = (y * width + x) * 4;
  data[at] = red;
  data[at + 1] = green;
  data[at + 2] = blue;
}

/** A rectangle from its top left corner. */
export function block(canvas: Canvas, x: number, y: number, width: number, height: number, colour: Colour): void {
  for (let row = Math.round(y); row < Math.round(y + height); row++)
    for (let column = Math.round(x); column < Math.round(x + width); column++) dot(canvas, column, row, colour);
}

/** A rectangle that goes from one colour at its top to another at its bottom. */
export function fade(canvas: Canvas, y: number, height: number, top: Colour, bottom: Colour): void {
  for (let row = 0; row < height; row++) block(canvas, 0, y + row, canvas.width, 1, mix(top, bottom, row / height));
}

export function disc(canvas: Canvas, x: number, y: number, radius: number, colour: Colour, flatness = 1): void {
  const rise = radius * flatness;
  for (let row = -Math.ceil(rise); row <= rise; row++) {
    const half = radius * Math.sqrt(Math.max(0, 1 - (row / rise) ** 2));
    block(canvas, x - half, y + row, 2 * half, 1, colour);
  }
}

/** What lies between two edges that run from `top` to `bottom`: each `[left, right]`. A road, a roof, a limb. */
export function slope(
  canvas: Canvas,
  top: number,
  bottom: number,
  above: readonly [left: number, right: number],
  below: readonly [left: number, right: number],
  colour: Colour,
): void {
  for (let row = Math.round(top); row < Math.round(bottom); row++) {
    const share = (row - top) / (bottom - top);
    const left = above[0] + (below[0] - above[0]) * share;
    const right = above[1] + (below[1] - above[1]) * share;
    block(canvas, left, row, Math.max(1, right - left), 1, colour);
  }
}

/**
 * What a camera makes of it in the dark: grey, as far as its own lamp reaches; `light` 0 is night, 1 is day. Written out
 * without a colour a pixel, because a picture has 130,000 of them.
 */
export function darken({ width, height, data }: Canvas, light: number): void {
  for (let at = 0, pixel = 0; at < data.length; at += 4, pixel += 1) {
    const fromMiddle = Math.hypot((pixel % width) / width - 0.5, Math.floor(pixel / width) / height - 0.6);
    const lamp = Math.max(0.16, 0.86 - fromMiddle);
    const red = data[at] ?? 0;
    const green = data[at + 1] ?? 0;
    const blue = data[at + 2] ?? 0;
    const grey = (red * 0.3 + green * 0.55 + blue * 0.15) * lamp * (1 - light);
    data[at] = grey * 0.94 + red * light;
    data[at + 1] = grey + green * light;
    data[at + 2] = grey * 0.97 + blue * light;
  }
}

const paper: Colour = [12, 14, 16];
const scale = 2;

/** Letters on a dark label; returns how wide it became. */
export function label(canvas: Canvas, x: number, y: number, text: string, ink: Colour = [240, 242, 244]): number {
  const width = text.length * letterWidth * scale + 3 * scale;
  block(canvas, x, y, width, (letterHeight + 4) * scale, paper);
  for (const [column, row] of pixelsOf(text))
    block(canvas, x + (column + 2) * scale, y + (row + 2) * scale, scale, scale, ink);
  return width;
}
