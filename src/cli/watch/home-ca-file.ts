import { readFileSync, statSync } from 'node:fs';

import type { Anchor } from '@/credentials/signatures/chain';

import { UsageError } from '../options';

/** far more than an authority and its list need */
const largestBytes = 1_000_000;

/**
 * The authority of the home and what it took back, from a file that a person copied here: a process keeps no browser's storage,
 * and a broker must not say whom to trust. Read again when the file has changed; one that cannot be read any more
 * leaves what stood there before. Rejects with a UsageError where it never could be read.
 */
export async function openHomeCaFile(
  path: string,
  say: (sentence: string) => void,
): Promise<() => Promise<readonly Anchor[]>> {
  let seen = '';
  let anchors: readonly Anchor[] = [];

  async function read(): Promise<string | null> {
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (stamp === seen) return null;
      seen = stamp;
      if (size > largestBytes) return 'it is too large';
      const { readAnchorFile } = await import('@/credentials/certificates/anchor-file');
      const answer = await readAnchorFile(readFileSync(path, 'utf8'));
      if (answer.outcome === 'refused') return `${answer.reason}.`;
      ({ anchors } = answer);
      return null;
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      if (seen === reason) return null;
      seen = reason;
      return `it cannot be read (${reason}).`;
    }
  }

  const trouble = await read();
  if (trouble !== null) throw new UsageError(`--home-ca ${path}: ${trouble}`);
  return async () => {
    const worse = await read();
    if (worse !== null) say(`--home-ca ${path}: ${worse} What stood there before is still trusted.`);
    return anchors;
  };
}
