import type { MqttClient } from 'mqtt';

/**
 * Has every packet of `client` leave as one WebSocket message (MQTT 5 §6.0 allows any cut). In browsers mqtt.js does so; in Node
 * it sends the parts of a packet one by one, an empty payload as an empty message, which Mosquitto 2.1 takes for a packet of the
 * reserved type 0: it ends the connection. Call it before anything was sent.
 */
export function sendWholePackets({ stream }: MqttClient): void {
  if (stream._writev) return; // it joins them itself: a browser's socket, or one of TCP
  // strings were made bytes before they come here
  stream._writev = (parts: readonly { readonly chunk: Uint8Array }[], done: (error?: Error | null) => void) =>
    stream._write(Buffer.concat(parts.map(({ chunk }) => chunk)), 'utf8', done);
}
