import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePorts } from '@/broker/free-ports.testing';
import { startMosquitto } from '@/broker/mosquitto.testing';
import { homeAccounts } from '@/cli/home-accounts';
import { seedAccounts } from '@/embedded-broker/seed-accounts.testing';

import { passwords, type StoryBroker } from './brokers';

/** A real Mosquitto that has no certificates yet, and takes the lines and files that the page gives. */
export type TlsBroker = StoryBroker & {
  /** where devices log in with certificates, once it has any */
  readonly secureUrl: string;
  /** where pages connect encrypted, once it has a certificate */
  readonly wssUrl: string;
  /** brings it a file, under the name that the page gave it */
  bring(name: string, content: string): void;
  /** the page's own lines for it; they count from its next start */
  configure(lines: string): void;
};

const founder = { username: 'founder', password: 'founder-3c9d' } as const;
const device = { id: 'porch-cam', password: 'porch-1f07' } as const;
export { device as porchCam };

export async function startTlsBroker(): Promise<TlsBroker> {
  const [securePort = 0, wssPort = 0] = await freePorts(2);
  const files = mkdtempSync(join(tmpdir(), 'gatehouse-certs-'));
  mkdirSync(join(files, 'conf.d'));
  const broker = await startMosquitto({
    dynamicSecurity: { admin: founder },
    persistence: true,
    extraConfig: `include_dir ${join(files, 'conf.d')}`,
  });
  const accounts = homeAccounts({ admin: null, owner: null, bridge: null, devices: new Map([[device.id, null]]) });
  await seedAccounts(broker.wsUrl, founder, accounts, { ...passwords, [`${device.id}.a`]: device.password });
  return {
    url: broker.wsUrl,
    secureUrl: `mqtts://localhost:${securePort}`,
    wssUrl: `wss://localhost:${wssPort}`,
    log: () => broker.log(),
    kill: () => broker.killKeepingAccounts(),
    restart: () => broker.restart(),
    bring: (name, content) => writeFileSync(join(files, name), content, { mode: 0o600 }),
    configure(lines) {
      const here = lines
        .replaceAll('/etc/mosquitto/certs', files)
        .replace('listener 8883', `listener ${securePort} 127.0.0.1`)
        .replace('listener 8884', `listener ${wssPort} 127.0.0.1`);
      writeFileSync(join(files, 'conf.d', 'tls.conf'), `${here}\n`);
    },
    async stop() {
      await broker.stop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}
