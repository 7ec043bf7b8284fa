import type { Message } from '@/core/message';

/** Where Mosquitto says who comes and goes, if it was told to (`log_dest topic`). Nobody but the broker can publish there. */
export const logInsTopic = '$SYS/broker/log/N';

const mostClients = 2_000;
const mostBytes = 2_048;

/** A client id may be made to look like the rest of the line; a username cannot, so the last bracket is the broker's. */
const came = /^(?:\d+: )?New client connected from \S+ as (.+) \(p\d+, c\d+, k\d+, u'([^']*)'\)\.$/;
/** In the words of 2.0 and of 2.1 (CREDENTIALS.md, 1.8). */
const went =
  /^(?:\d+: )?Client (.+?)(?: \[[^\]]+\])? (?:disconnected.*|closed its connection|has exceeded timeout, disconnecting|been disconnected by administrative action|already connected, closing old connection)\.$/;

/** Who has logged in since this was opened, as the broker's own log tells it. */
export type SeenLogIns = {
  hear(message: Message): void;
  /** somebody logged in with this account and is still there */
  isIn(username: string): boolean;
  /** what was heard of this account was of another one of that name */
  forget(username: string): void;
  /** nobody listened for a while: whoever was in may be gone, or in as another */
  clear(): void;
};

export function openSeenLogIns(): SeenLogIns {
  const users = new Map<string, string>();
  return {
    hear({ topic, payload }) {
      if (topic !== logInsTopic || payload.byteLength > mostBytes) return;
      const line = new TextDecoder().decode(payload);
      const [, client, username] = came.exec(line) ?? [];
      if (client !== undefined && username !== undefined) {
        if (users.size < mostClients || users.has(client)) users.set(client, username);
        return;
      }
      const gone = went.exec(line)?.[1];
      if (gone !== undefined) users.delete(gone);
    },
    isIn: (username) => [...users.values()].includes(username),
    forget(username) {
      for (const [client, user] of users) if (user === username) users.delete(client);
    },
    clear: () => users.clear(),
  };
}
