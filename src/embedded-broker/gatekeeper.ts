import type { AedesOptions, Client, PublishPacket } from 'aedes';

import { controlAnswerTopic, controlTopic, isAdministrator } from './account-control';
import type { Account, Accounts } from './accounts';
import { denied } from './admit';
import { placeOf, plainNameOf, speakable, type BrokerLog } from './broker-log';
import { requestTopic } from './dynamic-security/administer';
import { logIn } from './log-in';
import { mayReceive, maySend, maySubscribe, mayUnsubscribe, rightsOf, type Rights } from './permissions';
import { isReserved } from './topic-filter';

/** What aedes asks, answered from the accounts as they are at that moment. */
export type Gatekeeper = {
  readonly hooks: Pick<AedesOptions, 'authenticate' | 'authorizePublish' | 'authorizeSubscribe' | 'authorizeForward'>;
  /** the account, as it was then, that let the client in */
  accountOf(client: Client): Account;
  mayUnsubscribe(client: Client, filter: string): boolean;
  /** lets a client keep the rights it has now, whatever becomes of its account; returns the undo */
  holdRights(client: Client): () => void;
};

type Parts = {
  readonly log: BrokerLog;
  accounts(): Accounts;
  /** carries out what a client may ask of the administration, then lets the packet go on */
  administer(client: Client, packet: PublishPacket, done: () => void): void;
  /** the same of what only this broker can be asked */
  answer(client: Client, packet: PublishPacket, done: () => void): void;
};

export function openGatekeeper({ log, accounts, administer, answer }: Parts): Gatekeeper {
  const opened = new WeakMap<Client, Account>();
  const held = new WeakMap<Client, Rights>();
  const current = openRights(accounts);

  function rights(client: Client | null): Rights | null {
    const account = client && opened.get(client);
    return account ? (held.get(client) ?? current(account.username)) : null;
  }

  return {
    hooks: {
      authenticate(client, username, password, done) {
        const letIn = (account: Account | null) => {
          if (account) opened.set(client, account);
          else log.say('N', `Client ${placeOf(client)} disconnected: not authorised.`);
          done(null, account !== null);
        };
        // what nobody can be compared with lets nobody in
        void logIn(accounts, { username, password, clientId: client.id })
          .catch(() => null)
          .then(letIn);
      },
      authorizePublish(client, packet, done) {
        const { topic } = packet;
        const own = rights(client);
        if (client && own && topic === controlTopic && packet.cmd === 'publish' && isAdministrator(own))
          return answer(client, packet, done);
        if (client && own && !topic.startsWith('$SYS') && maySend(own, topic)) {
          if (!isReserved(topic)) return done(null);
          // a last will has no `cmd`, and administers nothing
          if (topic === requestTopic && packet.cmd === 'publish') return administer(client, packet, done);
          // like Mosquitto, which takes what nobody there answers to
          if (topic.startsWith('$CONTROL/')) return drop(packet, done);
        }
        log.say('M/denied', `Denied PUBLISH from ${plainNameOf(client)} (${speakable(topic)})`);
        if (client?.version === 5) return done(new Error('not authorised'));
        // MQTT 3.1.1 has no word for "denied": an error would close the connection, where Mosquitto acknowledges and drops.
        drop(packet, done);
      },
      authorizeSubscribe(client, subscription, done) {
        const { topic } = subscription;
        const own = rights(client);
        const isOpen = (rights: Rights) =>
          topic === controlAnswerTopic ? isAdministrator(rights) : maySubscribe(rights, topic);
        const isAllowed = own !== null && topic !== denied && isOpen(own);
        if (!isAllowed) log.say('M/denied', `Denied SUBSCRIBE from ${plainNameOf(client)} (${speakable(topic)})`);
        done(null, isAllowed ? subscription : null);
      },
      authorizeForward(client, packet) {
        const own = rights(client);
        if (own === null || !isTold(packet.topic)) return null;
        // nobody can publish there: it is the answer to this very client
        if (packet.topic === controlAnswerTopic) return isAdministrator(own) ? packet : null;
        return mayReceive(own, packet.topic) ? packet : null;
      },
    },
    accountOf: (client) => opened.get(client)!, // aedes tells only of those who were let in
    mayUnsubscribe(client, filter) {
      const own = rights(client);
      return own !== null && mayUnsubscribe(own, filter);
    },
    holdRights(client) {
      const own = rights(client);
      if (own) held.set(client, own);
      return () => void held.delete(client);
    },
  };
}

/** Takes a message that nobody is to get. */
export function drop(packet: PublishPacket, done: () => void): void {
  packet.topic = denied;
  packet.payload = '';
  packet.retain = false;
  done();
}

/** aedes tells itself things on `$SYS/<id>/…`, which are nobody else's business. */
function isTold(topic: string): boolean {
  return topic.startsWith('$SYS/') ? topic.startsWith('$SYS/broker/') : true;
}

/** The rights of each account; worked out once a change. */
function openRights(accounts: () => Accounts): (username: string) => Rights {
  let known = new Map<string, Rights>();
  let knownOf: Accounts | null = null;
  return (username) => {
    if (knownOf !== accounts()) known = new Map();
    knownOf = accounts();
    const rights = known.get(username) ?? rightsOf(knownOf, username);
    known.set(username, rights);
    return rights;
  };
}
