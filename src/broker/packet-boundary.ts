/**
 * Follows a stream of MQTT packets only as far as to know where one ends. mqtt.js tells a packet when it is complete,
 * but not that one is half received, which on Mosquitto over WebSockets calls for a nudge (see `nudge.ts`).
 */
export type PacketBoundary = {
  take(chunk: Uint8Array): void;
  isMidPacket(): boolean;
};

export function createPacketBoundary(): PacketBoundary {
  /** bytes of the current packet that are still to come after its fixed header */
  let missing = 0;
  /** which byte of the fixed header comes next: 0 the type, 1 to 4 the remaining length (MQTT 5 §2.1) */
  let headerByte = 0;
  /** the remaining length as far as it is read */
  let length = 0;

  return {
    take(chunk) {
      let position = 0;
      while (position < chunk.length) {
        if (missing > 0) {
          const taken = Math.min(missing, chunk.length - position);
          missing -= taken;
          position += taken;
          continue;
        }
        const byte = chunk[position++] ?? 0; // inside the chunk
        if (headerByte === 0) {
          headerByte = 1;
          continue;
        }
        length += (byte & 0x7f) * 128 ** (headerByte - 1);
        if ((byte & 0x80) !== 0 && headerByte < 4) {
          headerByte += 1;
          continue;
        }
        missing = length;
        length = 0;
        headerByte = 0;
      }
    },
    isMidPacket: () => missing > 0 || headerByte > 0,
  };
}
