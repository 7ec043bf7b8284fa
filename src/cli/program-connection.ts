import { setImmediate } from 'node:timers/promises';

import type { MqttClient } from 'mqtt';

import { stillOf } from '@/simulator/cameras/still';
import type { Link, Program, ProgramMessage } from '@/simulator/program';

import { logIn } from './reference-device/log-in';
import { openPromise, pause } from './waiting';

/** One program of the simulated home as a client of a broker: it is there when the program wants to be. */
export type ProgramConnection = {
  /** it has said what it says at a start; rejects when the broker refuses its first log-in, though it goes on trying */
  readonly ready: Promise<void>;
  /** lost while it is not connected, as a plug's word is */
  publish(message: ProgramMessage): void;
  /** the program may want to be gone now, or to log in as somebody else */
  follow(): void;
  /** the password it logs in with now */
  password(): string;
  close(): Promise<void>;
};

/** the version of MQTT that all of them speak */
const protocolVersion = 4;
/** how long a broker that does not answer may hold up the end */
const farewellMs = 1_000;
/** the longest that a timer takes */
const longestMs = 2 ** 31 - 1;

export function connectProgram(program: Program, url: string, firstPassword: string): ProgramConnection {
  const { account, will, retryMs } = program;
  const closing = new AbortController();
  const { signal } = closing;
  const ready = openPromise();
  ready.promise.catch(() => {}); // for who asks; nobody has to
  let client: MqttClient | null = null;
  let wanted: Link = program.link();
  /** ends whatever is waited for */
  let turn = new AbortController();
  let drawn: Promise<void> = Promise.resolve();

  const credential = () => ({
    username: wanted.username ?? account.username,
    password: wanted.password ?? firstPassword,
  });

  async function run(): Promise<void> {
    while (!signal.aborted) {
      turn = new AbortController();
      if (!wanted.isUp) {
        await pause(longestMs, turn.signal);
        continue;
      }
      const options = { url, clientId: account.clientId, credential: credential(), will, protocolVersion } as const;
      const mine = turn.signal;
      const result = await logIn({ ...options, signal: mine });
      if (result.end === 'connected') await stay(result.client, mine);
      else if (result.end === 'refused') ready.reject(new Error(`The broker refuses ${account.username}.`));
      if (!mine.aborted) await pause(retryMs, mine);
    }
  }

  /** Until the connection is lost, or cut: then the broker speaks its will, as it does for a device that loses its power. */
  async function stay(mine: MqttClient, end: AbortSignal): Promise<void> {
    const isLost = new Promise<void>((resolve) => mine.once('close', resolve));
    const cut = () => mine.stream.destroy();
    mine.on('message', (topic, payload) => {
      program.hear(topic, payload.toString(), publish);
      follow();
    });
    client = mine;
    if (end.aborted) cut();
    end.addEventListener('abort', cut, { once: true });
    const granted =
      account.hears.length === 0 ? Promise.resolve() : mine.subscribeAsync([...account.hears], { qos: 1 });
    await Promise.race([granted.then(() => program.connected(publish)).catch(() => {}), isLost]);
    ready.resolve();
    await isLost;
    end.removeEventListener('abort', cut);
    client = null;
    mine.end(true);
  }

  function publish(message: ProgramMessage): void {
    if ('payload' in message) return send(message, message.payload);
    // drawing takes a while: one picture a turn, so that nobody else has to wait for all of them
    drawn = drawn.then(() => setImmediate()).then(() => send(message, Buffer.from(stillOf(message.scene))));
  }

  function send({ topic, qos, retain }: ProgramMessage, payload: string | Buffer): void {
    if (client?.connected !== true) return;
    client.publish(topic, payload, { qos, retain }, () => {}); // a no of the broker changes nothing
  }

  function follow(): void {
    const next = program.link();
    const { isUp, username, password } = wanted;
    if (next.isUp === isUp && next.username === username && next.password === password) return;
    wanted = next;
    turn.abort();
  }

  const running = run();
  return {
    ready: ready.promise,
    publish,
    follow,
    password: () => credential().password,
    async close() {
      const lastWords = program.farewell();
      const mine = client;
      if (mine?.connected === true && lastWords.length > 0) {
        const said = lastWords.map(({ topic, payload, qos, retain }) =>
          mine.publishAsync(topic, payload, { qos, retain }),
        );
        const end = Promise.all(said).then(() => mine.endAsync());
        await Promise.race([end.catch(() => {}), pause(farewellMs, new AbortController().signal)]);
      }
      closing.abort();
      turn.abort();
      await running;
    },
  };
}
