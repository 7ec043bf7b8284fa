import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { Client } from 'aedes';
import { WebSocketServer } from 'ws';

import type { Accounts } from './accounts';
import { admit } from './admit';
import { openBroker, type Broker } from './broker';
import { readAccountFile, writeAccountFile } from './dynamic-security/account-file';
import { saveDurably } from './dynamic-security/save-durably';
import { hashPassword } from './password';
import type { BrokerMemory } from './sessions';
import { openSocketStream } from './socket-stream';

export type EmbeddedBrokerOptions = {
  /** 0: any free one */
  readonly port: number;
  readonly host?: string;
  /** key and certificate in PEM: it speaks wss, and ws only with who is on this machine (`insideUrl`) */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly path?: string;
  readonly accounts: Accounts;
  /** where changed accounts are kept, in the format of Mosquitto 2.0; what it holds already counts, not `accounts` */
  readonly accountFile?: string;
  /** rounds of the hash of a password that is set from now on; fewer where tests set many */
  readonly hashIterations?: number;
  /** of a broker that ended; without it nothing is retained yet */
  readonly memory?: BrokerMemory | undefined;
  readonly maximumPacketBytes?: number;
  readonly log?: (line: string) => void;
};

export type EmbeddedBroker = {
  /** `ws://HOST:PORT/PATH`, or `wss://…` */
  readonly url: string;
  /** for processes of this machine, without encryption; the same as `url` where that has none */
  readonly insideUrl: string;
  readonly port: number;
  readonly memory: BrokerMemory;
  /** as after an administrator's act: MQTT 5 clients are told 0x98, and the last will is not published */
  kick(username: string): void;
  /** as if the network failed: nobody is told, last wills are published */
  disconnectAll(): void;
  /** ends as on SIGTERM: MQTT 5 clients are told 0x8B, last wills are kept for the next start */
  close(): Promise<void>;
  /** ends as on SIGKILL: nobody is told, no last will */
  kill(): Promise<void>;
};

/** The largest document of a home (16 MiB, DESIGN.md "Trust") and its topic. */
const defaultMaximumPacketBytes = 16 * 1024 * 1024 + 64 * 1024;
/** How long a client that does not read may hold up the end. */
const lastWordMs = 500;

/** A broker over WebSockets (MQTT 5 and 3.1.1) on this machine, where nobody is anonymous. Rejects if the port is taken or the account file torn. */
export async function openEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const { host = '127.0.0.1', path = '/mqtt', maximumPacketBytes = defaultMaximumPacketBytes } = options;
  const { tls, memory, accountFile, hashIterations, log = () => {} } = options;
  const accounts = (accountFile !== undefined && (await readAccounts(accountFile))) || options.accounts;
  const refuse = (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(426, { Upgrade: 'websocket' }).end();
  const outside = tls === undefined ? createServer(refuse) : createSecureServer(tls, refuse);
  const inside = tls === undefined ? outside : createServer(refuse);
  const servers = [...new Set([outside, inside])];
  const port = await listen(outside, options.port, host);
  const insidePort = inside === outside ? port : await listen(inside, 0, '127.0.0.1');
  const save = async (changed: Accounts) => {
    if (accountFile !== undefined) await saveDurably(accountFile, writeAccountFile(changed));
  };
  const broker = await openBroker({
    accounts,
    save,
    hash: (password) => hashPassword(password, hashIterations === undefined ? {} : { iterations: hashIterations }),
    memory,
    maximumPacketBytes,
    version: versionText(),
    log,
  });
  const sockets = servers.map(
    (server) =>
      new WebSocketServer({
        server,
        path,
        maxPayload: maximumPacketBytes,
        handleProtocols: (offered) => ['mqtt', 'mqttv3.1'].find((protocol) => offered.has(protocol)) ?? false,
      }),
  );
  for (const one of sockets)
    one.on('connection', (socket, request) => admit(broker, openSocketStream(socket), request));
  return {
    url: `${tls === undefined ? 'ws' : 'wss'}://${host}:${port}${path}`,
    insideUrl: `ws://${inside === outside ? host : '127.0.0.1'}:${insidePort}${path}`,
    port,
    memory: broker.sessions.memory,
    kick: (username) => broker.sessions.kick(username),
    disconnectAll: () => void cutAll(broker),
    async close() {
      const freed = stopListening(servers);
      const cut = setTimeout(() => terminateAll(sockets), lastWordMs);
      await new Promise<void>((resolve) => broker.aedes.close(resolve));
      clearTimeout(cut);
      terminateAll(sockets);
      await freed;
    },
    async kill() {
      const freed = stopListening(servers);
      for (const client of broker.sessions.all.keys()) broker.sessions.forgetWill(client);
      await cutAll(broker);
      terminateAll(sockets);
      await new Promise<void>((resolve) => broker.aedes.close(resolve));
      await freed;
    },
  };
}

async function cutAll(broker: Broker): Promise<void> {
  const cut = (client: Client) => new Promise<void>((resolve) => client.close(resolve));
  await Promise.all([...broker.sessions.all.keys()].map(cut));
}

function terminateAll(sockets: readonly WebSocketServer[]): void {
  for (const { clients } of sockets) for (const socket of clients) socket.terminate();
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port; // listens on TCP
}

/** Frees the port at once; resolves when the last connection is gone. */
async function stopListening(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    }),
  );
}

/** null: there is none yet. */
async function readAccounts(path: string): Promise<Accounts | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : readAccountFile(text);
}

function versionText(): string {
  const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  return `gatehouse embedded broker ${(JSON.parse(text) as { version: string }).version}`; // our own
}
