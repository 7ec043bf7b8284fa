import { setImmediate } from 'node:timers/promises';

import { payloadsOf } from '@/simulator/cameras/payloads';
import type { DeviceMessage } from '@/simulator/cameras/words';
import type { ConnectedDevice as SimulatedDevice } from '@/simulator/home';

import { connectDevice, type ConnectedDevice } from './reference-device/connected-device';
import { firstKept, openMemory, type DeviceMemory } from './reference-device/memory';

export type CameraLogins = {
  readonly url: string;
  /** the password of `<id>.a`, by the device's id */
  readonly passwords: ReadonlyMap<string, string>;
};

/** The devices of the simulated home that have a connection, an account and a key of their own. */
export type SimulatedCameras = {
  readonly ready: Promise<void>;
  publish(messages: readonly DeviceMessage[]): void;
  /** every password that they hold */
  secrets(): readonly string[];
  close(): Promise<void>;
};

/** Connects each device for which there is a password. Their passwords and keys last as long as the process. */
export function connectCameras(
  devices: readonly SimulatedDevice[],
  { url, passwords }: CameraLogins,
  onCommand: (device: string, payload: string) => void,
): SimulatedCameras {
  const connected = new Map<string, ConnectedDevice>();
  const memories: DeviceMemory[] = [];
  for (const { id, about, ignoresOffers } of devices) {
    const password = passwords.get(id);
    if (password === undefined) continue;
    const memory = openMemory(firstKept({ slot: 'a', username: `${id}.a`, password }));
    const command = (payload: string) => onCommand(id, payload);
    memories.push(memory);
    connected.set(id, connectDevice({ url, id, about, memory, ignoresOffers, onCommand: command }));
  }
  let isClosed = false;
  let drawn: Promise<void> = Promise.resolve();

  function say(message: DeviceMessage): void {
    const device = connected.get(message.device);
    if (device === undefined || isClosed) return;
    const what = message.topic.split('/').slice(4).join('/');
    for (const payload of payloadsOf(message)) device.publish(what, payload, 'qos' in message ? message.qos : 0);
  }

  return {
    ready: Promise.all([...connected.values()].map((device) => device.ready)).then(() => {}),
    publish(messages) {
      for (const message of messages) {
        if ('payload' in message) say(message);
        // drawing takes a while: one picture a turn, so that nobody else has to wait for all of them
        else drawn = drawn.then(() => setImmediate()).then(() => say(message));
      }
    },
    secrets: () =>
      memories.flatMap((memory) => {
        const { current, next } = memory.load().holding;
        return next === null ? [current.password] : [current.password, next.password];
      }),
    async close() {
      isClosed = true;
      await Promise.all([...connected.values()].map((device) => device.close()));
    },
  };
}
