import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openBroker, type Broker } from '@/broker/broker';
import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { toBase64Url } from '@/core/base64';
import type { Message } from '@/core/message';
import type { Authority } from '@/credentials/authority/authority';
import { openDynamicSecurity } from '@/credentials/authority/dynamic-security';
import { openDynamicSecurityAuthority } from '@/credentials/authority/dynamic-security-authority';
import { newPassword } from '@/credentials/hand-over/new-password';
import { openDeviceTopics, type DeviceTopics } from '@/credentials/rotation/device-topics';
import { openRotationPort } from '@/credentials/rotation/port-over-broker';
import { runRotation } from '@/credentials/rotation/run';

import { median } from './median';

const device = 'bench-camera';
const rounds = 9;
const founder = { username: 'founder', password: 'founder-3c9d' } as const;
const rotator = { username: 'rotator', password: 'rotator-77ab' } as const;
const firstPassword = 'first-0b2d';

export type RotationTimes = {
  readonly version: string;
  readonly rounds: number;
  readonly medianMs: number;
  readonly slowestMs: number;
};

/**
 * A full rotation of a live class A device on an idle Mosquitto, from the first look to the last word: the device is a process
 * of its own. null: there is no Mosquitto on this machine.
 */
export async function benchRotation(): Promise<RotationTimes | null> {
  const mosquitto = await startMosquitto({ dynamicSecurity: { admin: founder } }).catch(() => null);
  if (mosquitto === null) return null;
  const state = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  let camera: ChildProcess | null = null;
  try {
    await makeAccounts(mosquitto);
    camera = startDevice(mosquitto.wsUrl, state);
    const times = await rotateAgainAndAgain(mosquitto);
    return { version: mosquitto.version, rounds, medianMs: median(times), slowestMs: Math.max(...times) };
  } finally {
    camera?.kill('SIGTERM');
    await mosquitto.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

type Office = { readonly broker: Broker; onMessage: (message: Message) => void };

async function logIn(url: string, login: { username: string; password: string }): Promise<Office> {
  const office: { broker: Broker; onMessage: (message: Message) => void } = { broker: null!, onMessage: () => {} }; // set next
  await new Promise<void>((resolve, reject) => {
    office.broker = openBroker({
      login: { url, ...login },
      clock: Date.now,
      random: Math.random,
      events: {
        onState({ status }) {
          if (status === 'connected') resolve();
          if (status === 'failed') reject(new Error(`The broker refuses ${login.username}.`));
        },
        onMessage: (message) => office.onMessage(message),
        onOversize: () => {},
      },
    });
  });
  return office;
}

/** The founder of a new Mosquitto may do nothing but administer, and cannot give itself more. */
async function makeAccounts({ wsUrl }: Mosquitto): Promise<void> {
  const { broker } = await logIn(wsUrl, founder);
  const security = openDynamicSecurity(broker, { username: founder.username, random: Math.random });
  const authority = openDynamicSecurityAuthority(security);
  const own = `gatehouse/v1/device/${device}/#`;
  const allow = (type: 'publishClientSend' | 'publishClientReceive' | 'subscribePattern', topic: string) =>
    ({ type, topic, allow: true }) as const;
  const all = (topic: string) => [
    allow('publishClientSend', topic),
    allow('publishClientReceive', topic),
    allow('subscribePattern', topic),
  ];
  await security.createClient(rotator);
  await authority.grant(rotator.username, { name: 'admin', acls: [] });
  await authority.grant(rotator.username, { name: 'rotator', acls: all('gatehouse/#') });
  await security.createClient({ username: `${device}.a`, password: firstPassword, clientid: device });
  await authority.grant(`${device}.a`, { name: `dev:${device}`, acls: all(own) });
  await broker.close();
}

function startDevice(url: string, state: string): ChildProcess {
  const program = ['--import', 'tsx', 'src/cli/device.ts'];
  const flags = ['--broker', url, '--id', device, '--username', `${device}.a`, '--state', state];
  const env = { ...process.env, GATEHOUSE_PASSWORD: firstPassword };
  return spawn(process.execPath, [...program, ...flags], { env, stdio: 'ignore' });
}

async function rotateAgainAndAgain({ wsUrl }: Mosquitto): Promise<readonly number[]> {
  const office = await logIn(wsUrl, rotator);
  const security = openDynamicSecurity(office.broker, { username: rotator.username, random: Math.random });
  const authority = openDynamicSecurityAuthority(security);
  let wake = () => {};
  const topics = openDeviceTopics(office.broker, device, () => wake());
  office.onMessage = topics.hear;
  await topics.begin();
  const change = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  while (topics.key === null) await change(1_000);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await rotateOnce(office.broker, authority, topics, change));
    await forgetRegisters(authority); // nobody else is here whose late command could meet the next one
  }
  await office.broker.close();
  return times;
}

async function rotateOnce(
  broker: Broker,
  authority: Authority,
  topics: DeviceTopics,
  change: (ms: number) => Promise<void>,
): Promise<number> {
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const port = openRotationPort({
    authority,
    broker,
    device,
    usernames: [`${device}.a`, `${device}.b`],
    rotations: [],
    witness: {
      isPresent: () => true,
      usedLogin: () => null,
      cameOnlineAt: () => null,
      heardAt: () => null,
      answered() {},
      isSeenAs: () => false,
      forgetSeen() {},
      waitsForRestart: () => false,
    },
    handOver: { way: 'two-slots', topics },
    isCertified: async () => false,
    clock: Date.now,
    steady: () => performance.now(),
    change,
  });
  const began = performance.now();
  const { outcome, sentence } = await runRotation({
    subject: { account: device, device: null, name: device, spokenName: device, way: 'two-slots' },
    wish: 'start',
    port,
    by: rotator.username,
    clock: Date.now,
    steady: () => performance.now(),
    newPassword: () => newPassword('two-slots', randomBytes),
    newRotation: () => `r-${toBase64Url(randomBytes(9))}`,
    left: null,
    onProgress: () => {},
    usualMs: () => null,
    signal: new AbortController().signal,
  }).ended;
  if (outcome !== 'replaced') throw new Error(sentence);
  return performance.now() - began;
}

async function forgetRegisters(authority: Authority): Promise<void> {
  const listed = await authority.list(null);
  if (listed.outcome === 'failed') return;
  for (const name of listed.registers.keys()) await authority.remove({ register: name });
}
