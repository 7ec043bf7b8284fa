import type { Duplex } from 'node:stream';

import { createWebSocketStream, type WebSocket } from 'ws';

/** How far a slow reader may fall behind before whoever publishes to it has to wait. */
const aheadBytes = 1024 * 1024;

/**
 * The byte stream of a WebSocket. mqtt-packet writes a packet in four to six pieces; together they go out as one frame,
 * which spares a browser four to five events a message.
 */
export function openSocketStream(socket: WebSocket): Duplex {
  const stream = createWebSocketStream(socket, {
    writableHighWaterMark: aheadBytes,
    writev(this: Duplex, chunks, done) {
      const pieces = chunks.map(({ chunk }) => chunk as Buffer); // a byte stream makes buffers of strings
      this._write(Buffer.concat(pieces), 'binary', done);
    },
  });
  return readWhole(stream);
}

/**
 * aedes reads once and then waits for a whole packet or for more. Up to Node 25 `read()` gave all that had come, from Node 26 it
 * gives one piece, and a packet that came in several would wait for ever.
 */
function readWhole(stream: Duplex): Duplex {
  const readNext = stream.read.bind(stream);
  stream.read = (size?: number) => {
    const first: unknown = readNext(size);
    if (typeof size === 'number' || !Buffer.isBuffer(first)) return first;
    const pieces = [first];
    for (let next: unknown = readNext(); Buffer.isBuffer(next); next = readNext()) pieces.push(next);
    return pieces.length === 1 ? first : Buffer.concat(pieces);
  };
  return stream;
}
