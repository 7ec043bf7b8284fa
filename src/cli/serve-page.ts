import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import sirv from 'sirv';

import { answerDemo, type Demo } from './demo';

export type PageServerOptions = {
  /** the built page, which does not change while it is served */
  readonly directory: string;
  /** 0: any free one */
  readonly port: number;
  /** key and certificate in PEM: it is served with https */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** null: there is no /demo here */
  readonly demo: Demo | null;
};

export type PageServer = { readonly port: number; readonly url: string; close(): Promise<void> };

/** Serves the built page on this machine only. Rejects if the port is taken. */
export async function servePage({ directory, port, tls, demo }: PageServerOptions): Promise<PageServer> {
  const headers = headersOf(directory);
  const files = sirv(directory, { etag: true, setHeaders: (response, path) => setCaching(response, path) });
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (demo && answerDemo(request, response, demo)) return;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else {
      files(request, response, () => answerRoute(request, response));
    }
  };
  const server = tls === undefined ? createServer(answer) : createSecureServer(tls, answer);

  /** Every path that is no file is a route of the page, if it was a person who went there. */
  function answerRoute(request: IncomingMessage, response: ServerResponse): void {
    const notFound = () => void response.writeHead(404).end();
    if (!request.headers.accept?.includes('text/html')) return notFound();
    request.url = '/';
    files(request, response, notFound);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const { port: given } = server.address() as AddressInfo; // listens on TCP
  return {
    port: given,
    url: `${tls === undefined ? 'http' : 'https'}://localhost:${given}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function headersOf(directory: string): Map<string, string> {
  return new Map([
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Content-Security-Policy', policyOf(readFileSync(join(directory, 'index.html'), 'utf8'))],
  ]);
}

/** The policy in the page's own <meta>, and what only a header can say: nobody may put the page in a frame. */
function policyOf(html: string): string {
  const [meta = ''] = /<meta[^>]+http-equiv="Content-Security-Policy"[^>]*>/i.exec(html) ?? [];
  const policy = /content="([^"]*)"/.exec(meta)?.[1]?.replaceAll(/\s+/g, ' ').trim();
  return [policy, "frame-ancestors 'none'"].filter(Boolean).join('; ');
}

/** What Vite puts into assets/ carries a hash of its content in its name. */
function setCaching(response: ServerResponse, path: string): void {
  const forever = path.startsWith('/assets/');
  response.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
}
