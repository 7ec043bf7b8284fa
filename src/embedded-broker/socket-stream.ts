import type { Duplex } from 'node:stream';

import { createWebSocketStream, type WebSocket } from 'ws';

/** How far a slow reader may fall behind before whoever publishes to it has to wait. */
const aheadBytes = 1024 * 1024;

/**
 * The byte stream of a WebSocket. mqtt-packet writes a packet in four to six pieces; together they go out as one frame,
 * which spares a browser four to five events a message.
 */
export function openSocketStream(socket: WebSocket): Duplex {
  return createWebSocketStream(socket, {
    writableHighWaterMark: aheadBytes,
    writev(this: Duplex, chunks, done) {
      const pieces = chunks.map(({ chunk }) => chunk as Buffer); // a byte stream makes buffers of strings
      this._write(Buffer.concat(pieces), 'binary', done);
    },
  });
}
