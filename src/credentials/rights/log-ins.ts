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

/** Who was seen to log in since this session began to watch. */
export type SeenLogins = {
  see(login: SeenLogin, at: number): void;
  /** client id → when it was last seen to log in; without those of a restart a minute apart */
  of(username: string): ReadonlyMap<string, number>;
  forget(): void;
};

export function openSeenLogins(): SeenLogins {
  const seen = new Map<string, Map<string, number>>();
  return {
    see({ username, clientId }, at) {
      const ids = seen.get(username) ?? new Map<string, number>();
      if (!seen.has(username) && seen.size >= mostAccounts) return;
      seen.set(username, ids);
      ids.delete(clientId);
      const [oldest] = ids.keys();
      if (ids.size >= mostClientIds && oldest !== undefined) ids.delete(oldest);
      ids.set(clientId, at);
    },
    of: (username) => seen.get(username) ?? new Map(),
    forget: () => seen.clear(),
  };
}
