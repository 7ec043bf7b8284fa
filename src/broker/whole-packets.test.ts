import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import mqtt from 'mqtt';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';

import { sendWholePackets } from './whole-packets';

const connack = Buffer.from([0x20, 0x03, 0x00, 0x00, 0x00]);
const pubackOfPacket = (packet: Buffer) => {
  const at = 2 + 2 + packet.readUInt16BE(2); // behind the topic: MQTT 5 §3.3.2.2
  return Buffer.from([0x40, 0x02, packet[at] ?? 0, packet[at + 1] ?? 0]);
};

test('each packet is one message, an empty payload too', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const heard: Buffer[] = [];
  server.on('connection', (socket) =>
    socket.on('message', (bytes: Buffer) => {
      heard.push(bytes);
      if (bytes[0] === 0x10) socket.send(connack);
      if (bytes[0] === 0x32) socket.send(pubackOfPacket(bytes));
    }),
  );
  const { port } = server.address() as AddressInfo; // it listens on a port
  const client = mqtt.connect(`ws://127.0.0.1:${port}`, { protocolVersion: 5, reconnectPeriod: 0, clientId: 'a' });
  sendWholePackets(client);
  await new Promise((resolve) => void client.once('connect', resolve));
  await client.publishAsync('home/door', '', { qos: 1, retain: false });
  await client.endAsync();
  expect(heard.map((bytes) => bytes[0])).toEqual([0x10, 0x32, 0xe0]);
  await new Promise((resolve) => server.close(resolve));
});
