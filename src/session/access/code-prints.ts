/** Which codes were set in this session, so that two people are not given the same one. */
export type CodePrints = {
  isUsed(code: string): Promise<boolean>;
  keep(code: string): Promise<void>;
};

/**
 * Keeps no code but its keyed print, under a key that nobody can read and that ends with the session. A page without https
 * has no such keys: there nothing is kept, and nothing is found.
 */
export function openCodePrints(): CodePrints {
  const prints = new Set<string>();
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined; // absent without https
  const key = subtle?.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

  async function printOf(code: string): Promise<string | null> {
    if (subtle === undefined || key === undefined) return null;
    const signed = await subtle.sign('HMAC', await key, new TextEncoder().encode(code));
    return new Uint8Array(signed).join();
  }

  return {
    async isUsed(code) {
      const print = await printOf(code);
      return print !== null && prints.has(print);
    },
    async keep(code) {
      const print = await printOf(code);
      if (print !== null) prints.add(print);
    },
  };
}
