import { Aedes, type AedesOptions, type Client, type PublishPacket } from 'aedes';

import { answerControl, controlAnswerTopic, withSamePasswords } from './account-control';
import type { Accounts } from './accounts';
import { nameOf, openBrokerLog, speakable } from './broker-log';
import { responseTopic } from './dynamic-security/administer';
import { openAdministration } from './dynamic-security/administration';
import { drop, openGatekeeper, type Gatekeeper } from './gatekeeper';
import { keepOrder } from './keep-order';
import type { PasswordHash } from './password';
import { openSessions, type BrokerMemory, type Sessions } from './sessions';

export type BrokerOptions = {
  readonly accounts: Accounts;
  /** rejects where changed accounts could not be kept: then they are not changed */
  save(accounts: Accounts): Promise<void>;
  hash(password: string): Promise<PasswordHash>;
  readonly memory?: BrokerMemory | undefined;
  readonly maximumPacketBytes: number;
  /** what stands in `$SYS/broker/version` */
  readonly version: string;
  /** lines in the words of Mosquitto 2.1's log */
  readonly log: (line: string) => void;
};

/** aedes behind the accounts: who may log in, publish, subscribe, receive and administer. */
export type Broker = {
  readonly aedes: Aedes;
  readonly sessions: Sessions;
  readonly gatekeeper: Gatekeeper;
};

export async function openBroker(options: BrokerOptions): Promise<Broker> {
  const { save, hash, memory, maximumPacketBytes, version, log: write } = options;
  const tell = (topic: string, payload: string, retain = false, done = () => {}) =>
    aedes.publish({ cmd: 'publish', topic, payload, qos: 0, retain, dup: false }, done);
  const log = openBrokerLog(write, tell);
  const administration = openAdministration({
    accounts: options.accounts,
    save,
    hash,
    connections: () => sessions.connections(),
  });
  const gatekeeper = openGatekeeper({ log, accounts: () => administration.accounts, administer, answer });
  const aedes: Aedes = await Aedes.createBroker({
    ...aedesLimits,
    ...gatekeeper.hooks,
    maximumPacketSize: maximumPacketBytes,
    ...(memory && { persistence: memory }),
  });
  keepOrder(aedes);
  // aedes looks clients up in a plain object, where a client id such as "constructor" would find one (see `admit`).
  Object.assign(aedes, { clients: Object.create(null) });
  (aedes as NodeJS.EventEmitter).on('error', (error: Error) => write(`Error: ${error.message}`)); // not in its types
  const sessions = openSessions({ aedes, log, gatekeeper, accounts: () => administration.accounts });

  function administer(client: Client, packet: PublishPacket, done: () => void): void {
    const { username } = gatekeeper.accountOf(client);
    const letGo = gatekeeper.holdRights(client);
    void administration.run(packet.payload.toString()).then(({ answer, kicked, lines }) => {
      for (const line of lines) log.say('I', `dynsec: ${nameOf(client)}/${speakable(username)} | ${speakable(line)}`);
      for (const name of kicked) sessions.kick(name, client);
      drop(packet, done); // acknowledges it, and lets nobody have what may hold a password
      tell(responseTopic, answer, false, () => {
        letGo();
        // whoever changed itself hears the answer first, as on Mosquitto 2.1
        if (kicked.has(username)) sessions.end(client);
      });
    });
  }

  function answer(client: Client, packet: PublishPacket, done: () => void): void {
    const letGo = gatekeeper.holdRights(client);
    const { accounts } = administration;
    const replace = async (next: Accounts) => {
      const replaced = await administration.replace((before) => withSamePasswords(next, before));
      if (replaced === 'done') log.say('I', `${nameOf(client)} has put other accounts in the place of all`);
      return replaced;
    };
    const onRead = () => log.say('I', `${nameOf(client)} has read all accounts, with the hashes of their passwords`);
    void answerControl(packet.payload.toString(), { accounts, replace, onRead }).then((payload) => {
      drop(packet, done);
      const end = () => {
        letGo();
        sessions.endThoseShutOut();
      };
      if (payload === null) return end();
      // to whoever asked and nobody else, whatever others subscribed to
      client.publish({ cmd: 'publish', topic: controlAnswerTopic, payload, qos: 0, retain: false, dup: false }, end);
    });
  }

  tell('$SYS/broker/version', version, true);
  return { aedes, sessions, gatekeeper };
}

const aedesLimits: AedesOptions = {
  connectTimeout: 10_000,
  // One reader that does not read would hold up the others: no cap on messages under way, and it is cut off.
  concurrency: 0,
  drainTimeout: 10_000,
  sessionExpiryIntervalLimit: 24 * 60 * 60,
  pendingSessionsLimit: 1000,
};
