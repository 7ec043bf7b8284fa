import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';

import type { Aedes, Client, PublishPacket, SubscribePacket, UnsubscribePacket } from 'aedes';

/** Where ends what nobody is to get: nobody may subscribe here and no wildcard reaches it. */
export const denied = '$SYS/denied';

type Guarded = {
  readonly aedes: Aedes;
  readonly gatekeeper: { mayUnsubscribe(client: Client, filter: string): boolean };
};

/** A new connection. What it sends before its CONNECT was accepted waits. */
export function admit(
  { aedes, gatekeeper }: Guarded,
  stream: Parameters<Aedes['handle']>[0],
  request: IncomingMessage,
): void {
  const client = aedes.handle(stream, request);
  // aedes keeps filters as keys of plain objects: "constructor" finds one there that nobody set, and the broker throws.
  Object.assign(client, { subscriptions: Object.create(null) });
  const { _parser: parser } = client as unknown as { _parser: EventEmitter }; // no hook comes before the damage is done
  parser.prependListener('packet', (packet: SubscribePacket | UnsubscribePacket | PublishPacket) => {
    if (packet.cmd === 'subscribe') {
      for (const subscription of packet.subscriptions)
        if (subscription.topic === '__proto__') subscription.topic = denied;
    }
    // aedes asks nobody whether a subscription may be ended
    if (packet.cmd === 'unsubscribe') {
      const filters = packet.unsubscriptions.map((filter) =>
        gatekeeper.mayUnsubscribe(client, filter) ? filter : denied,
      );
      Object.assign(packet, { unsubscriptions: filters });
    }
  });
}
