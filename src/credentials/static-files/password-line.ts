import { toBase64 } from '@/core/base64';

/** what mosquitto_passwd uses: it reads others too, but each log-in costs that many rounds */
const iterations = 101;
const saltBytes = 12;
const hashBits = 512;

/**
 * A line for Mosquitto's `password_file`: PBKDF2 with SHA-512, as `mosquitto_passwd` of 2.0 writes it (`$7$rounds$salt$hash`,
 * base64). So few rounds ask for a random password of 128 bits at least. Rejects where a file cannot hold the name.
 */
export async function passwordLine(
  username: string,
  password: string,
  randomBytes: (count: number) => Uint8Array,
): Promise<string> {
  if (!isFileName(username)) throw new Error('A password file cannot hold that name.');
  const salt = randomBytes(saltBytes);
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveBits']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(salt), iterations };
  const hash = new Uint8Array(await crypto.subtle.deriveBits(parameters, key, hashBits));
  return `${username}:$7$${iterations}$${toBase64(salt)}$${toBase64(hash)}`;
}

/** A colon ends the name in one file, a line break ends the line in both. */
export function isFileName(username: string): boolean {
  return username !== '' && username.length <= 128 && !/[:\u0000-\u001f\u007f]/.test(username);
}

/**
 * What stands in `acl_file` for the new account. What the old one may do stands there too, and only there; also in lines for
 * everybody, where `%u` stands for the name (mosquitto.conf, "acl_file"): for the new name they name other topics.
 */
export function aclLines(username: string, old: string): readonly string[] {
  return [
    `user ${username}`,
    `# below this: copies of all lines that stand below “user ${old}”`,
    `# and of each line “pattern … %u …” a line “topic … ${old} …”: %u stands for the name, which is another now`,
  ];
}
