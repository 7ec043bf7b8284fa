import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { homeAccounts, withDevice } from '../home-accounts';
import { hashPassword } from '@/embedded-broker/password';

/** A broker on which the device has these accounts: username → password. It can be ended and be there again with others. */
export type TestBroker = {
  readonly url: string;
  restartWith(accounts: Accounts): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
};
export type Accounts = Readonly<Partial<Record<'cam.a' | 'cam.b', string>>>;

export async function embedded(accounts: Accounts): Promise<TestBroker> {
  const hash = (password: string) => hashPassword(password, { iterations: 10 });
  async function accountsOf(held: Accounts) {
    const people = homeAccounts({
      admin: await hash('admin'),
      owner: await hash('owner'),
      bridge: await hash('bridge'),
    });
    let all = people;
    for (const slot of ['a', 'b'] as const) {
      const password = held[`cam.${slot}`];
      if (password !== undefined) all = withDevice(all, 'cam', slot, await hash(password));
    }
    return all;
  }
  let broker: EmbeddedBroker = await openEmbeddedBroker({ port: 0, accounts: await accountsOf(accounts) });
  const { port, url } = broker;
  return {
    url,
    kill: () => broker.kill(),
    async restartWith(next) {
      await broker.kill();
      broker = await openEmbeddedBroker({ port, accounts: await accountsOf(next), memory: broker.memory });
    },
    stop: () => broker.close(),
  };
}

export async function mosquitto(accounts: Accounts): Promise<TestBroker> {
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-device-broker-'));
  const topicOf = (what: string) => `gatehouse/v1/device/cam/${what}`;
  const own = (user: string, slot: string) => `user ${user}
topic write ${topicOf('about')}
topic write ${topicOf('status')}
topic write ${topicOf('telemetry')}
topic write ${topicOf('event')}
topic write ${topicOf('reply')}
topic write ${topicOf('image')}
topic write ${topicOf('credential/key')}
topic write ${topicOf(`credential/proof/${slot}`)}
topic read ${topicOf('command')}
topic read ${topicOf('credential/offer')}
`;
  const acl = `user admin\ntopic readwrite #\n\n${own('cam.a', 'a')}\n${own('cam.b', 'b')}`;
  const start = (held: Accounts, port?: number) =>
    startMosquitto({
      users: { admin: 'admin', ...held },
      acl,
      dir,
      persistence: true,
      ...(port !== undefined && { port }),
    });
  let broker: Mosquitto = await start(accounts);
  return {
    url: broker.wsUrl,
    kill: () => broker.kill('SIGKILL'),
    async restartWith(next) {
      await broker.kill('SIGTERM');
      broker = await start(next, broker.port);
    },
    async stop() {
      await broker.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
