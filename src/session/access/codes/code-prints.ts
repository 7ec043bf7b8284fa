/** Which codes were set in this session, and for whom, so that two people are not given the same one. */
export type CodePrints = {
  /** has somebody else got it: the same person may be given it on one more lock, or once more where it went wrong */
  isAnothers(code: string, person: string): Promise<boolean>;
  keep(code: string, person: string): Promise<void>;
};

/**
 * Keeps no code but its keyed print, under a key that nobody can read and that ends with the session. A page without https
 * has no such keys: there nothing is kept, and nothing is found.
 */
export function openCodePrints(): CodePrints {
  /** print → who has it */
  const people = new Map<string, string>();
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined; // absent without https
  const key = subtle?.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

  async function printOf(code: string): Promise<string | null> {
    if (subtle === undefined || key === undefined) return null;
    const signed = await subtle.sign('HMAC', await key, new TextEncoder().encode(code));
    return new Uint8Array(signed).join();
  }

  return {
    async isAnothers(code, person) {
      const print = await printOf(code);
      const has = print === null ? undefined : people.get(print);
      return has !== undefined && has !== sameName(person);
    },
    async keep(code, person) {
      const print = await printOf(code);
      if (print !== null) people.set(print, sameName(person));
    },
  };
}

function sameName(person: string): string {
  return person.trim().toLowerCase();
}
