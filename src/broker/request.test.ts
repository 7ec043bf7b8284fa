import mqtt from 'mqtt';
import { expect, test } from 'vitest';

import { startMosquitto } from './mosquitto.testing';
import { openWatchedBroker } from './watched-broker.testing';

test(
  'a question whose time is over before the broker lets anybody hear the answer is never sent',
  { timeout: 60_000 },
  async () => {
    const mosquitto = await startMosquitto({ users: { owner: 'a', device: 'b' } });
    const device = await mqtt.connectAsync(mosquitto.wsUrl, { username: 'device', password: 'b' });
    const heard: string[] = [];
    device.on('message', (topic) => void heard.push(topic));
    await device.subscribeAsync('#', { qos: 1 });
    const owner = openWatchedBroker({ url: mosquitto.wsUrl, username: 'owner', password: 'a' });
    await owner.until('connected');

    // it takes the subscription, and everything else, only when it is let go on
    process.kill(mosquitto.pid, 'SIGSTOP');
    const asked = await owner
      .request(
        { ask: { topic: 'lock/open', payload: 'now', qos: 1 }, answerTopic: 'lock/answer', matches: () => true },
        { timeoutMs: 50 },
      )
      .finally(() => process.kill(mosquitto.pid, 'SIGCONT'));
    expect(asked).toEqual({ outcome: 'timed-out' });

    // what comes after the broker's late yes, on the same connection
    expect(await owner.subscribe(['lock/other'])).toMatchObject([{ granted: true }]);
    expect(await owner.publish({ topic: 'lock/last', payload: '', qos: 1 })).toEqual({ outcome: 'sent' });
    await expect.poll(() => heard, { timeout: 30_000 }).toContain('lock/last');
    expect(heard).toEqual(['lock/last']);

    await Promise.all([owner.close(), device.endAsync(true)]);
    await mosquitto.stop();
  },
);
