import type { SecretKind } from '../observation';

const words: Readonly<Record<SecretKind, string>> = {
  'keypad-code': 'A code entered at a keypad',
  'lock-code': 'The code of a lock',
  'alarm-code': 'The code of the alarm',
  'broker-password': 'The password of a broker account',
  'wifi-password': 'The password of a Wi-Fi network',
  'network-key': 'The key of a radio network',
  'address-password': 'An address with a password in it',
  'private-key': 'Its private key',
  password: 'A password or key',
};

/** The secret in a householder's words, as a sentence begins: "The code of a lock". */
export function secretWords(secret: SecretKind): string {
  return words[secret];
}

/** The same within a sentence. */
export function secretWithin(secret: SecretKind): string {
  const said = words[secret];
  return said.charAt(0).toLowerCase() + said.slice(1);
}
