import type { Broker } from '@/broker/broker';
import type { Device, DeviceId } from '@/core/device';
import type { LoginChange, LoginQuestion, NewLogin } from '@/core/log-ins/login-change';
import { askByCommand, handOverByCommand } from '@/credentials/hand-over/by-command';
import { openDeviceTopics } from '@/credentials/rotation/device-topics';
import type { HandOver, Witness } from '@/credentials/rotation/port-over-broker';
import type { Act } from '@/credentials/rotation/run';
import type { Sightings } from '@/credentials/rotation/sightings';

import type { SeenLogIns } from '@/credentials/authority/seen-log-ins';

import type { Office } from '../admin';
import type { Pipeline } from '../../hearing/pipeline';

export type OpenedHandOver = { readonly handOver: HandOver; close(): void };

type Parts = {
  readonly pipeline: Pipeline;
  /** the day-to-day connection, which commands the devices */
  readonly broker: () => Broker | null;
  readonly random: () => number;
};

/** How this device gets its new log-in: sealed in its own profile, by a command of its convention, else by hand. */
export function openHandOver(
  parts: Parts,
  office: Office,
  account: string,
  device: Device | null,
  onChange: () => void,
): OpenedHandOver {
  const how = device?.login?.value.handOver ?? null;
  if (device === null || how === null) return { handOver: { way: 'by-hand' }, close() {} };
  if (how === 'command') {
    return {
      handOver: {
        way: 'one-slot',
        tell: (login) => tellByCommand(parts, office, device.id, login),
        askLogin: loginQuestion(parts, device.id) === null ? null : () => askLogin(parts, office, device.id),
        restart: restartOf(parts.pipeline, device.id).length === 0 ? null : () => restart(parts, office, device.id),
      },
      close() {},
    };
  }
  const topics = openDeviceTopics(office.broker, account, onChange);
  const stops = [
    office.onMessage(topics.hear),
    office.onLink((connected) => (connected ? void topics.begin() : topics.lost())),
  ];
  void topics.begin();
  return {
    handOver: { way: 'two-slots', topics },
    close() {
      for (const stop of stops) stop();
      topics.close();
    },
  };
}

/** The command that gives it such a log-in; null: there is none. */
function changeOf({ home, readers }: Pipeline, id: DeviceId, login: NewLogin, transaction: string): LoginChange | null {
  for (const voice of home.devices.get(id)?.voices ?? []) {
    for (const reader of readers) {
      const change = reader.changeLogin?.(voice, login, transaction) ?? null;
      if (change !== null) return change;
    }
  }
  return null;
}

/** By the day-to-day connection, which commands the devices; by the administrator's where that one may not. */
async function tellByCommand(
  { pipeline, broker, random }: Parts,
  office: Office,
  id: DeviceId,
  login: NewLogin,
): Promise<Act> {
  const connection = broker();
  if (connection === null) return { outcome: 'unanswered' };
  const change = changeOf(pipeline, id, login, transactionOf(random));
  if (change !== null) return handOverByCommand([connection, office.broker], change);
  return { outcome: 'refused', why: 'There is no command that gives this device such a log-in. Both stay valid.' };
}

/** How it is asked which log-in it is set to; null: it does not tell when asked. */
function loginQuestion({ pipeline, random }: Parts, id: DeviceId): LoginQuestion | null {
  for (const voice of pipeline.home.devices.get(id)?.voices ?? []) {
    for (const reader of pipeline.readers) {
      const question = reader.askLogin?.(voice, transactionOf(random)) ?? null;
      if (question !== null) return question;
    }
  }
  return null;
}

async function askLogin(parts: Parts, office: Office, id: DeviceId): Promise<string | null> {
  const connection = parts.broker();
  const question = loginQuestion(parts, id);
  const wires = connection === null ? [office.broker] : [connection, office.broker];
  return question === null ? null : askByCommand(wires, question);
}

/** What makes it start with what it is set to; none: it does so by itself, or is told nothing by command. */
function restartOf(pipeline: Pipeline, id: DeviceId): LoginChange['afterwards'] {
  const any = { username: 'any.a', password: 'any.a' }; // of a change, only what comes after it is looked at
  return changeOf(pipeline, id, any, '')?.afterwards ?? [];
}

async function restart({ pipeline, broker }: Parts, office: Office, id: DeviceId): Promise<void> {
  for (const message of restartOf(pipeline, id)) {
    const result = await (broker() ?? office.broker).publish(message);
    if (result.outcome !== 'sent') await office.broker.publish(message);
  }
}

function transactionOf(random: () => number): string {
  return `gatehouse-${Math.floor(random() * 2 ** 48).toString(36)}`;
}

/** What this browser knows of a device while its log-in is changed: from the living home, and from the broker's log. */
export function witnessOf(
  pipeline: Pipeline,
  device: DeviceId | null,
  seen: SeenLogIns,
  sightings: Sightings,
  steady: () => number,
): Witness {
  const { home } = pipeline;
  const id = device ?? '';
  return {
    isSeenAs: seen.isIn,
    forgetSeen: seen.forget,
    answered: (username) => sightings.answered(username, steady()),
    waitsForRestart: () => restartOf(pipeline, id).length > 0,
    cameOnlineAt: () => sightings.cameOnlineAt,
    heardAt: () => sightings.heardAt,
    isPresent: () => home.devices.get(id)?.reachability === 'online',
    usedLogin: () => sightings.login,
  };
}
