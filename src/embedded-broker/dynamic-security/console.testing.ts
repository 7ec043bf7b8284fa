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

  /** `isOwn`: every administrator hears the answers to all of them */
  async function send(payload: string, isOwn: (answer: unknown) => boolean = () => true): Promise<unknown> {
    guest.forget(responseTopic); // what others were answered before
    const heard = firstHeard(isOwn);
    await client.publishAsync(requestTopic, payload, { qos: 1 });
    const pinging = ping();
    const answer = await heard;
    clearInterval(pinging);
    return answer;
  }

  async function firstHeard(isOwn: (answer: unknown) => boolean): Promise<unknown> {
    for (;;) {
      const answer: unknown = JSON.parse((await guest.heard(responseTopic)).text);
      if (isOwn(answer)) return answer;
    }
  }

  return {
    guest,
    send: (payload) => send(payload),
    async ask(...commands) {
      const own = new Set(
        commands.map((command) => ('correlationData' in command ? command.correlationData : undefined)),
      );
      // a page names each of its commands; what is named otherwise than here is the answer to somebody else
      const isOwn = (answer: unknown) =>
        responsesOf(answer).every(({ correlationData }) => correlationData === undefined || own.has(correlationData));
      return responsesOf(await send(JSON.stringify({ commands }), isOwn));
    },
    keepAwake: () => void pings.push(ping()),
    async close() {
      pings.forEach(clearInterval);
      await client.endAsync(true);
    },
  };
}

function responsesOf(answer: unknown): readonly Response[] {
  return (answer as { responses: readonly Response[] }).responses; // what an answer always is
}

/** An answer without what only Mosquitto 2.1 tells: who is connected, and whether a role allows wildcards. */
export function withoutNovelties(answer: unknown): unknown {
  const isNovel = (key: string) => key === 'connections' || key === 'allowwildcardsubs';
  return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (isNovel(key) ? undefined : value)));
}
