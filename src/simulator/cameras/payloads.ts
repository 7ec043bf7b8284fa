import { stillOf } from './still';
import type { DeviceMessage } from './words';

/** Mosquitto 2.0 hands larger payloads to WebSockets 4 kB a turn of its loop. */
const mostBytes = 4_096;
const headerBytes = 20;

/** What goes over the wire for one message: a text, or a picture in pieces. */
export function payloadsOf(message: DeviceMessage): readonly (string | Uint8Array)[] {
  if ('payload' in message) return [message.payload];
  return piecesOf(stillOf(message.scene), message.picture, message.scene.at);
}

/** The pieces of a picture as Gatehouse's device profile describes them. */
export function piecesOf(bytes: Uint8Array, picture: number, takenAt: number): readonly Uint8Array[] {
  const bodyBytes = mostBytes - headerBytes;
  const count = Math.ceil(bytes.byteLength / bodyBytes);
  return Array.from({ length: count }, (_, index) => {
    const body = bytes.subarray(index * bodyBytes, (index + 1) * bodyBytes);
    const piece = new Uint8Array(headerBytes + body.byteLength);
    const header = new DataView(piece.buffer);
    header.setUint32(0, 0x47485001); // "GHP", version 1
    header.setUint32(4, picture);
    header.setUint16(8, index);
    header.setUint16(10, count);
    header.setBigUint64(12, BigInt(takenAt));
    piece.set(body, headerBytes);
    return piece;
  });
}
