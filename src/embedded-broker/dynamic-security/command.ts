import type { Accounts } from '../accounts';
import type { PasswordHash } from '../password';

/** An answer to one command as it stands in the payload, without the command's name. No error: it is done. */
export type Answer = { readonly error?: string; readonly data?: unknown };

/** What a command came to: the accounts after it, its answer, and the usernames whose connections end. */
export type Outcome = { readonly accounts: Accounts; readonly answer: Answer; readonly kicked: readonly string[] };

/** username → the addresses it is connected from, once for each connection */
export type Connections = ReadonlyMap<string, readonly string[]>;

/** One command of Mosquitto's dynamic security. Pure; what it refuses it says with Mosquitto's words. */
export type Command = (accounts: Accounts, asked: Fields, connections: Connections) => Outcome;

/** The password that came with a command, hashed before the command is carried out; `invalid`: it was no text. */
export type GivenPassword = 'none' | 'empty' | 'invalid' | PasswordHash;

/** The fields of a command. Mosquitto does not tell capitals from small letters in their names. */
export type Fields = {
  readonly password: GivenPassword;
  /** null: it is there, and no text */
  text(name: string): string | null | undefined;
  /** null where it is absent or no number; else as C keeps it, 32 bits */
  integer(name: string): number | null;
  isTrue(name: string): boolean;
  /** null: it is there, and no list */
  list(name: string): readonly unknown[] | null | undefined;
};

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first field of that name, whatever its capitals. `name` is in small letters. */
export function fieldOf(object: JsonObject, name: string): unknown {
  const key = Object.keys(object).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : object[key];
}

export function readFields(object: JsonObject, password: GivenPassword = 'none'): Fields {
  const of = (name: string) => fieldOf(object, name);
  return {
    password,
    text(name) {
      const value = of(name);
      return value === undefined || typeof value === 'string' ? value : null;
    },
    integer(name) {
      const value = of(name);
      return typeof value === 'number' ? Math.trunc(Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, value))) : null;
    },
    isTrue: (name) => of(name) === true,
    list(name) {
      const value = of(name);
      return value === undefined || Array.isArray(value) ? value : null;
    },
  };
}

export function done(accounts: Accounts, kicked: readonly string[] = []): Outcome {
  return { accounts, answer: {}, kicked };
}

export function told(accounts: Accounts, data: unknown): Outcome {
  return { accounts, answer: { data }, kicked: [] };
}

export function refused(accounts: Accounts, error: string, kicked: readonly string[] = []): Outcome {
  return { accounts, answer: { error }, kicked };
}

const control = /[\u0001-\u001f\u007f-\u009f]/;

/** Can MQTT carry it? (MQTT 5 §1.5.4: 65,535 bytes; Mosquitto refuses control characters too.) */
export function isSayable(text: string): boolean {
  return !control.test(text) && Buffer.byteLength(text) <= 65_535;
}
