import { existsSync } from 'node:fs';

import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';

import { findDynamicSecurity, findProgram } from './mosquitto-programs.testing';
import { startMosquitto, type Mosquitto, type MosquittoOptions } from './mosquitto.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function start(options: MosquittoOptions): Promise<Mosquitto> {
  const broker = await startMosquitto(options);
  ends.push(() => broker.stop());
  return broker;
}

async function logIn(broker: Mosquitto, username: string, password: string): Promise<'in' | 'refused'> {
  const client = await connectAsync(broker.wsUrl, { username, password, reconnectPeriod: 0 }).catch(() => null);
  await client?.endAsync(true);
  return client === null ? 'refused' : 'in';
}

test('without Mosquitto the tests say what to install', () => {
  expect(() => findProgram('mosquitto-of-tomorrow')).toThrow('apt-get install mosquitto');
});

test('the plugin for accounts is found beside it', () => {
  expect(existsSync(findDynamicSecurity())).toBe(true);
});

describe('a Mosquitto whose accounts can be administered', () => {
  const admin = { username: 'admin', password: 'admin-1' };

  test('knows its version and lets the first administrator in, and nobody else', async () => {
    const broker = await start({ dynamicSecurity: { admin } });
    expect(broker.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(await logIn(broker, 'admin', 'admin-1')).toBe('in');
    expect(await logIn(broker, 'admin', 'wrong')).toBe('refused');
    expect(await logIn(broker, 'nobody', 'admin-1')).toBe('refused');
  });

  test('has a break-glass account beside it that can administer when the account database is lost', async () => {
    const acl = [
      'user glass',
      'topic write $CONTROL/dynamic-security/#',
      'topic read $CONTROL/dynamic-security/#',
    ].join('\n');
    const broker = await start({ dynamicSecurity: { admin }, users: { glass: 'glass-1' }, acl });
    const glass = await connectAsync(broker.wsUrl, { username: 'glass', password: 'glass-1', reconnectPeriod: 0 });
    ends.push(() => glass.endAsync(true));
    await glass.subscribeAsync('$CONTROL/dynamic-security/v1/response');
    const answered = new Promise<string>((resolve) => glass.once('message', (_, payload) => resolve(String(payload))));
    await glass.publishAsync('$CONTROL/dynamic-security/v1', '{"commands":[{"command":"listClients"}]}', { qos: 1 });
    expect(await answered).toContain('"clients":["admin"]');
  });
});
