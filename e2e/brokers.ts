import { startMosquitto } from '@/broker/mosquitto.testing';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { homeAccounts } from '@/embedded-broker/home-accounts';
import { hashPassword } from '@/embedded-broker/password';

export type BrokerKind = 'embedded' | 'mosquitto';

/** Who there is on the broker of a story: nobody is anonymous. */
export const passwords = { owner: 'owner-5f1c', zigbee2mqtt: 'bridge-77aa', admin: 'admin-0b2d' } as const;

/** A broker that a story can pull the plug of. */
export type StoryBroker = {
  readonly url: string;
  /** what it logged so far; both say who connected and who went in the same words */
  log(): string;
  /** ends as on SIGKILL */
  kill(): Promise<void>;
  /** the same again, on the same port, with what it had retained */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export function startBroker(kind: BrokerKind): Promise<StoryBroker> {
  return kind === 'embedded' ? startEmbedded() : startReal();
}

async function startEmbedded(): Promise<StoryBroker> {
  const accounts = homeAccounts({
    admin: await hashPassword(passwords.admin),
    owner: await hashPassword(passwords.owner),
    bridge: await hashPassword(passwords.zigbee2mqtt),
  });
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  let broker: EmbeddedBroker = await openEmbeddedBroker({ port: 0, accounts, log });
  const { port, url } = broker;
  return {
    url,
    log: () => lines.join('\n'),
    kill: () => broker.kill(),
    async restart() {
      broker = await openEmbeddedBroker({ port, accounts, memory: broker.memory, log });
    },
    stop: () => broker.close(),
  };
}

const acl = `user owner
topic read #
topic write zigbee2mqtt/+/set
topic write zigbee2mqtt/+/get
topic write zigbee2mqtt/+/+/set
topic write zigbee2mqtt/+/+/get
topic write zigbee2mqtt/bridge/request/#
topic write gatehouse/v1/#

user zigbee2mqtt
topic readwrite zigbee2mqtt/#

user admin
topic readwrite #`;

async function startReal(): Promise<StoryBroker> {
  const broker = await startMosquitto({ users: passwords, acl, persistence: true });
  return {
    url: broker.wsUrl,
    log: () => broker.log(),
    kill: () => broker.kill('SIGKILL'),
    restart: () => broker.restart(),
    stop: () => broker.stop(),
  };
}
