/** Why nobody can be called that at the broker; null: it is fine. */
export function usernameProblem(username: string): string | null {
  if (username === '') return 'Say what the log-in should be called.';
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u.test(username))
    return 'Use letters, digits, dots and dashes, at most 64 of them.';
  if (/\.[ab]$/.test(username)) return 'Names that end in .a or .b belong to devices.';
  return null;
}

/** Crockford's alphabet in small letters: easy to type, and nothing in it can be taken for something else. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
/** 30 letters of 5 bits each: more than the 128 bits that a broker's weak hash asks for (CREDENTIALS.md, finding 9). */
export const passwordLetters = 30;

/** A password that a person types once. `bytes`: `passwordLetters` random ones. */
export function typedPassword(bytes: Uint8Array): string {
  const letters = [...bytes.subarray(0, passwordLetters)].map((byte) => alphabet[byte % alphabet.length]);
  return (letters.join('').match(/.{6}/g) ?? []).join('-');
}
