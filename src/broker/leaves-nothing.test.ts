import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { beforeAll, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from './mosquitto.testing';

let mosquitto: Mosquitto;
beforeAll(async () => {
  mosquitto = await startMosquitto({ users: { owner: 'open sesame' } });
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
  ['connected', 'open sesame'],
  ['failed', 'open barley'],
])(
  'a program that %s ends by itself when it has closed its broker, and never prints the password',
  async (status, password) => {
    const program = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', story, '--', mosquitto.wsUrl, password],
      { env: { ...process.env, DEBUG: '*' }, timeout: 20_000, killSignal: 'SIGKILL' },
    );
    const [said, debugged] = [program.stdout.toArray(), program.stderr.toArray()];
    const [code] = await once(program, 'exit');
    const log = Buffer.concat(await debugged).toString();
    expect(code, log).toBe(0);
    expect(
      Buffer.concat(await said)
        .toString()
        .trim(),
    ).toBe(status);
    expect(log).toContain('mqtt-packet');
    expect(log).not.toContain(password);
  },
  30_000,
);
