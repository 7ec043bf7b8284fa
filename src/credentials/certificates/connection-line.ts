/** What a Mosquitto logs when a client comes (CREDENTIALS.md 1.8). `from` is `address:port`. */
export type ConnectionLine =
  | { readonly type: 'opened'; readonly from: string; readonly port: number }
  | { readonly type: 'named'; readonly from: string; readonly clientId: string; readonly username: string | null };

/** Over WebSockets 2.0 logs the second line only. A client id may hold anything: it is taken as far as the last bracket. */
const opened = /New connection from (\S+:\d+) on port (\d+)\.$/;
const named = /New client connected from (\S+:\d+) as (.*) \(p\d, c\d, k\d+(?:, u'(.*)')?\)\.$/;

/** A line of the log, with or without its time before it; null: it is about something else. */
export function readConnectionLine(text: string): ConnectionLine | null {
  const first = opened.exec(text.trimEnd());
  if (first !== null) return { type: 'opened', from: first[1] ?? '', port: Number(first[2]) };
  const second = named.exec(text.trimEnd());
  if (second === null) return null;
  return { type: 'named', from: second[1] ?? '', clientId: second[2] ?? '', username: second[3] ?? null };
}
