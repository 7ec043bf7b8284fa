import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { logLines } from '@/features/access/broker-log/witness-sorts';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { homeAccounts } from '@/cli/home-accounts';
import { hashPassword } from '@/embedded-broker/password';
import { seedAccounts } from '@/embedded-broker/seed-accounts.testing';
import { cameraPlans } from '@/simulator/cameras/plans';
import { programAccounts } from '@/simulator/programs';

export type BrokerKind = 'embedded' | 'mosquitto';

/** Who there is on the broker of a story: nobody is anonymous. */
export const passwords = { owner: 'owner-5f1c', zigbee2mqtt: 'bridge-77aa', admin: 'admin-0b2d' } as const;

/** The first passwords of the devices with a connection of their own, by id; the account is `<id>.a`. */
export const cameraPasswords: ReadonlyMap<string, string> = new Map(cameraPlans.map(({ id }) => [id, `${id}-1f07`]));

/** The first passwords of what speaks for itself in other dialects, by username. */
export const programPasswords: ReadonlyMap<string, string> = new Map(
  programAccounts.map(({ username }) => [username, `${username}-9c31`]),
);

/** A broker that a story can pull the plug of. */
export type StoryBroker = {
  readonly url: string;
  /** where it keeps its accounts; absent: nobody administers them */
  readonly accountFile?: string;
  /** what it logged so far; both say who connected and who went in the same words */
  log(): string;
  /** answers nobody until it is let go; absent: it cannot be held up */
  hold?(): { letGo(): void };
  /** ends as on SIGKILL */
  kill(): Promise<void>;
  /** the same again, on the same port, with what it had retained */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** `accountFile`: where it keeps its accounts. */
export type SeededBroker = StoryBroker & { readonly accountFile: string };

/** `tellsLog`: a Mosquitto that was set to tell its log, as the page advises; the embedded one always does. */
export function startBroker(kind: BrokerKind, tellsLog = false): Promise<SeededBroker> {
  return kind === 'embedded' ? startEmbedded() : startReal(tellsLog);
}

async function startEmbedded(): Promise<SeededBroker> {
  const accounts = homeAccounts({
    admin: await hashPassword(passwords.admin),
    owner: await hashPassword(passwords.owner),
    bridge: await hashPassword(passwords.zigbee2mqtt),
    devices: new Map(
      await Promise.all([...cameraPasswords].map(async ([id, one]) => [id, await hashPassword(one)] as const)),
    ),
    programs: await Promise.all(
      programAccounts.map(async (account) => ({
        ...account,
        password: await hashPassword(programPasswords.get(account.username) ?? ''),
      })),
    ),
  });
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-story-'));
  const accountFile = join(dir, 'accounts.json');
  const options = { accounts, accountFile, log };
  let broker: EmbeddedBroker = await openEmbeddedBroker({ ...options, port: 0 });
  const { port, url } = broker;
  return {
    url,
    accountFile,
    log: () => lines.join('\n'),
    kill: () => broker.kill(),
    async restart() {
      broker = await openEmbeddedBroker({ ...options, port, memory: broker.memory });
    },
    async stop() {
      await broker.close();
      // the last of its writes may still be on its way
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The first administrator of a new Mosquitto; gone when the home has its accounts. */
const founder = { username: 'founder', password: 'founder-3c9d' } as const;

/** The same accounts, created as an installer creates them: by the broker's own administration. */
async function startReal(tellsLog: boolean): Promise<SeededBroker> {
  const broker = await startMosquitto({
    dynamicSecurity: { admin: founder },
    persistence: true,
    extraConfig: tellsLog ? logLines : '',
  });
  const devices = new Map([...cameraPasswords.keys()].map((id) => [id, null] as const));
  const programs = programAccounts.map((account) => ({ ...account, password: null }));
  const accounts = homeAccounts({ admin: null, owner: null, bridge: null, devices, programs });
  const cameras = Object.fromEntries([...cameraPasswords].map(([id, password]) => [`${id}.a`, password]));
  await seedAccounts(broker.wsUrl, founder, accounts, {
    ...passwords,
    ...cameras,
    ...Object.fromEntries(programPasswords),
  });
  const admin = await openConsole(broker.wsUrl, { username: 'admin', password: passwords.admin });
  await admin.ask({ command: 'deleteClient', username: founder.username });
  await admin.close();
  return {
    url: broker.wsUrl,
    accountFile: join(broker.dir, 'dynamic-security.json'),
    log: () => broker.log(),
    hold() {
      process.kill(broker.pid, 'SIGSTOP');
      return { letGo: () => void process.kill(broker.pid, 'SIGCONT') };
    },
    kill: () => broker.killKeepingAccounts(),
    restart: () => broker.restart(),
    stop: () => broker.stop(),
  };
}
