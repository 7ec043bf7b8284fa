/** One log-in, as the broker's log tells it. */
export type SeenLogin = { readonly username: string; readonly clientId: string; readonly address: string };

/** Where Mosquitto tells who comes, if its configuration says `log_dest topic` (CREDENTIALS.md 1.8). */
export const loginLogTopic = '$SYS/broker/log/N';

const line =
  /New client connected from (\S{1,80}?)(?::\d{1,5})? as (.{0,256}) \(p\d, c\d, k\d{1,5}, u'(.{1,256})'\)\.$/;

/**
 * Reads `New client connected from IP:PORT as ID (p5, c1, k60, u'USER').`; null: the line is about something else. A client
 * id is whatever the client says, so the end of the line is what counts.
 */
export function readLoginLine(text: string): SeenLogin | null {
  if (text.length > 1024) return null;
  const [, address, clientId, username] = line.exec(text) ?? [];
  if (address === undefined || clientId === undefined || username === undefined) return null;
  return { username, clientId, address };
}

const mostAccounts = 1_000;
const mostClientIds = 16;

/** Who was seen to use which account, in this session and as far as earlier ones are remembered. */
export type SeenLogins = {
  see(login: Pick<SeenLogin, 'username' | 'clientId'>, at: number): void;
  /** it is in use, whoever uses it */
  seeUse(username: string, at: number): void;
  /** as whom it was seen to log in, the newest last */
  clientIdsOf(username: string): readonly string[];
  /** null: never */
  lastSeen(username: string): number | null;
  /** all of them, to be remembered */
  all(): readonly (readonly [string, number])[];
  forget(): void;
};

export function openSeenLogins(): SeenLogins {
  const ids = new Map<string, Set<string>>();
  const last = new Map<string, number>();

  function seeUse(username: string, at: number): void {
    if (last.has(username) || last.size < mostAccounts) last.set(username, Math.max(at, last.get(username) ?? 0));
  }

  return {
    see({ username, clientId }, at) {
      seeUse(username, at);
      if (!last.has(username)) return;
      const known = ids.get(username) ?? new Set();
      ids.set(username, known);
      known.delete(clientId);
      const [oldest] = known;
      if (known.size >= mostClientIds && oldest !== undefined) known.delete(oldest);
      known.add(clientId);
    },
    seeUse,
    clientIdsOf: (username) => [...(ids.get(username) ?? [])],
    lastSeen: (username) => last.get(username) ?? null,
    all: () => [...last],
    forget() {
      ids.clear();
      last.clear();
    },
  };
}
