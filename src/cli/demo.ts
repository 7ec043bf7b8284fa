import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the page may know before anyone logs in: a broker, and in the demo a log-in that lasts as long as the process. */
export type Demo = { readonly url: string; readonly username?: string; readonly password?: string };

/** The names of this machine for itself. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Answers `GET /demo`. The log-in is for our own page only: a foreign name that was made to point at this machine
 * (DNS rebinding) shows in Host, a foreign page that asks from its own origin in Sec-Fetch-Site.
 */
export function answerDemo(request: IncomingMessage, response: ServerResponse, demo: Demo): void {
  response.setHeader('Cache-Control', 'no-store');
  if (!isOwnPage(request)) {
    response.writeHead(403).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(demo));
}

function isOwnPage({ headers }: IncomingMessage): boolean {
  const address = `http://${headers.host}`;
  if (!headers.host || !URL.canParse(address) || !loopback.has(new URL(address).hostname)) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
