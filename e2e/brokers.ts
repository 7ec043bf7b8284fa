import { startMosquitto } from '@/broker/mosquitto.testing';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { homeAccounts } from '@/embedded-broker/home-accounts';
import { hashPassword } from '@/embedded-broker/password';
import { cameraPlans } from '@/simulator/cameras/plans';

export type BrokerKind = 'embedded' | 'mosquitto';

/** Who there is on the broker of a story: nobody is anonymous. */
export const passwords = { owner: 'owner-5f1c', zigbee2mqtt: 'bridge-77aa', admin: 'admin-0b2d' } as const;

/** The first passwords of the devices with a connection of their own, by id; the account is `<id>.a`. */
export const cameraPasswords: ReadonlyMap<string, string> = new Map(cameraPlans.map(({ id }) => [id, `${id}-1f07`]));

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
    devices: new Map(
      await Promise.all([...cameraPasswords].map(async ([id, one]) => [id, await hashPassword(one)] as const)),
    ),
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
topic deny gatehouse/v1/device/+/credential/offer
topic write gatehouse/v1/device/+/command
topic write gatehouse/v1/alert/#
topic write gatehouse/v1/names
topic write gatehouse/v1/updates
topic write gatehouse/v1/posture
topic write gatehouse/v1/watcher
topic write gatehouse/v1/rotation/#

user zigbee2mqtt
topic readwrite zigbee2mqtt/#

user admin
topic readwrite #

${[...cameraPasswords.keys()].map(deviceAcl).join('\n\n')}`;

/** A device speaks for itself alone, and hears its commands and its next password. */
function deviceAcl(id: string): string {
  const own = `gatehouse/v1/device/${id}`;
  const says = ['about', 'status', 'telemetry', 'event', 'reply', 'image', 'credential/key', 'credential/proof/a'];
  const hears = ['command', 'credential/offer'];
  return [
    `user ${id}.a`,
    ...says.map((what) => `topic write ${own}/${what}`),
    ...hears.map((what) => `topic read ${own}/${what}`),
  ].join('\n');
}

async function startReal(): Promise<StoryBroker> {
  const cameras = Object.fromEntries([...cameraPasswords].map(([id, password]) => [`${id}.a`, password]));
  const broker = await startMosquitto({ users: { ...passwords, ...cameras }, acl, persistence: true });
  return {
    url: broker.wsUrl,
    log: () => broker.log(),
    kill: () => broker.kill('SIGKILL'),
    restart: () => broker.restart(),
    stop: () => broker.stop(),
  };
}
