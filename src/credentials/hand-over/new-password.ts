import type { RotationWay } from '@/core/rotation';

/** What is sealed has no limit but its own; Mosquitto's weak hash (101 rounds) asks for 128 bits at least. */
const sealedBytes = 32;
/** 24 letters: Tasmota keeps 32 without a word about the rest, homie-esp8266 31 (CREDENTIALS.md, section 4). */
const commandBytes = 18;
/** Nothing that could be read as something else, and no capitals: 26 of these are 128 bits. */
const typedLetters = 'abcdefghjkmnpqrstuvwxyz23456789';
const typedLength = 26;

/** A new password for a device that gets it in this way: random, and of letters that no device takes for a command. */
export function newPassword(way: RotationWay, randomBytes: (count: number) => Uint8Array): string {
  switch (way) {
    case 'two-slots':
      return base64url(randomBytes(sealedBytes));
    case 'one-slot':
      return base64url(randomBytes(commandBytes));
    case 'by-hand':
      return typed(randomBytes);
  }
}

function typed(randomBytes: (count: number) => Uint8Array): string {
  // what is beyond the last whole multiple would make the first letters likelier
  const fair = 256 - (256 % typedLetters.length);
  let text = '';
  while (text.length < typedLength) {
    for (const byte of randomBytes(typedLength)) {
      if (byte < fair && text.length < typedLength) text += typedLetters[byte % typedLetters.length] ?? '';
    }
  }
  return text;
}

/** RFC 4648 §5, without padding. */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
