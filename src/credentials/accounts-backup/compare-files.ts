import { accountsIn } from './account-file';
import { rightsIn } from './file-rights';

/** What becomes of log-ins when one account file takes the place of another; usernames, sorted. */
export type FileChange = {
  /** let in then, and not now */
  readonly comeBack: readonly string[];
  /** let in now, and not then */
  readonly goAway: readonly string[];
  /** let in now and then, with another password */
  readonly otherPassword: readonly string[];
  /** let in then as one who administers the broker, and not now */
  readonly administratorAgain: readonly string[];
  /** let in then without the barrier that stands before its rights now */
  readonly unbarred: readonly string[];
  /** let in now and then, and none of those: with other rights */
  readonly otherRights: readonly string[];
};

/** `now` and `then`: account files; null: one of them is none. Never throws. */
export function compareFiles(now: string, then: string): FileChange | null {
  const [before, after] = [passwordsIn(now), passwordsIn(then)];
  const [rightsBefore, rightsAfter] = [rightsIn(now), rightsIn(then)];
  if (before === null || after === null || rightsBefore === null || rightsAfter === null) return null;
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const stay = names.filter((name) => before.has(name) && after.has(name));
  const administers = (has: typeof before, rights: typeof rightsBefore, name: string) =>
    has.has(name) && rights.get(name)?.isAdministrator === true;
  const administratorAgain = names.filter(
    (name) => administers(after, rightsAfter, name) && !administers(before, rightsBefore, name),
  );
  const unbarred = names.filter(
    (name) => after.has(name) && rightsBefore.get(name)?.isBarred === true && rightsAfter.get(name)?.isBarred !== true,
  );
  const named = new Set([...administratorAgain, ...unbarred]);
  return {
    comeBack: names.filter((name) => !before.has(name)),
    goAway: names.filter((name) => !after.has(name)),
    otherPassword: stay.filter((name) => before.get(name) !== after.get(name)),
    administratorAgain,
    unbarred,
    otherRights: stay.filter(
      (name) => !named.has(name) && rightsBefore.get(name)?.rights !== rightsAfter.get(name)?.rights,
    ),
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
