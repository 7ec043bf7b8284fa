import { EventEmitter, once } from 'node:events';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { knock, type Guest } from '@/embedded-broker/guest.testing';
import { homeAccounts } from './home-accounts';
import { hashPassword } from '@/embedded-broker/password';
import { programAccounts } from '@/simulator/programs';

import { runSimulatedHome, type RunningHome } from './simulated-devices';

const hash = (password: string) => hashPassword(password, { iterations: 10 });
const programs = new Map(programAccounts.map(({ username }) => [username, `${username} one`]));
const accounts = homeAccounts({
  admin: await hash('admin'),
  owner: await hash('owner'),
  bridge: await hash('bridge'),
  programs: await Promise.all(
    programAccounts.map(async (account) => ({ ...account, password: await hash(`${account.username} one`) })),
  ),
});

let broker: EmbeddedBroker;
let home: RunningHome;
let undo: (() => Promise<unknown>)[];
let log: EventEmitter<{ line: [string] }>;
beforeEach(async () => {
  log = new EventEmitter();
  broker = await openEmbeddedBroker({ port: 0, accounts, hashIterations: 10, log: (line) => log.emit('line', line) });
  undo = [() => broker.close()];
  const login = { url: broker.url, username: 'zigbee2mqtt', password: 'bridge' };
  home = runSimulatedHome({ ...login, seed: 3, startAt: Date.UTC(2026, 10, 24, 18), programs });
  undo.push(() => home.close());
  await home.ready;
});
afterEach(async () => {
  for (const close of undo.toReversed()) await close();
});

async function guest(username: 'admin' | 'owner', ...filters: string[]): Promise<Guest> {
  const visitor = knock(broker.url, { username, password: username, protocolVersion: 5 });
  undo.push(() => visitor.client.endAsync(true));
  await visitor.next('connect');
  await visitor.client.subscribeAsync(filters, { qos: 1 });
  return visitor;
}

const say = (visitor: Guest, topic: string, payload: string | object) =>
  visitor.client.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1 });

const lamp = 'shellyplusplugs-a8032abe54d0';

describe('what speaks for itself', { timeout: 30_000 }, () => {
  test('is there with an account each, and says so', async () => {
    const wills = ['tele/patio_plug/LWT', 'garage_light/tele/LWT', `${lamp}/online`, 'frigate/available'];
    const owner = await guest('owner', ...wills, 'homie/garden-gate/$state', 'homie/5/greenhouse/$state');
    const words = await Promise.all(wills.map(async (topic) => (await owner.heard(topic)).text));
    expect(words).toEqual(['Online', 'Online', 'true', 'online']);
    expect((await owner.heard('homie/garden-gate/$state')).text).toBe('ready');
    expect((await owner.heard('homie/5/greenhouse/$state')).text).toBe('ready');
    expect(home.secrets()).toEqual(expect.arrayContaining([...programs.values()]));
  });

  test('does at once what the owner says', async () => {
    const owner = await guest('owner', 'stat/patio_plug/POWER', 'me/rpc', `${lamp}/status/switch:0`, 'gatehouse/rpc');
    await say(owner, 'cmnd/patio_plug/POWER', 'OFF');
    expect((await owner.heard('stat/patio_plug/POWER')).text).toBe('OFF');
    owner.forget(`${lamp}/status/switch:0`);
    const params = { id: 0, on: true };
    await say(owner, `${lamp}/rpc`, { id: 7, src: 'gatehouse', method: 'Switch.Set', params });
    expect(JSON.parse((await owner.heard('gatehouse/rpc')).text)).toMatchObject({ id: 7, dst: 'gatehouse' });
    expect(JSON.parse((await owner.heard(`${lamp}/status/switch:0`)).text)).toHaveProperty('output', true);
  });

  test('takes a new log-in from the administrator, which the owner never hears, and comes back with it', async () => {
    const admin = await guest('admin', 'tele/patio_plug/LWT');
    const owner = await guest('owner', '#', 'tele/patio_plug/LWT');
    await admin.heard('tele/patio_plug/LWT');
    const authority = await openConsole(broker.url, { username: 'admin', password: 'admin' });
    const next = { username: 'patio-plug.b', password: 's3cret-9', clientid: 'DVES_3A10B1' };
    await authority.ask({ command: 'createClient', ...next, roles: [{ rolename: 'program:patio-plug', priority: 0 }] });
    await authority.close();
    await say(admin, 'cmnd/patio_plug/Backlog2', 'MqttUser patio-plug.b; MqttPassword2 s3cret-9');
    expect((await admin.heard('tele/patio_plug/LWT')).text).toBe('Offline');
    expect((await admin.heard('tele/patio_plug/LWT')).text).toBe('Online');
    expect(home.secrets()).toContain('s3cret-9');
    await owner.heard('stat/patio_plug/POWER');
    expect(owner.topics.filter((topic) => topic.startsWith('cmnd/'))).toEqual([]);
  });

  test('that was told a wrong log-in stays away with it, and goes on trying it until it is right', async () => {
    const admin = await guest('admin', `${lamp}/online`, 'me/rpc');
    await admin.heard(`${lamp}/online`);
    const config = { user: 'reading-lamp', pass: 'wrong one' };
    await say(admin, `${lamp}/rpc`, { id: 1, src: 'gatehouse', method: 'MQTT.SetConfig', params: { config } });
    await say(admin, `${lamp}/rpc`, { id: 2, src: 'gatehouse', method: 'Shelly.Reboot' });
    expect((await admin.heard(`${lamp}/online`)).text).toBe('false');
    for (let isRefused = false; !isRefused;) {
      const [line] = await once(log, 'line');
      isRefused = line.includes(lamp) && line.includes('not authorised');
    }
    const authority = await openConsole(broker.url, { username: 'admin', password: 'admin' });
    await authority.ask({ command: 'setClientPassword', username: 'reading-lamp', password: 'wrong one' });
    await authority.close();
    expect((await admin.heard(`${lamp}/online`)).text).toBe('true');
  });

  test('ends with its last words, or leaves them to the broker', async () => {
    const owner = await guest('owner', 'frigate/available', 'homie/garden-gate/$state', 'tele/patio_plug/LWT');
    const topics = ['frigate/available', 'homie/garden-gate/$state', 'tele/patio_plug/LWT'];
    for (const topic of topics) await owner.heard(topic);
    await home.close();
    const words = await Promise.all(topics.map(async (topic) => (await owner.heard(topic)).text));
    expect(words).toEqual(['stopped', 'disconnected', 'Offline']);
  });
});
