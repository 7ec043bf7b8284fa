import { toBase64Url } from '@/core/base64';

/**
 * How what is kept lies on the disk. `close` and `open` carry a text there and back; `name` is what a home or a series is
 * called there: the same words, the same name.
 */
export type Seal = {
  readonly encrypted: boolean;
  close(text: string): Promise<Uint8Array<ArrayBuffer>>;
  /** null: it was changed, or closed with another key */
  open(bytes: Uint8Array<ArrayBuffer>): Promise<string | null>;
  name(words: string): Promise<string>;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Without a vault: as it is. */
export const openSeal: Seal = {
  encrypted: false,
  close: async (text) => encoder.encode(text),
  open: async (bytes) => decoder.decode(bytes),
  name: async (words) => words,
};

/** What a series is called there; '' of a record that is of all of them. */
export async function nameOfSeries(seal: Seal, series: string): Promise<string> {
  return series === '' ? '' : seal.name(series);
}

const ivBytes = 12; // NIST SP 800-38D §8.2

/** What has keys of its own, so that nothing of one passes for the other. */
export type SealedMatter =
  | 'history'
  | 'habits'
  | 'firmware-facts'
  | 'firmware-record'
  | 'updates'
  | 'rotations'
  | 'mappings';

/**
 * Under a secret that lies in the vault: AES-256-GCM with a random IV for each text, and HMAC-SHA-256 for names, each with a
 * key of its own (HKDF, RFC 5869), and others for `what` else is kept. Neither key can be taken out.
 */
export async function sealUnder(
  secret: string,
  random: (count: number) => Uint8Array<ArrayBuffer>,
  what: SealedMatter = 'history',
): Promise<Seal> {
  const root = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey']);
  const derived = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(0),
    info: encoder.encode(info),
  });
  const aes = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.deriveKey(derived(`gatehouse ${what}`), root, aes, false, ['encrypt', 'decrypt']);
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  const namer = await crypto.subtle.deriveKey(derived(`gatehouse ${what} names`), root, hmac, false, ['sign']);
  const names = new Map<string, string>();

  async function name(words: string): Promise<string> {
    const known = names.get(words);
    if (known !== undefined) return known;
    const tag = new Uint8Array(await crypto.subtle.sign('HMAC', namer, encoder.encode(words)));
    const short = toBase64Url(tag.subarray(0, 16));
    if (names.size >= mostNames) names.clear();
    names.set(words, short);
    return short;
  }

  return {
    encrypted: true,
    async close(text) {
      const iv = random(ivBytes);
      const data = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, encoder.encode(text)));
      const bytes = new Uint8Array(ivBytes + data.byteLength);
      bytes.set(iv);
      bytes.set(data, ivBytes);
      return bytes;
    },
    async open(bytes) {
      try {
        const how = { name: 'AES-GCM', iv: bytes.subarray(0, ivBytes) };
        return decoder.decode(await crypto.subtle.decrypt(how, key, bytes.subarray(ivBytes)));
      } catch {
        return null; // the tag does not fit, which is all that AES-GCM says
      }
    },
    name,
  };
}

/** as many series as a large home has; beyond that they are made again */
const mostNames = 50_000;
