/** A name or an address under which a broker is called, as a certificate holds it (RFC 5280 §4.2.1.6). */
export type ServerName = { readonly type: 'dns' | 'ip'; readonly value: string };

export type ReadServerNames =
  | { readonly outcome: 'read'; readonly names: readonly ServerName[] }
  /** `name` is the one that is none; null: there is none at all, or there are too many */
  | { readonly outcome: 'refused'; readonly name: string | null };

const most = 20;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** Reads what a person typed, separated by commas or blanks. Names are taken in lower case, and each once. */
export function readServerNames(text: string): ReadServerNames {
  const words = [...new Set(text.toLowerCase().split(/[\s,;]+/))].filter(Boolean);
  if (words.length === 0 || words.length > most) return { outcome: 'refused', name: null };
  const names: ServerName[] = [];
  for (const word of words) {
    const name = readServerName(word);
    if (name === null) return { outcome: 'refused', name: word.slice(0, 64) };
    names.push(name);
  }
  return { outcome: 'read', names };
}

function readServerName(word: string): ServerName | null {
  if (/^[\d.]+$/.test(word)) return isIpv4(word) ? { type: 'ip', value: word } : null;
  if (word.includes(':')) return readIpv6(word.replace(/^\[(.*)\]$/, '$1'));
  const isName = word.length <= 253 && word.split('.').every((part) => label.test(part));
  // the name is the certificate's subject too, which takes 64 characters
  return isName && word.length <= 64 ? { type: 'dns', value: word } : null;
}

function isIpv4(word: string): boolean {
  const parts = word.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** The browser's own reader of addresses knows what an IPv6 address is. */
function readIpv6(word: string): ServerName | null {
  if (!/^[\da-f:.]+$/.test(word)) return null;
  try {
    return { type: 'ip', value: new URL(`http://[${word}]`).hostname.slice(1, -1) };
  } catch {
    return null;
  }
}
