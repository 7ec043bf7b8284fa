import type { Happening } from '@/core/happening';
import type { Authority } from '@/credentials/authority/authority';
import { isRecent } from '@/detection/recent';

type LogIn = Extract<Happening, { type: 'log-in' }>;

/** a name that was looked for is not looked for again so soon: a program may come back every few seconds */
const restMs = 10 * 60_000;
const mostWaiting = 50;

/**
 * Compares who is let in with the broker's list of accounts. The list is read after somebody came, and never trusted to be
 * whole when a name is missing: accounts are made all the time, by us, too.
 */
export function openUnlistedLogIns(happen: (happening: Happening) => void) {
  let listed: ReadonlySet<string> = new Set();
  const lookedAt = new Map<string | null, number>();
  let waiting: LogIn[] = [];
  let isReading = false;

  async function read(authority: Pick<Authority, 'list'>): Promise<void> {
    isReading = true;
    while (waiting.length > 0) {
      const those = waiting;
      waiting = [];
      const answer = await authority.list(null);
      if (answer.outcome === 'failed') continue;
      listed = new Set(answer.accounts.map(({ username }) => username));
      for (const { at, username, clientId, address } of those)
        if (username === null || !listed.has(username))
          happen({ type: 'unlisted-log-in', at, username, clientId, address });
    }
    isReading = false;
  }

  return {
    look(logIn: LogIn, authority: Pick<Authority, 'list'>): void {
      const { username, at } = logIn;
      if (username !== null && listed.has(username)) return;
      if (isRecent(lookedAt.get(username), at, restMs) || waiting.length >= mostWaiting) return;
      if (lookedAt.size > mostWaiting) lookedAt.clear();
      lookedAt.set(username, at);
      waiting.push(logIn);
      if (!isReading) void read(authority);
    },
    /** another administrator, or none: what he may list is not known */
    forget(): void {
      listed = new Set();
      lookedAt.clear();
      waiting = [];
    },
  };
}
