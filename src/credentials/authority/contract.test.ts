import type { IClientOptions } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { root } from '@/embedded-broker/dynamic-security/commands.testing';
import { openConsole, type Console } from '@/embedded-broker/dynamic-security/console.testing';
import { knock, type Guest } from '@/embedded-broker/guest.testing';

import { bothBrokers, type ContractBroker } from './both-brokers.testing';
import { brokerVersionTopic, readBrokerVersion } from './broker-version';
import { misunderstandings, transcript } from './transcript.testing';

/** What holds for the embedded broker and for Mosquitto alike. Where they differ, `differences.test.ts` says so. */

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const versions = [4, 5] as const;
const versionsOfMqtt = versions.map((version) => [version === 5 ? 'MQTT 5' : 'MQTT 3.1.1', version] as const);

const allow = (acltype: string, topic: string) => ({ acltype, topic, allow: true });
const everything = ['publishClientSend', 'publishClientReceive', 'subscribePattern'].map((type) => allow(type, '#'));

describe.each(bothBrokers)('on %s', { timeout: 60_000 }, (_, start) => {
  let broker: ContractBroker;
  let admin: Console;
  beforeAll(async () => {
    broker = await start();
    admin = await openConsole(broker.url, { ...root, protocolVersion: 5 });
    admin.keepAwake();
  });
  afterAll(async () => {
    await admin.close();
    await broker.stop();
  });
  beforeEach(async () => {
    await leaveOnlyRoot(admin);
    // a spy who may do everything but administer, and a device with two slots of one client id
    await admin.ask(
      { command: 'createRole', rolename: 'everything', acls: everything },
      { command: 'createClient', username: 'spy', password: 'p' },
      { command: 'addClientRole', username: 'spy', rolename: 'everything' },
      { command: 'createRole', rolename: 'dev', acls: ['cmd', 'status', 'marker'].flatMap(deviceRules) },
      ...['a', 'b'].flatMap((slot) => [
        { command: 'createClient', username: `cam.${slot}`, password: `p-${slot}`, clientid: 'cam' },
        { command: 'createRole', rolename: `proof:cam.${slot}`, acls: [allow('publishClientSend', `proof/${slot}`)] },
        { command: 'addClientRole', username: `cam.${slot}`, rolename: 'dev' },
        { command: 'addClientRole', username: `cam.${slot}`, rolename: `proof:cam.${slot}` },
      ]),
    );
  });

  async function enter(username: string, options: IClientOptions = {}): Promise<Guest> {
    const guest = knock(broker.url, { username, ...options });
    ends.push(() => guest.client.endAsync(true));
    await guest.next('connect');
    return guest;
  }
  const camera = (slot: string, options: IClientOptions = {}) =>
    enter(`cam.${slot}`, { password: `p-${slot}`, clientId: 'cam', ...options });
  const spy = (options: IClientOptions = {}) => enter('spy', { password: 'p', ...options });

  /** What was sent to it before is there when this resolves: brokers keep the order. */
  async function settled(listener: Guest, speaker: Guest): Promise<void> {
    await speaker.client.publishAsync('marker', 'x', { qos: 1 });
    await listener.heard('marker');
  }

  test('every command is answered as the transcript says', async () => {
    await leaveOnlyRoot(admin);
    for (const [index, [command, answer]] of transcript.entries()) {
      const correlationData = `step ${index}`;
      const [response] = await admin.ask({ ...command, correlationData });
      expect(withoutConnections(response), JSON.stringify(command)).toEqual({
        command: (command as { command: string }).command,
        ...answer,
        correlationData,
      });
    }
    for (const [payload, responses] of misunderstandings) expect(await admin.send(payload)).toEqual({ responses });
  });

  test('its version is told to whoever administers, also to who comes later', async () => {
    await admin.guest.client.subscribeAsync(brokerVersionTopic);
    const { text, retain } = await admin.guest.heard(brokerVersionTopic);
    expect(retain).toBe(true);
    expect(readBrokerVersion(text)?.product).toBe(broker.ways === 'embedded' ? 'gatehouse' : 'mosquitto');
  });

  test('a batch goes on after a command that fails', async () => {
    const create = { command: 'createClient', username: 'x', password: 'p' };
    const responses = await admin.ask({ ...create, correlationData: '1' }, create, {
      command: 'deleteClient',
      username: 'x',
    });
    expect(responses).toEqual([
      { command: 'createClient', correlationData: '1' },
      { command: 'createClient', error: 'Client already exists' },
      { command: 'deleteClient' },
    ]);
  });

  test('an answer goes to everybody who administers, at once and never again', async () => {
    await admin.ask(
      { command: 'createClient', username: 'second', password: 'p' },
      { command: 'addClientRole', username: 'second', rolename: 'admin' },
    );
    const second = await openConsole(broker.url, { username: 'second', password: 'p' });
    ends.push(() => second.close());
    await admin.ask({ command: 'listRoles', correlationData: 'mine' });
    const heard = await second.guest.heard('$CONTROL/dynamic-security/v1/response');
    expect(heard.text).toContain('mine');
    expect(heard.retain).toBe(false);
    const later = await openConsole(broker.url, { username: 'second', password: 'p' });
    ends.push(() => later.close());
    await later.ask({ command: 'listGroups', correlationData: 'later' });
    expect(later.guest.topics).toHaveLength(1);
  });

  describe.each(versionsOfMqtt)('over %s', (__, protocolVersion) => {
    const cam = { username: 'cam.a' };
    test.each([
      ['a new password', { command: 'setClientPassword', ...cam, password: 'new' }],
      ['another client id', { command: 'setClientId', ...cam, clientid: 'cam-2' }],
      ['a new text', { command: 'modifyClient', ...cam, textname: 'Camera' }],
      ['being disabled', { command: 'disableClient', ...cam }],
      ['being deleted', { command: 'deleteClient', ...cam }],
      ['a new role', { command: 'addClientRole', ...cam, rolename: 'everything' }],
      ['the loss of a role', { command: 'removeClientRole', ...cam, rolename: 'proof:cam.a' }],
      [
        'a new rule in one of its roles',
        { command: 'addRoleACL', rolename: 'dev', ...allow('publishClientSend', 'new') },
      ],
      ['the end of one of its roles', { command: 'deleteRole', rolename: 'proof:cam.a' }],
    ])('%s cuts a device at once, and its last will stays silent', async (___, command) => {
      const listener = await spy();
      await listener.client.subscribeAsync(['status', 'marker']);
      const will = { topic: 'status', payload: Buffer.from('offline'), qos: 1 as const, retain: true };
      const device = await camera('a', { protocolVersion, will });
      const told = protocolVersion === 5 ? device.next('disconnect') : Promise.resolve({ reasonCode: 0x98 });
      const closed = device.next('close');
      await admin.ask(command);
      expect((await told).reasonCode).toBe(0x98);
      await closed;
      await settled(listener, listener);
      expect(listener.topics).toEqual(['marker']);
    });

    test.each([
      ['being enabled', { command: 'enableClient', ...cam }],
      [
        'another slot of the same device',
        { command: 'createClient', username: 'cam.c', password: 'p', clientid: 'cam' },
      ],
      ['a register', { command: 'createRole', rolename: 'dec:cam:1', textname: 'commit' }],
      ['a role it holds already', { command: 'addClientRole', ...cam, rolename: 'dev' }],
      ['other defaults', { command: 'setDefaultACLAccess', acls: [] }],
      ['a look at it', { command: 'getClient', ...cam }],
    ])('%s lets a device stay', async (___, command) => {
      const device = await camera('a', { protocolVersion });
      await device.client.subscribeAsync('marker');
      await admin.ask(command);
      await settled(device, device);
      expect(device.client.connected).toBe(true);
    });

    test('a device comes back with its other slot, and has lost neither subscriptions nor messages', async () => {
      const lasting = { protocolVersion, clean: false, properties: { sessionExpiryInterval: 600 } };
      const before = await camera('a', lasting);
      await before.client.subscribeAsync('cmd', { qos: 1 });
      await before.client.endAsync();
      const owner = await spy();
      await owner.client.publishAsync('cmd', 'snapshot', { qos: 1 });
      const after = knock(broker.url, { username: 'cam.b', password: 'p-b', clientId: 'cam', ...lasting });
      ends.push(() => after.client.endAsync(true));
      const isKept = new Promise((resolve) => after.client.once('connect', (packet) => resolve(packet.sessionPresent)));
      expect(await isKept).toBe(true);
      expect((await after.heard('cmd')).text).toBe('snapshot');
    });

    test('only a log-in with the new secret can write the proof of it', async () => {
      const listener = await spy();
      await listener.client.subscribeAsync(['proof/+', 'marker']);
      const old = await camera('a', { protocolVersion });
      const forged = old.client.publishAsync('proof/b', 'forged', { qos: 1 });
      // MQTT 3.1.1 has no word for it: it is acknowledged, and goes nowhere
      if (protocolVersion === 5) await expect(forged).rejects.toMatchObject({ code: 0x87 });
      else await forged;
      await settled(listener, old);
      expect(listener.topics).toEqual(['marker']);
      const renewed = await camera('b', { protocolVersion });
      await renewed.client.publishAsync('proof/b', 'genuine', { qos: 1 });
      expect((await listener.heard('proof/b')).text).toBe('genuine');
    });

    test('who may do everything may still not administer, nor hear who does', async () => {
      const stranger = await spy({ protocolVersion });
      await stranger.client.subscribeAsync(['#', '$CONTROL/#', '$CONTROL/dynamic-security/v1/response']);
      const attempt = stranger.client.publishAsync(
        '$CONTROL/dynamic-security/v1',
        '{"commands":[{"command":"deleteClient","username":"root"}]}',
        { qos: 1 },
      );
      if (protocolVersion === 5) await expect(attempt).rejects.toMatchObject({ code: 0x87 });
      else await attempt;
      const [there] = await admin.ask({ command: 'getClient', username: 'root' });
      expect(there?.error).toBeUndefined();
      await settled(stranger, stranger);
      expect(stranger.topics.filter((topic) => topic.startsWith('$CONTROL'))).toEqual([]);
    });

    test('a log-in that is no longer good is refused like one that never was', async () => {
      const refusal = protocolVersion === 5 ? 0x87 : 5;
      const codes = async (username: string, password: string, clientId: string) => {
        const guest = knock(broker.url, { username, password, clientId, protocolVersion });
        const { code } = await guest.next('error');
        await guest.client.endAsync(true);
        return code;
      };
      await admin.ask(
        { command: 'setClientPassword', username: 'cam.a', password: 'new' },
        { command: 'disableClient', username: 'cam.b' },
      );
      expect(await codes('cam.a', 'p-a', 'cam')).toBe(refusal);
      expect(await codes('cam.a', 'new', 'elsewhere')).toBe(refusal);
      expect(await codes('cam.b', 'p-b', 'cam')).toBe(refusal);
      expect(await codes('nobody', 'p', 'cam')).toBe(refusal);
    });
  });

  test('a password is heard by nobody, not even by another administrator, and is in no answer', async () => {
    await admin.ask(
      { command: 'createClient', username: 'second', password: 'p' },
      { command: 'addClientRole', username: 'second', rolename: 'admin' },
      { command: 'addClientRole', username: 'second', rolename: 'everything' },
    );
    const heard: string[] = [];
    for (const listener of [await spy(), await enter('second', { password: 'p' })]) {
      listener.client.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
      await listener.client.subscribeAsync(['#', '$CONTROL/#', '$CONTROL/dynamic-security/v1', '$SYS/broker/log/#']);
      const answers = await admin.ask(
        { command: 'createClient', username: 'new', password: 'hunter2-hunter2' },
        { command: 'createClient', username: 'new', password: 'hunter2-hunter2' },
        { command: 'setClientPassword', username: 'new', password: 'hunter2-hunter2' },
        { command: 'modifyClient', username: 'new', password: 'hunter2-hunter2' },
        { command: 'getClient', username: 'new' },
        { command: 'listClients', verbose: true },
        { command: 'deleteClient', username: 'new' },
      );
      heard.push(JSON.stringify(answers));
      await settled(listener, listener);
    }
    expect(heard.length).toBeGreaterThan(2);
    expect(heard.join('\n')).not.toContain('hunter2');
  });
});

/** As a new broker is. */
async function leaveOnlyRoot(admin: Console): Promise<void> {
  const [clients, roles] = await admin.ask({ command: 'listClients' }, { command: 'listRoles' });
  const { clients: usernames } = clients?.data as { clients: readonly string[] };
  const { roles: rolenames } = roles?.data as { roles: readonly string[] };
  await admin.ask(
    ...usernames.filter((name) => name !== 'root').map((username) => ({ command: 'deleteClient', username })),
    ...rolenames.filter((name) => name !== 'admin').map((rolename) => ({ command: 'deleteRole', rolename })),
    {
      command: 'setDefaultACLAccess',
      acls: [
        { acltype: 'publishClientReceive', allow: true },
        { acltype: 'subscribe', allow: false },
      ],
    },
  );
}

function deviceRules(topic: string): readonly object[] {
  return ['publishClientSend', 'publishClientReceive', 'subscribePattern'].map((type) => allow(type, topic));
}

function withoutConnections(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'connections' ? undefined : item)));
}
