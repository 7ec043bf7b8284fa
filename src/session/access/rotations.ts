import type { Broker } from '@/broker/broker';
import type { Device, DeviceId } from '@/core/device';
import type { Rotation } from '@/core/rotation';
import { spokenName } from '@/core/spoken-name';
import type { Listed } from '@/credentials/authority/authority';
import { isByCertificate } from '@/credentials/certificates/certificate-account';
import { loginDevices } from '@/credentials/login-devices';
import { deviceOf } from '@/credentials/rotation/facts';
import { openRotationPort } from '@/credentials/rotation/port-over-broker';
import { runRotation, type RunningRotation } from '@/credentials/rotation/run';

import type { Office } from './admin';
import type { Pipeline } from '../pipeline';
import type { RotationAnswer } from '../protocol';
import { openHandOver, presenceOf } from './rotation-hand-over';
import { mirrorTopic } from './rotation-mirror';

type Parts = {
  readonly pipeline: Pipeline;
  /** the day-to-day connection, which commands the devices */
  readonly broker: () => Broker | null;
  readonly clock: () => number;
  /** ms since anything, never set right */
  readonly steady: () => number;
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly tell: (rotations: readonly Rotation[]) => void;
};

/** The rotations that this session carries on while an administrator is signed in. */
export type Rotations = {
  /** an administrator is in: what was begun and not ended, here or in another browser, is carried on */
  begin(office: Office): void;
  /** nobody is in any more: everything stops where it stands, which is a safe place at any moment */
  stop(): void;
  start(username: string): Promise<RotationAnswer>;
  /** takes it back, where that is still possible */
  rollBack(account: string): void;
  /** these devices have changed: one may have shown its new log-in */
  homeChanged(changed: ReadonlySet<DeviceId>): void;
  /** another home */
  forget(): void;
  /** something goes on that somebody waits for */
  readonly isBusy: boolean;
};

type Running = {
  readonly run: RunningRotation;
  readonly device: DeviceId;
  readonly isTidying: boolean;
  stop(): void;
};

/** Mosquitto before 2.0.16 may lose its account file when it is killed while it writes: it is left in peace in between. */
const paceMs = { careful: 300, normal: 150 } as const;
const keptRotations = 50;
const passwordBytes = 32;

