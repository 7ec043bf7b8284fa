import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Pushed = {
  readonly headers: IncomingHttpHeaders;
  readonly message: Readonly<Record<string, unknown>>;
  /** what it was answered */
  readonly status: number;
};

/** A server for notifications, as ntfy and Gotify are, that somebody runs at home: it answers as it is told to. */
export type PushServer = {
  readonly url: string;
  readonly pushed: readonly Pushed[];
  answerWith(status: number): void;
  close(): Promise<void>;
};

export async function openPushServer(): Promise<PushServer> {
  const pushed: Pushed[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const message = JSON.parse(Buffer.concat(parts).toString()) as Pushed['message']; // whatever it is, the story looks at it
      pushed.push({ headers: request.headers, message, status });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    pushed,
    answerWith(next) {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
