import type { IClientOptions } from 'mqtt';

import { knock, type Guest } from '../guest.testing';
import { requestTopic, responseTopic, type Response } from './administer';

/** An administrator at work, on any broker: what is asked, in the words of the wire. */
export type Console = {
  readonly guest: Guest;
  /** the responses to these commands, in one batch */
  ask(...commands: readonly object[]): Promise<readonly Response[]>;
  /** the answer to this very payload */
  send(payload: string): Promise<unknown>;
  /** lets the broker not fall asleep, for whatever somebody else waits for; until `close` */
  keepAwake(): void;
  close(): Promise<void>;
};

/** How often a PINGREQ wakes an idle Mosquitto 2.0 while something is awaited. */
const pingMs = 5;

export async function openConsole(url: string, login: IClientOptions): Promise<Console> {
  const guest = knock(url, login);
  const { client } = guest;
  await guest.next('connect');
  await client.subscribeAsync(responseTopic);
  const ping = () => setInterval(() => client.connected && client.sendPing(), pingMs);
  const pings: ReturnType<typeof setInterval>[] = [];

  async function send(payload: string): Promise<unknown> {
    guest.forget(responseTopic); // answers to other administrators
    const heard = guest.heard(responseTopic);
    await client.publishAsync(requestTopic, payload, { qos: 1 });
    const pinging = ping();
    const { text } = await heard;
    clearInterval(pinging);
    return JSON.parse(text);
  }

  return {
    guest,
    send,
    async ask(...commands) {
      const answer = await send(JSON.stringify({ commands }));
      return (answer as { responses: readonly Response[] }).responses; // what an answer always is
    },
    keepAwake: () => void pings.push(ping()),
    async close() {
      pings.forEach(clearInterval);
      await client.endAsync(true);
    },
  };
}
