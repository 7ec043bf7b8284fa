import { startMosquitto } from '@/broker/mosquitto.testing';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { homeAccounts } from '@/embedded-broker/home-accounts';
import { hashPassword } from '@/embedded-broker/password';
import { seedAccounts } from '@/embedded-broker/seed-accounts.testing';

export type BrokerKind = 'embedded' | 'mosquitto';

/** Who there is on the broker of a story: nobody is anonymous. */
export const passwords = { owner: 'owner-5f1c', zigbee2mqtt: 'bridge-77aa', admin: 'admin-0b2d' } as const;

/** A broker that a story can pull the plug of. */
export type StoryBroker = {
  readonly url: string;
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
  let broker: EmbeddedBroker = await openEmbeddedBroker({ port: 0, accounts });
  const { port, url } = broker;
  return {
    url,
    kill: () => broker.kill(),
    async restart() {
      broker = await openEmbeddedBroker({ port, accounts, memory: broker.memory });
    },
    stop: () => broker.close(),
  };
}

/** The first administrator of a new Mosquitto; gone when the home has its accounts. */
const founder = { username: 'founder', password: 'founder-3c9d' } as const;

/** The same accounts, created as an installer creates them: by the broker's own administration. */
async function startReal(): Promise<StoryBroker> {
  const broker = await startMosquitto({ dynamicSecurity: { admin: founder }, persistence: true });
  const accounts = homeAccounts({ admin: null, owner: null, bridge: null });
  await seedAccounts(broker.wsUrl, founder, accounts, passwords);
  const admin = await openConsole(broker.wsUrl, { username: 'admin', password: passwords.admin });
  await admin.ask({ command: 'deleteClient', username: founder.username });
  await admin.close();
  return {
    url: broker.wsUrl,
    kill: () => broker.kill('SIGKILL'),
    restart: () => broker.restart(),
    stop: () => broker.stop(),
  };
}
