import { accountsIn } from './account-file';

/** What becomes of log-ins when one account file takes the place of another; usernames, sorted. */
export type FileChange = {
  /** let in then, and not now */
  readonly comeBack: readonly string[];
  /** let in now, and not then */
  readonly goAway: readonly string[];
  /** let in now and then, with another password */
  readonly otherPassword: readonly string[];
};

/** `now` and `then`: account files; null: one of them is none. Never throws. */
export function compareFiles(now: string, then: string): FileChange | null {
  const [before, after] = [passwordsIn(now), passwordsIn(then)];
  if (before === null || after === null) return null;
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return {
    comeBack: names.filter((name) => !before.has(name)),
    goAway: names.filter((name) => !after.has(name)),
    otherPassword: names.filter((name) => {
      const [one, other] = [before.get(name), after.get(name)];
      return one !== undefined && other !== undefined && one !== other;
    }),
  };
}

/** Of each that can log in: its hash, to see whether another is the same. */
function passwordsIn(content: string): ReadonlyMap<string, string> | null {
  const clients = accountsIn(content);
  if (clients === null) return null;
  return new Map(
    clients.flatMap(({ username, disabled, password, encoded_password: encoded, salt }) => {
      const hash = encoded ?? password;
      return disabled || hash === undefined ? [] : [[username, JSON.stringify([hash, encoded ? '' : salt])] as const];
    }),
  );
}
