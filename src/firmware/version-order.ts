import { compareNumerals, parseVersion, type Version } from './version';

/**
 * The order of two firmware versions as makers write them: −1 where `one` is older than `other`, 0 where they are the
 * same release, 1 where it is newer, null where nobody can tell. Of a pair with an answer the reverse has the opposite
 * one, and answers are transitive. Ways of numbering are not compared with each other; and within one of them versions whose
 * numbers are the same are told apart only where what follows is written alike ("1.2.3" and "1.2.3-patch1" are not).
 *
 * Sources: semver.org 2.0.0 §11 (precedence, build metadata), `git describe` (commits after a tag), ESPHome and Home
 * Assistant (calendar versions, `b1`, `-dev`), and strings as devices report them: CONVENTIONS.md's captures.
 */
export function compareVersions(one: string, other: string): -1 | 0 | 1 | null {
  const first = parseVersion(one);
  const second = parseVersion(other);
  if (first === null || second === null) return null;
  if (first.text === second.text) return 0;
  if (first.family !== second.family) return null;
  return (
    compareLists(first.core, second.core) ||
    sign(first.stage - second.stage) ||
    compareLists(first.stageNumbers, second.stageNumbers) ||
    compareNumerals(first.commits, second.commits) ||
    compareTails(first, second)
  );
}

/** What stands behind the number itself decides only between versions that say it in the same way. */
function compareTails(one: Version, other: Version): -1 | 0 | 1 | null {
  return one.tail === other.tail ? compareLists(one.tailNumbers, other.tailNumbers) : null;
}

/** A number that is missing at the end is 0: "1.2" and "1.2.0" are one release. */
function compareLists(one: readonly string[], other: readonly string[]): -1 | 0 | 1 {
  for (let place = 0; place < Math.max(one.length, other.length); place++) {
    const order = compareNumerals(one[place] ?? '0', other[place] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

function sign(difference: number): -1 | 0 | 1 {
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}
