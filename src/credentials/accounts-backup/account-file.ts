import * as v from 'valibot';

import { readJson } from '../read-json';

/** What a broker's account file (Mosquitto's dynamic-security.json) holds, as far as a backup has to know. No hash leaves it. */
export type AccountFile = {
  /** the accounts that can log in: they have a password, and are not switched off */
  readonly usernames: readonly string[];
  readonly accounts: number;
  readonly roles: number;
  /** what stands beside each account, as `authority/slot-note.ts` writes it; null: nothing */
  readonly notes: ReadonlyMap<string, string | null>;
};

export type ReadAccountFile =
  | { readonly outcome: 'read'; readonly file: AccountFile }
  /** `empty`: what a crash leaves of it; `torn`: it ends in the middle; `foreign`: another kind of file; `large` */
  | { readonly outcome: 'refused'; readonly reason: 'empty' | 'torn' | 'foreign' | 'large' };

/** 1,000 accounts with roles of their own are 658 kB (CREDENTIALS.md, 1.3). */
export const largestAccountFile = 8 * 1024 * 1024;

const text = v.string();
/** 2.0 writes `password` and `salt`, 2.1 `encoded_password`; one without can log in by a certificate only */
const client = v.object({
  username: text,
  disabled: v.optional(v.boolean(), false),
  password: v.optional(text),
  encoded_password: v.optional(text),
  salt: v.optional(text),
  textdescription: v.optional(text),
});
const shape = v.object({
  defaultACLAccess: v.optional(v.record(v.string(), v.unknown())),
  clients: v.array(client),
  roles: v.array(v.object({ rolename: text })),
});

/** Is this an account file from which a broker could be brought back? Never throws. */
export function readAccountFile(content: string): ReadAccountFile {
  if (content.length > largestAccountFile) return refused('large');
  if (content.replaceAll('\0', '').trim() === '') return refused('empty');
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return refused(content.trimStart().startsWith('{') ? 'torn' : 'foreign');
  }
  const read = v.safeParse(shape, parsed);
  if (!read.success) return refused('foreign');
  const { clients, roles } = read.output;
  const canLogIn = clients.filter(
    (one) => !one.disabled && (one.password !== undefined || one.encoded_password !== undefined),
  );
  if (canLogIn.length === 0) return refused('empty');
  return {
    outcome: 'read',
    file: {
      usernames: canLogIn.map(({ username }) => username),
      accounts: clients.length,
      roles: roles.length,
      notes: new Map(clients.map(({ username, textdescription }) => [username, textdescription ?? null])),
    },
  };
}

/** Every account in it, hashes included: to compare, and for nothing else. null: it is no account file. */
export function accountsIn(content: string): v.InferOutput<typeof shape>['clients'] | null {
  return readJson(shape, content)?.clients ?? null;
}

function refused(reason: Extract<ReadAccountFile, { outcome: 'refused' }>['reason']): ReadAccountFile {
  return { outcome: 'refused', reason };
}
