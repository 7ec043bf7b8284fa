import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { beforeAll, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from './mosquitto.testing';

let mosquitto: Mosquitto;
beforeAll(async () => {
  mosquitto = await startMosquitto({ users: { owner: 'a' } });
  return mosquitto.stop;
});

/** connects, uses everything, closes, and prints; a timer left behind keeps the process alive */
const story = `
  import { openBroker } from '${fileURLToPath(new URL('./broker.ts', import.meta.url))}';
  const [url, password] = process.argv.slice(-2);
  const login = { url, username: 'owner', password };
  const ended = await new Promise((resolve) => {
    const onState = ({ status }) => ['connected', 'failed'].includes(status) && setTimeout(resolve, 0, status);
    globalThis.broker = openBroker({ login, clock: Date.now, random: Math.random, events: { onState, onMessage() {}, onOversize() {} } });
  });
  await broker.subscribe(['home/door']);
  await broker.publish({ topic: 'home/door', payload: 'open', qos: 1 });
  const ask = { topic: 'home/ask', payload: '', qos: 1 };
  await broker.request({ ask, answerTopic: 'home/answer', matches: () => true }, { timeoutMs: 1 });
  await broker.close();
  console.log(ended);
`;

test.each([
  ['connected', 'a'],
  ['failed', 'wrong'],
])(
  'a program that was %s ends by itself after it has closed its broker',
  async (status, password) => {
    const program = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', story, '--', mosquitto.wsUrl, password],
      { stdio: ['ignore', 'pipe', 'inherit'], timeout: 20_000, killSignal: 'SIGKILL' },
    );
    const said = program.stdout.toArray();
    const [code] = await once(program, 'exit');
    expect(
      Buffer.concat(await said)
        .toString()
        .trim(),
    ).toBe(status);
    expect(code).toBe(0);
  },
  30_000,
);
