import type { Identifier } from '@/core/observation';

/** `mac:aa:bb:cc:dd:ee:ff` of a MAC address in any writing; null: it is none, or one that nobody owns. */
export function macIdentifier(text: string | null): Identifier | null {
  const digits = text?.slice(0, 32).replaceAll(/[:.-]/g, '').toLowerCase() ?? '';
  if (!/^[0-9a-f]{12}$/.test(digits) || digits === '000000000000' || digits === 'ffffffffffff') return null;
  return `mac:${digits.replaceAll(/(..)(?!$)/g, '$1:')}`;
}

/** An identifier of Home Assistant's device registry, as a discovery message gives it. */
export function discoveryIdentifier(id: string): Identifier {
  return `ha:${id.toLowerCase()}`;
}
