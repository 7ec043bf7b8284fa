import { beforeAll, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from './mosquitto.testing';
import { openWatchedBroker } from './watched-broker.testing';

let mosquitto: Mosquitto;
beforeAll(async () => {
  mosquitto = await startMosquitto({ users: { owner: 'a' } });
  return mosquitto.stop;
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a broker that is gone (%s) and comes back is found again',
  async (signal) => {
    const owner = openWatchedBroker({ url: mosquitto.wsUrl, username: 'owner', password: 'a' }, { random: () => 0.1 });
    await owner.until('connected');
    await owner.subscribe(['home/door']);
    const { pid } = mosquitto;

    await mosquitto.kill(signal);
    const lost = await owner.until('reconnecting');
    expect(lost.retryAt).toBeGreaterThanOrEqual(lost.since);
    expect(await owner.publish({ topic: 'home/door', payload: '', qos: 1 })).toMatchObject({ reason: 'not-connected' });

    await mosquitto.restart();
    expect(mosquitto.pid).not.toBe(pid);
    await owner.until('connected');
    // a clean start: the session subscribes again what it still wants
    await owner.subscribe(['home/door']);
    await owner.publish({ topic: 'home/door', payload: 'open', qos: 1 });
    expect(await owner.heard('home/door')).toBe('open');
    await owner.close();
  },
);

test('a question under way when the broker dies is told so, and closing while it is gone is quick', async () => {
  const owner = openWatchedBroker({ url: mosquitto.wsUrl, username: 'owner', password: 'a' });
  await owner.until('connected');
  const ask = { topic: 'bridge/request', payload: '', qos: 1 } as const;
  const asked = owner.request({ ask, answerTopic: 'bridge/response', matches: () => true }, { timeoutMs: 600_000 });
  await mosquitto.kill('SIGKILL');
  expect(await asked).toEqual({ outcome: 'not-connected' });
  await owner.until('reconnecting');
  await owner.close();
  await mosquitto.restart();
});
