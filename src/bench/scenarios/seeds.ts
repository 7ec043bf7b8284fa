import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';

/** rules may be tuned on what happens in homes of lower numbers */
const firstUntuned = 1_000;

/**
 * The seeds of the published table: made of the commit, so that whoever changes a rule meets homes that nobody has seen. null:
 * this is no checkout of git.
 */
export function seedsOfCommit(count: number): { readonly commit: string; readonly seeds: readonly number[] } | null {
  const commit = headCommit();
  if (commit === null) return null;
  const seeds = Array.from({ length: count }, (_, index) => {
    const hash = createHash('sha256').update(`${commit} ${index}`).digest();
    return firstUntuned + (hash.readUInt32BE(0) % (2 ** 31 - firstUntuned));
  });
  return { commit, seeds };
}

function headCommit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
