import { maskJson, maskText, mayHoldSecret } from '@/core/mask';

/** What a payload looks like without its secrets, and what they were. */
export type Masked = { readonly text: string | null; readonly found: readonly string[] };

const clean: Masked = { text: null, found: [] };

/** `value` is the parsed `text`, or undefined where it is no JSON. */
export function maskPayload(text: string, value: unknown): Masked {
  if (!mayHoldSecret(text)) return clean;
  if (value === undefined) {
    const masked = maskText(text);
    return masked === text ? clean : { text: masked, found: ['url'] };
  }
  const { masked, found } = maskJson(value);
  return found.length === 0 ? clean : { text: JSON.stringify(masked), found };
}

/** The secret in a householder's words. */
export function secretWords(key: string): string {
  if (/pin|user_?code/i.test(key)) return 'The code of a lock';
  if (/action_code|disarm|alarm|^code$/i.test(key)) return 'A code entered at a keypad';
  if (/network_key|psk|wifi/i.test(key)) return 'The key of a radio network';
  if (key === 'url') return 'An address with a password in it';
  return 'A password or key';
}
