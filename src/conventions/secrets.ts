import { maskJson, maskQuoting, mayHoldSecret } from '@/core/mask';
import type { SecretKind } from '@/core/observation';

/** What a payload looks like without its secrets, and what they were. */
export type Masked = { readonly text: string | null; readonly found: readonly string[] };

const clean: Masked = { text: null, found: [] };

/** `value` is the parsed `text`, or undefined where it is no JSON. */
export function maskPayload(text: string, value: unknown): Masked {
  if (!mayHoldSecret(text)) return clean;
  if (value === undefined) {
    const found = new Set<string>();
    const masked = maskQuoting(text, found);
    return found.size === 0 ? clean : { text: masked, found: [...found] };
  }
  const { masked, found } = maskJson(value);
  return found.length === 0 ? clean : { text: JSON.stringify(masked), found };
}

/** What sort of secret a key holds in most programs; a convention that means another says so itself. */
export function secretKindOf(key: string): SecretKind {
  if (/^action_code$/i.test(key)) return 'keypad-code';
  if (/disarm|alarm|^code$/i.test(key)) return 'alarm-code';
  if (/pin|user_?code|access_?code/i.test(key)) return 'lock-code';
  if (/network_?key|ext_pan_id/i.test(key)) return 'network-key';
  if (/psk|wifi|ap_?password/i.test(key)) return 'wifi-password';
  if (/mqtt/i.test(key)) return 'broker-password';
  if (/private/i.test(key)) return 'private-key';
  return key === 'url' ? 'address-password' : 'password';
}
