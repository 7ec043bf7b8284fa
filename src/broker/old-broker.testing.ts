import type { AddressInfo } from 'node:net';

import { WebSocketServer, type WebSocket } from 'ws';

/** A WebSocket that answers an MQTT CONNECT as a test wants, and hears nothing else. */
export type OldBroker = {
  readonly url: string;
  /** the protocol versions that were offered so far */
  readonly offered: readonly number[];
  /** as if the network failed */
  cut(): void;
  close(): Promise<void>;
};

/** bytes: the CONNACK to send; a refusal is followed by a close. `hang-up`: closes without a word. `silence`: nothing. */
export type ConnectAnswer = readonly number[] | 'hang-up' | 'silence';

/** MQTT 3.1.1 §3.2 */
export const connack311 = (code: number): ConnectAnswer => [0x20, 2, 0, code];
/** MQTT 5 §3.2 */
export const connack5 = (code: number): ConnectAnswer => [0x20, 3, 0, code, 0];

export async function startOldBroker(answer: (version: number, attempt: number) => ConnectAnswer): Promise<OldBroker> {
  const offered: number[] = [];
  const isAnswered = new WeakSet<WebSocket>();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'mqtt' });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    // a CONNECT may come in several frames
    let greeting = Buffer.alloc(0);
    socket.on('message', (data: Buffer) => {
      const version = versionOf((greeting = Buffer.concat([greeting, data])));
      if (version === null || isAnswered.has(socket)) return;
      isAnswered.add(socket);
      offered.push(version);
      const reply = answer(version, offered.length);
      if (reply === 'silence') return;
      if (reply !== 'hang-up') socket.send(Uint8Array.from(reply));
      if (reply === 'hang-up' || reply[3] !== 0) socket.close();
    });
  });
  const cut = () => server.clients.forEach((socket) => socket.terminate());
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `ws://127.0.0.1:${port}`,
    offered,
    cut,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The byte after the protocol name of a CONNECT (MQTT 5 §3.1.2.2); null while it has not come. */
function versionOf(connect: Buffer): number | null {
  const name = connect.indexOf('MQTT');
  return name < 0 ? null : (connect[name + 4] ?? null);
}
