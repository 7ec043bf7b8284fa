import { join } from 'node:path';

import { openEmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { homeAccounts } from './home-accounts';
import { generatePassword, hashPassword, type PasswordHash } from '@/embedded-broker/password';
import { cameraPlans } from '@/simulator/cameras/plans';
import { programAccounts } from '@/simulator/programs';

import { builtPage } from './build-page';
import type { Demo } from './demo';
import { openHomeTls, trustLines, type HomeTls } from './home-tls';
import { UsageError } from './options';
import { untilTold } from './output';
import { livePast, type LivedPast, type Past } from './past';
import { servePage } from './serve-page';
import { runSimulatedHome } from './simulated-devices';
import { readStartOptions, startUsage, type StartOptions } from './start-options';

const root = join(import.meta.dirname, '../..');
const say = (line: string) => void process.stdout.write(`${line}\n`);
/** How long a scenario waits for somebody to open the page. */
const scenarioDelayMs = 15_000;
/** How long the end may take before it is made. */
const endMs = 5000;

/** What is open, to be closed in the reverse order. */
const open: (() => Promise<void>)[] = [];

const interrupted = untilTold();

try {
  const options = readStartOptions(process.argv.slice(2));
  if (options === null) say(startUsage);
  else await Promise.race([start(options).then(() => interrupted), interrupted]);
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof UsageError ? error.message : describe(error)}\n`);
}
setTimeout(() => process.exit(), endMs).unref();
for (const close of open.toReversed()) await close();
process.exit(); // Vite, if it built the page or is still at it, would not let go by itself

/** A throw that nobody expected is a bug of ours: whoever reports it should have its trace. */
function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function start(options: StartOptions): Promise<void> {
  const directory = await builtPage(root, say).catch((error: Error) => {
    throw new UsageError(`The page could not be built.\n\n${error.message}`);
  });
  const tls = options.tls ? await openHomeTls(join(root, '.cache/tls'), Date.now()) : undefined;
  const demo = await openDemo(options.broker, tls);
  const serving = servePage({ directory, port: options.port, demo, ...(tls && { tls }) });
  const page = await orTaken('port', options.port, serving);
  open.push(() => page.close());
  if (tls) for (const line of trustLines(tls)) say(line);
  say(`Gatehouse is ready: ${page.url}`);
}

/** What the page is told of the broker; opens the embedded one and its home where one is wanted. */
async function openDemo(wanted: StartOptions['broker'], tls: HomeTls | undefined): Promise<Demo> {
  if (wanted.kind === 'existing') return { url: wanted.url };
  const ownAdmin = process.env['GATEHOUSE_ADMIN_PASSWORD'];
  const passwords = { admin: ownAdmin || generatePassword(), owner: generatePassword(), bridge: generatePassword() };
  const cameras = new Map(cameraPlans.map(({ id }) => [id, generatePassword()]));
  const programs = new Map(programAccounts.map(({ username }) => [username, generatePassword()]));
  const hashes = await hashAll(programs);
  const accounts = homeAccounts({
    admin: await hashPassword(passwords.admin),
    owner: await hashPassword(passwords.owner),
    bridge: await hashPassword(passwords.bridge),
    devices: await hashAll(cameras),
    programs: programAccounts.map((account) => ({ ...account, password: hashes.get(account.username) ?? null })),
    at: Date.now(),
  });
  const broker = await orTaken(
    'broker-port',
    wanted.port,
    openEmbeddedBroker({ port: wanted.port, accounts, ...(tls && { tls }) }),
  );
  open.push(() => broker.close());
  say(`Broker: ${broker.url}`);
  say(`Its administrator: admin, password ${ownAdmin ? 'as in GATEHOUSE_ADMIN_PASSWORD' : passwords.admin}`);
  const demo: Demo = { url: broker.url, username: 'owner', password: passwords.owner };
  if (wanted.home) {
    const { seed, devices, scenario, pastDays } = wanted.home;
    const past = pastDays === null ? null : await lived({ seed, devices, days: pastDays, until: Date.now() });
    const login = { url: broker.insideUrl, username: 'zigbee2mqtt', password: passwords.bridge };
    const home = runSimulatedHome({ ...login, seed, cameras, programs, ...(devices !== null && { devices }) });
    open.push(() => home.close());
    await home.ready;
    if (scenario !== null) {
      setTimeout(() => {
        if (home.run(scenario) === 'no-part') say(`This home has no device that could play ${scenario.name}.`);
      }, scenarioDelayMs).unref();
      say(`In ${scenarioDelayMs / 1000} s: ${scenario.happens}`);
    }
    return { ...demo, home, ...(past !== null && { past }) };
  }
  return demo;
}

async function lived(past: Past): Promise<LivedPast> {
  say(
    `The simulated home lives ${past.days} days first, so that its habits and its history are known. That takes a second or two each.`,
  );
  return livePast(past);
}

async function hashAll(passwords: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, PasswordHash>> {
  return new Map(await Promise.all([...passwords].map(async ([id, one]) => [id, await hashPassword(one)] as const)));
}

/** The usual reason why a port cannot be had, and the flag that cures it. */
async function orTaken<T>(flag: string, port: number, opening: Promise<T>): Promise<T> {
  return opening.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') {
      throw new UsageError(`Port ${port} is in use. Is Gatehouse running already? Take another with --${flag}.`);
    }
    if (error.code === 'EACCES')
      throw new UsageError(`Port ${port} may not be used. Take one above 1023 with --${flag}.`);
    throw error;
  });
}
