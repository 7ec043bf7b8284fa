import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';

import { Aedes, type AedesOptions, type Client, type PublishPacket, type SubscribePacket } from 'aedes';

import type { Account, Accounts } from './accounts';
import { keepOrder } from './keep-order';
import { logIn } from './log-in';
import { mayReceive, maySend, maySubscribe, rightsOf, type Rights } from './permissions';
import { isReserved } from './topic-filter';

/** Retained messages and sessions: hand the memory of a broker that ended to the next, and it goes on from there. */
export type BrokerMemory = { readonly delWill: (client: { readonly id: string }) => Promise<unknown> };

export type BrokerOptions = {
  readonly accounts: Accounts;
  readonly memory?: BrokerMemory | undefined;
  readonly maximumPacketBytes: number;
  /** lines in the words of Mosquitto 2.1's log */
  readonly log: (line: string) => void;
};

/** aedes behind the accounts: who may log in, publish, subscribe and receive. */
export type Broker = {
  readonly aedes: Aedes;
  readonly memory: BrokerMemory;
  /** everyone who is logged in, and as whom */
  readonly sessions: ReadonlyMap<Client, Account>;
  /** forgets the last will of a client that is to go without one */
  forgetWill(client: Client): void;
};

/** Where a denied message of an MQTT 3.1.1 client ends: nobody may subscribe here and no wildcard reaches it. */
const denied = '$SYS/denied';

export async function openBroker({ accounts, memory, maximumPacketBytes, log }: BrokerOptions): Promise<Broker> {
  const sessions = new Map<Client, Account>();
  const opened = new WeakMap<Client, { readonly account: Account; readonly rights: Rights }>();
  const aedes = await Aedes.createBroker({
    ...aedesLimits,
    maximumPacketSize: maximumPacketBytes,
    ...(memory && { persistence: memory }),

    authenticate(client, username, password, done) {
      void logIn(accounts, { username, password, clientId: client.id }).then((account) => {
        if (account) opened.set(client, { account, rights: rightsOf(accounts, account.username) });
        else log(`Client ${nameOf(client)} disconnected: not authorised.`);
        done(null, account !== null);
      });
    },

    authorizePublish(client, packet, done) {
      const own = client && opened.get(client);
      if (own && !isReserved(packet.topic) && maySend(own.rights, packet.topic)) return done(null);
      log(`Denied PUBLISH from ${nameOf(client)} (${JSON.stringify(packet.topic)})`);
      if (client?.version === 5) return done(new Error('not authorised'));
      // MQTT 3.1.1 has no word for "denied": an error would close the connection, where Mosquitto acknowledges and drops.
      packet.topic = denied;
      packet.payload = '';
      packet.retain = false;
      done(null);
    },

    authorizeSubscribe(client, subscription, done) {
      const own = opened.get(client);
      const allowed = own && !isClosed(subscription.topic) && maySubscribe(own.rights, subscription.topic);
      if (!allowed) log(`Denied SUBSCRIBE from ${nameOf(client)} (${JSON.stringify(subscription.topic)})`);
      done(null, allowed ? subscription : null);
    },

    authorizeForward(client, packet) {
      const own = opened.get(client);
      return own && packet.topic !== denied && mayReceive(own.rights, packet.topic) ? packet : null;
    },
  });
  keepOrder(aedes);
  // aedes looks clients up in a plain object, where a client id such as "constructor" would find one (see `admit`).
  Object.assign(aedes, { clients: Object.create(null) });
  (aedes as NodeJS.EventEmitter).on('error', (error: Error) => log(`Error: ${error.message}`)); // not in its types
  aedes.on('client', (client) => {
    const { account } = opened.get(client)!; // registered only after it was authenticated
    sessions.set(client, account);
    log(`New client connected as ${nameOf(client)} (p${client.version}, u${JSON.stringify(account.username)}).`);
  });
  aedes.on('clientDisconnect', (client) => {
    sessions.delete(client);
    log(`Client ${nameOf(client)} disconnected.`);
  });
  const kept = (aedes as unknown as { persistence: BrokerMemory }).persistence; // aedes leaves it out of its types
  return { aedes, memory: kept, sessions, forgetWill: (client) => forgetWill(client, kept) };
}

const aedesLimits: AedesOptions = {
  connectTimeout: 10_000,
  // One reader that does not read would hold up the others: no cap on messages under way, and it is cut off.
  concurrency: 0,
  drainTimeout: 10_000,
  sessionExpiryIntervalLimit: 24 * 60 * 60,
  pendingSessionsLimit: 1000,
};

/** A new connection. What it sends before its CONNECT was accepted waits. */
export function admit(broker: Broker, stream: Parameters<Aedes['handle']>[0], request: IncomingMessage): void {
  const client = broker.aedes.handle(stream, request);
  // aedes keeps filters as keys of plain objects: "constructor" finds one there that nobody set, and the broker throws.
  Object.assign(client, { subscriptions: Object.create(null) });
  const { _parser: parser } = client as unknown as { _parser: EventEmitter }; // no hook comes before the damage is done
  parser.prependListener('packet', (packet: SubscribePacket | PublishPacket) => {
    if (packet.cmd !== 'subscribe') return;
    for (const subscription of packet.subscriptions)
      if (subscription.topic === '__proto__') subscription.topic = denied;
  });
}

/** `$CONTROL` is the broker's own door: until it answers there, nobody hears or says anything on it. */
function isClosed(filter: string): boolean {
  return filter.startsWith('$CONTROL') || filter === denied;
}

function forgetWill(client: Client, memory: BrokerMemory): void {
  Object.assign(client, { will: null });
  void memory.delWill(client);
}

/** Quoted: a client id is whatever the client says, line breaks included. */
function nameOf(client: Client | null): string {
  return JSON.stringify(client?.id ?? '<unknown>');
}
