import { parseArgs, type ParseArgsConfig } from 'node:util';

import { keptPath, typedPath } from './typed-path';

/** Something the person who called can put right: printed as it is, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'ERR_USAGE';
}

/** The flags of a command as data: what `parseArgs` asks for, and what --help says of each. */
export type Flags = {
  readonly [name: string]: NonNullable<ParseArgsConfig['options']>[string] & {
    /** the word for its value in --help, `FILE` and `DIR` for a path; absent: the flag takes none */
    readonly value?: string;
    /** the directory is kept from one start to the next */
    readonly isKept?: boolean;
    readonly help: string;
  };
};

/** The values of `flags` among `args`, paths as whole ones; a UsageError for anything else. */
export function readFlags<const F extends Flags>(flags: F, args: readonly string[]) {
  const values = parsed(flags, args);
  const texts: Record<string, unknown> = values;
  for (const [name, { value, isKept }] of Object.entries<Flags[string]>(flags)) {
    const path = texts[name];
    if ((value !== 'FILE' && value !== 'DIR') || typeof path !== 'string') continue;
    // as a variable that is not set gives it
    if (path === '') throw new UsageError(`--${name} needs a value. --help lists what there is.`);
    texts[name] = isKept ? keptPath(path) : typedPath(path);
  }
  return values;
}

function parsed<const F extends Flags>(flags: F, args: readonly string[]) {
  try {
    return parseArgs({ options: flags, args: [...args], strict: true, allowPositionals: false }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Only the first sentence is for the person; the rest explains how parseArgs wants positionals escaped.
    const [sentence = ''] = error.message.split(/\.[ \n]|\n/);
    throw new UsageError(`${withoutValue(sentence) ?? `${sentence}.`} --help lists what there is.`);
  }
}

/** What parseArgs calls missing or ambiguous is one thing to the person: the flag stands there alone. */
function withoutValue(sentence: string): string | null {
  const [, flag, what] = /^Option '.*?(--[\w-]+).*' argument (missing|is ambiguous)$/.exec(sentence) ?? [];
  if (flag === undefined) return null;
  return `${flag} needs a value.${what === 'missing' ? '' : ` One that begins with a dash is written ${flag}=VALUE.`}`;
}

/** One line a flag, for --help. */
export function describeFlags(flags: Flags): string {
  const named = Object.entries(flags).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help]);
  const width = Math.max(...named.map(([name]) => name?.length ?? 0));
  return named.map(([name, help]) => `  ${name?.padEnd(width)}  ${help}`).join('\n');
}

/** The whole number that `text`, the value of `flag`, says. */
export function wholeNumber(flag: string, text: string, { from, to }: { from: number; to: number }): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  throw new UsageError(`--${flag} takes a whole number from ${from} to ${to}, not "${text}".`);
}

/** The WebSocket address that `text`, the value of `flag`, says. A password has no place in it. */
export function webSocketAddress(flag: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'ws:' && url?.protocol !== 'wss:') {
    throw new UsageError(`--${flag} takes an address such as ws://192.168.1.10:9001/mqtt, not "${text}".`);
  }
  if (url.username || url.password) {
    throw new UsageError(`--${flag} takes an address without username and password: addresses end up in histories.`);
  }
  return text;
}

/** The IANA name of a time zone that `text`, the value of `flag`, says. */
export function timeZone(flag: string, text: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new UsageError(`--${flag} takes the name of a time zone such as Europe/Berlin, not "${text}".`);
  }
}
