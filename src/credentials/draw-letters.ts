/**
 * `length` of these letters, each as likely as any other: bytes beyond the last whole multiple of them are thrown away.
 * `randomBytes`: from a cryptographic source.
 */
export function drawLetters(
  letters: readonly string[],
  length: number,
  randomBytes: (count: number) => Uint8Array,
): string {
  const fair = 256 - (256 % letters.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fair && text.length < length) text += letters[byte % letters.length] ?? '';
    }
  }
  return text;
}
