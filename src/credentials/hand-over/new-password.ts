import { toBase64Url } from '@/core/base64';
import type { RotationWay } from '@/core/log-ins/rotation';

import { drawLetters } from '../draw-letters';

/** What is sealed has no limit but its own; Mosquitto's weak hash (101 rounds) asks for 128 bits at least. */
const sealedBytes = 32;
/** 24 letters: Tasmota keeps 32 without a word about the rest, homie-esp8266 31 (CREDENTIALS.md, section 4). */
const commandBytes = 18;
/** Nothing that could be read as something else, and no capitals: 26 of these are 128 bits. */
const typedLetters = 'abcdefghjkmnpqrstuvwxyz23456789'.split('');
const typedLength = 26;

/** A new password for a device that gets it in this way: random, and of letters that no device takes for a command. */
export function newPassword(way: RotationWay, randomBytes: (count: number) => Uint8Array): string {
  switch (way) {
    case 'two-slots':
      return toBase64Url(randomBytes(sealedBytes));
    case 'one-slot':
      return toBase64Url(randomBytes(commandBytes));
    case 'by-hand':
      return drawLetters(typedLetters, typedLength, randomBytes);
  }
}
