/**
 * Reads a QR code as a camera does, from the squares alone (ISO 18004 §7 and §11): byte mode, one block, no damage. Shares
 * nothing with what drew it. Throws on anything else.
 */
export function readQrCode(svg: { readonly viewBox: string; readonly path: string }): string {
  const size = Number(svg.viewBox.split(' ')[2]) - 2 * quietZone;
  const squares = [...svg.path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`);
  if (squares.join('').length === 0 || squares.length !== (svg.path.match(/M/g) ?? []).length)
    throw new Error('It is not drawn of squares.');
  const dark = new Set(squares);
  const isDark = (x: number, y: number) => dark.has(`${x + quietZone} ${y + quietZone}`);
  for (const square of squares) {
    const [x = -1, y = -1] = square.split(' ').map((one) => Number(one) - quietZone);
    if (x < 0 || y < 0 || x >= size || y >= size) throw new Error('Nothing may stand in the quiet zone.');
  }
  if (size < 21 || size > 37 || (size - 17) % 4 !== 0) throw new Error(`No code of one block has ${size} squares.`);
  const bits = bitsOf(size, isDark);
  const number = (from: number, length: number) => Number.parseInt(bits.slice(from, from + length).join(''), 2);
  if (number(0, 4) !== byteMode) throw new Error('It is not in byte mode.');
  const bytes = Array.from({ length: number(4, 8) }, (_, index) => number(12 + 8 * index, 8));
  return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
}

const quietZone = 4;
const byteMode = 0b0100;

/** Two columns at a time, up and down, from the right; unmasked. */
function bitsOf(size: number, isDark: (x: number, y: number) => boolean): readonly (0 | 1)[] {
  const format = [2, 3, 4].map((x) => (isDark(x, 8) ? 1 : 0)).join('');
  const isMasked = masks[Number.parseInt(format, 2) ^ 0b101]!; // three bits, eight masks
  const bits: (0 | 1)[] = [];
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUpward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = isUpward ? size - 1 - step : step;
      for (const x of [right, right - 1])
        if (!isFunction(x, y, size)) bits.push(isDark(x, y) !== isMasked(x, y) ? 1 : 0);
    }
  }
  return bits;
}

/** What finds and aligns the code, and its format. */
function isFunction(x: number, y: number, size: number): boolean {
  const inCorner = (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8);
  const centre = size - 7;
  const isAlignment = size > 21 && Math.abs(x - centre) <= 2 && Math.abs(y - centre) <= 2;
  return inCorner || x === 6 || y === 6 || isAlignment;
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
