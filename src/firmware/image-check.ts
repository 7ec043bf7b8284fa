import type { OtaImage } from '@/core/firmware/advisory';
import { sizeWords } from '@/core/history-words';

/** How a file compares with what the index names. */
export type ImageCheck = { readonly isSame: boolean; readonly sentence: string };

/** `sha512` in lower-case hexadecimal, of the whole file. */
export function checkImage(image: OtaImage, file: { readonly bytes: number; readonly sha512: string }): ImageCheck {
  if (file.bytes !== image.bytes) {
    return {
      isSame: false,
      sentence: `It is not the file of the index: it has ${exactSize(file.bytes)}, and should have ${exactSize(image.bytes)}.`,
    };
  }
  if (file.sha512.toLowerCase() !== image.sha512) {
    return { isSame: false, sentence: 'It is not the file of the index: its size fits, its SHA-512 does not.' };
  }
  return { isSame: true, sentence: 'It is the file of the index: size and SHA-512 are the same.' };
}

/** "1.2 MB, SHA-512 3f06c1…"; the sum as far as people compare it. */
export function imageWords({ bytes, sha512 }: OtaImage): string {
  return `${sizeWords(bytes)}, SHA-512 ${sha512.slice(0, 16)}…`;
}

function exactSize(bytes: number): string {
  return `${bytes} bytes`;
}
