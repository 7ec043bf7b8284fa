import { expect, onTestFinished } from 'vitest';

import { runSimulatedHome, type RunningHome } from '@/cli/simulated-devices';
import { openWatchedBroker } from '@/broker/watched-broker.testing';
import type { AdminState } from '@/core/log-ins/account';
import type { Rotation } from '@/core/log-ins/rotation';
import { openDynamicSecurity, type DynamicSecurity } from '@/credentials/authority/dynamic-security';
import { knock } from '@/embedded-broker/guest.testing';

import {
  cameraPasswords,
  passwords,
  programPasswords,
  startBroker,
  type BrokerKind,
  type SeededBroker,
} from '../../../../e2e/brokers';
import type { Session } from '../../session';
import { gatherTold, openTestSession, type Told } from '../../session.testing';

export type Browser = {
  readonly session: Session;
  /** the newest word on each account */
  rotation(account: string): Rotation | undefined;
  /** whether an administrator is in */
  admin(): AdminState | undefined;
  readonly when: Told['when'];
  close(): Promise<void>;
};

/** A browser of the owner, who is the administrator too. */
export async function openBrowser(url: string): Promise<Browser> {
  const session = openTestSession({ askForStates: true });
  onTestFinished(() => session.close());
  const told = gatherTold(session);
  const browser: Browser = {
    session,
    rotation: (account) => told.news.rotations?.find((one) => one.account === account),
    admin: () => told.news.admin,
    when: told.when,
    close: () => session.close(),
  };
  session.connect({ url, username: 'owner', password: passwords.owner });
  await told.settled;
  const state = await session.access.answer('openAdmin', { username: 'admin', password: passwords.admin });
  expect(state).toMatchObject({ status: 'open', username: 'admin' });
  return browser;
}

/** whose password somebody has to type in: it is no simulated camera here */
export const gate = 'garage-camera';
const cameras = new Map([...cameraPasswords].filter(([id]) => id !== gate));

/** A broker, the home on it, and its administration. */
export type Story = { readonly broker: SeededBroker; readonly home: RunningHome; readonly admin: DynamicSecurity };

export async function openStory(
  kind: BrokerKind,
  who: 'cameras' | 'programs' = 'cameras',
  more: { readonly loginIsOverridden?: boolean } = {},
): Promise<Story> {
  const broker = await startBroker(kind);
  onTestFinished(() => broker.stop());
  const home = runSimulatedHome({
    url: broker.url,
    username: 'zigbee2mqtt',
    password: passwords.zigbee2mqtt,
    seed: 3,
    startAt: Date.now(),
    ...(who === 'cameras' ? { cameras } : { programs: programPasswords }),
    ...more,
  });
  onTestFinished(() => home.close());
  await home.ready;
  const office = openWatchedBroker({ url: broker.url, username: 'admin', password: passwords.admin });
  onTestFinished(() => office.close());
  await office.until('connected');
  return { broker, home, admin: openDynamicSecurity(office, { username: 'admin', random: Math.random }) };
}

/** Its accounts at the broker. */
export async function accountsOf({ admin }: Story, device: string): Promise<readonly string[]> {
  const names = await admin.listClientNames();
  if (names.outcome === 'failed') throw new Error('The broker does not tell its accounts.');
  return names.value.filter((username) => username === device || username.startsWith(`${device}.`));
}

/** Somebody who comes with the device's old password. */
export async function isRefused(
  { broker }: Pick<Story, 'broker'>,
  username: string,
  password: string,
  clientId: string,
): Promise<boolean> {
  const guest = knock(broker.url, { username, password, clientId, protocolVersion: 5 });
  const refused = await Promise.race([guest.next('error').then(() => true), guest.next('connect').then(() => false)]);
  await guest.client.endAsync(true);
  return refused;
}