export function openRotations(parts: Parts): Rotations {
  const { pipeline, clock, steady, randomBytes } = parts;
  const { home } = pipeline;
  const running = new Map<string, Running>();
  const sleepers = new Set<() => void>();
  let office: Office | null = null;
  let shown: readonly Rotation[] = [];

  function wake(): void {
    for (const waken of sleepers) waken();
  }

  /** Resolves at the next change of the home or of a device's topics, at the latest after `ms`. */
  function change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, ms);
      sleepers.add(end);
      function end(): void {
        clearTimeout(timer);
        sleepers.delete(end);
        resolve();
      }
    });
  }

  function show(rotation: Rotation): void {
    shown = [rotation, ...shown.filter(({ account }) => account !== rotation.account)].slice(0, keptRotations);
    parts.tell(shown);
    // a mirror for the eyes of others: what counts stands in the account database
    const topic = mirrorTopic(rotation.account);
    void office?.broker.publish({ topic, payload: JSON.stringify(rotation), qos: 0, retain: true });
  }

  /** `isTidying`: only the registers of a change that is over are left, and nobody need see that they are swept. */
  function carryOn(mine: Office, found: Found, device: Device, wish: 'start' | 'finish', isTidying: boolean): void {
    const { account, usernames, rotations } = found;
    const stopping = new AbortController();
    const { handOver, close } = openHandOver(parts, mine, account, device, wake);
    const run = runRotation({
      subject: {
        account,
        device: device.id,
        name: device.name,
        spokenName: spokenName(device.name),
        way: handOver.way,
      },
      wish,
      port: openRotationPort({
        authority: mine.authority,
        broker: mine.broker,
        device: account,
        usernames,
        rotations,
        presence: presenceOf(pipeline, device.id),
        handOver,
        clock,
        change,
      }),
      by: mine.username,
      clock,
      steady,
      newPassword: () => base64url(randomBytes(passwordBytes)),
      newRotation: () => `r-${base64url(randomBytes(9))}`,
      paceMs: mine.warnings.includes('loses-accounts-in-a-crash') ? paceMs.careful : paceMs.normal,
      onProgress: isTidying ? () => {} : show,
      signal: stopping.signal,
    });
    const entry: Running = {
      run,
      device: device.id,
      isTidying,
      stop() {
        stopping.abort();
        running.delete(account);
        close();
        wake();
      },
    };
    running.set(account, entry);
    void run.ended.then(() => {
      if (running.get(account) !== entry) return;
      entry.stop();
      if (!isTidying) void resume(mine, account); // what it left is swept when nothing of it can be on its way
    });
  }

  /** What has two accounts, or registers of a change that is over, is carried on. */
  async function resume(mine: Office, only?: string): Promise<void> {
    const listed = await mine.authority.list();
    if (office !== mine || listed.outcome === 'failed') return;
    const whose = loginDevices(home.devices.values());
    for (const account of new Set(listed.accounts.map(deviceOf))) {
      if (running.has(account) || (only !== undefined && only !== account)) continue;
      const found = findAll(listed, account);
      const isTidying = found.own.length < 2;
      if (isTidying && found.rotations.length === 0) continue;
      // what was just stopped for good is not begun again by itself
      if (!isTidying && only !== undefined) continue;
      const device = whose.of(account, found.own);
      if (device !== null) carryOn(mine, found, device, 'finish', isTidying);
    }
  }

  async function start(username: string): Promise<RotationAnswer> {
    const mine = office;
    if (mine === null) return refused('Sign in as the broker’s administrator first.');
    const listed = await mine.authority.list();
    if (office !== mine || listed.outcome === 'failed') return refused('The broker does not answer. Try again.');
    const account = listed.accounts.find((one) => one.username === username);
    if (account === undefined) return refused(`There is no account ${username} any more.`);
    const found = findAll(listed, deviceOf(account));
    const device = loginDevices(home.devices.values()).of(found.account, found.own);
    if (device === null) return refused('Nobody knows which device uses this account.');
    if (device.login?.value.handOver == null) return refused('Its password can be changed only on the device itself.');
    const before = running.get(found.account);
    if (before?.isTidying === false) return refused('It is being changed already.');
    before?.stop();
    carryOn(mine, found, device, 'start', false);
    return { outcome: 'started' };
  }

  return {
    begin(next) {
      office = next;
      void resume(next);
    },
    stop() {
      for (const entry of running.values()) entry.stop();
      office = null;
    },
    start,
    rollBack(account) {
      running.get(account)?.run.rollBack();
      wake();
    },
    homeChanged(changed) {
      if (running.size === 0 || changed.size === 0) return;
      if ([...running.values()].some(({ device }) => changed.has(device))) wake();
    },
    forget() {
      shown = [];
      parts.tell(shown);
    },
    get isBusy() {
      return [...running.values()].some(({ isTidying }) => !isTidying);
    },
  };
}

type Found = {
  readonly account: string;
  /** the accounts that there are */
  readonly own: readonly string[];
  /** and those that there may be */
  readonly usernames: readonly string[];
  /** of which registers stand */
  readonly rotations: readonly string[];
};

/** Everything of one device among what the broker lists. */
function findAll(listed: Listed, account: string): Found {
  const own = listed.accounts
    .filter((one) => deviceOf(one) === account && !isByCertificate(one.note))
    .map(({ username }) => username);
  const rotations = listed.roles
    .map((name) => /^(?:sent|dec):(.+):([^:]+)$/.exec(name))
    .filter((match) => match?.[1] === account)
    .map((match) => match?.[2] ?? '');
  return {
    account,
    own,
    usernames: [...new Set([...own, `${account}.a`, `${account}.b`])],
    rotations: [...new Set(rotations)],
  };
}

function refused(reason: string): RotationAnswer {
  return { outcome: 'refused', reason };
}

/** RFC 4648 §5, without padding. */
function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
