import type { Aedes, Client } from 'aedes';

import type { Account, Accounts } from './accounts';
import { addressOf, placeOf, speakable, nameOf, type BrokerLog } from './broker-log';
import type { Connections } from './dynamic-security/command';
import type { Gatekeeper } from './gatekeeper';
import { isStillOpen } from './log-in';

/** Retained messages and sessions: hand the memory of a broker that ended to the next, and it goes on from there. */
export type BrokerMemory = { readonly delWill: (client: { readonly id: string }) => Promise<unknown> };

/** Who is connected, and as whom. */
export type Sessions = {
  readonly all: ReadonlyMap<Client, Account>;
  readonly memory: BrokerMemory;
  connections(): Connections;
  /** ends the connections of an account as Mosquitto does after an administrator's act; not that of `except` */
  kick(username: string, except?: Client): void;
  /** the same for everybody whose log-in would not let them in any more */
  endThoseShutOut(): void;
  /** the same for one connection */
  end(client: Client): void;
  /** forgets the last will of a client that is to go without one */
  forgetWill(client: Client): void;
};

/** MQTT 5 §3.14.2.1 */
const administrativeAction = 0x98;
const sessionTakenOver = 0x8e;

type Parts = {
  readonly aedes: Aedes;
  readonly log: BrokerLog;
  readonly gatekeeper: Gatekeeper;
  accounts(): Accounts;
};

export function openSessions({ aedes, log, gatekeeper, accounts }: Parts): Sessions {
  const all = new Map<Client, Account>();
  const reasons = new WeakMap<Client, string>();
  const { persistence: memory } = aedes as unknown as { persistence: BrokerMemory }; // aedes leaves it out of its types

  aedes.on('client', (client) => {
    const account = gatekeeper.accountOf(client);
    all.set(client, account);
    log.say('N', `New client connected from ${detailsOf(client)}, u'${speakable(account.username)}').`);
  });
  // its account may have changed while aedes let it in
  aedes.on('clientReady', (client) => {
    if (!isStillOpen(accounts(), gatekeeper.accountOf(client), client.id)) end(client);
  });
  aedes.on('keepaliveTimeout', (client) => void reasons.set(client, ': exceeded timeout'));
  aedes.on('clientDisconnect', (client) => {
    all.delete(client);
    log.say('N', `Client ${placeOf(client)} disconnected${reasons.get(client) ?? reasonOf(client)}.`);
  });

  function end(client: Client): void {
    reasons.set(client, ': administrative action');
    forgetWill(client);
    client.disconnect({ reasonCode: administrativeAction });
  }

  function forgetWill(client: Client): void {
    Object.assign(client, { will: null });
    void memory.delWill(client);
  }

  return {
    all,
    memory,
    connections() {
      const addresses = new Map<string, string[]>();
      for (const [client, { username }] of all) {
        addresses.set(username, [...(addresses.get(username) ?? []), addressOf(client)]);
      }
      return addresses;
    },
    kick(username, except) {
      for (const [client, account] of all) if (account.username === username && client !== except) end(client);
    },
    endThoseShutOut() {
      for (const [client, account] of all) if (!isStillOpen(accounts(), account, client.id)) end(client);
    },
    end,
    forgetWill,
  };
}

function reasonOf(client: Client): string {
  const { _disconnected: saidGoodbye } = client as unknown as { _disconnected: boolean }; // aedes tells nobody
  if (client.disconnectReasonCode === sessionTakenOver) return ': session taken over';
  return saidGoodbye ? '' : ': connection closed by client';
}

/** `127.0.0.1:34948 as cam-1 (p5, c1, k60`: protocol, clean start, keep-alive in seconds. */
function detailsOf(client: Client): string {
  const { _keepaliveInterval: interval } = client as unknown as { _keepaliveInterval: number }; // 1.5 × keep-alive + 1 ms
  const seconds = Math.max(0, Math.round((interval - 1) / 1500));
  const place = `${addressOf(client)}:${client.req?.socket.remotePort ?? 0}`;
  return `${place} as ${nameOf(client)} (p${client.version}, c${client.clean ? 1 : 0}, k${seconds}`;
}
