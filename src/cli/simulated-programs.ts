import type { Program } from '@/simulator/program';
import type { OfProgram } from '@/simulator/programs';

import { connectProgram, type ProgramConnection } from './program-connection';

/** What speaks for itself in the simulated home, each with a connection and an account of its own. */
export type SimulatedPrograms = {
  readonly ready: Promise<void>;
  publish(said: readonly OfProgram[]): void;
  /** every password that they hold */
  secrets(): readonly string[];
  close(): Promise<void>;
};

export type ProgramLogins = {
  readonly url: string;
  /** the password each was set up with, by username */
  readonly passwords: ReadonlyMap<string, string>;
};

/** Connects each program for whose account there is a password. */
export function connectPrograms(programs: readonly Program[], { url, passwords }: ProgramLogins): SimulatedPrograms {
  const connections = new Map<string, ProgramConnection>();
  for (const program of programs) {
    const { username } = program.account;
    const password = passwords.get(username);
    if (password !== undefined) connections.set(username, connectProgram(program, url, password));
  }
  const all = [...connections.values()];
  return {
    ready: Promise.all(all.map((connection) => connection.ready)).then(() => {}),
    publish(said) {
      for (const { program, message } of said) connections.get(program)?.publish(message);
      for (const connection of all) connection.follow();
    },
    secrets: () => all.map((connection) => connection.password()),
    async close() {
      await Promise.all(all.map((connection) => connection.close()));
    },
  };
}
