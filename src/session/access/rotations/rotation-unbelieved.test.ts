import { afterEach, expect, test, vi } from 'vitest';

import { writeSlotNote } from '@/credentials/authority/slot-note';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';
import { knock } from '@/embedded-broker/guest.testing';

import { passwords, startBroker } from '../../../../e2e/brokers';
import { gatherTold, openTestSession } from '../../session.testing';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const admin = { username: 'admin', password: passwords.admin } as const;
/** what each could do with its log-in: a lamp that may open the door is not believed that it is its log-in */
const rights = {
  lamp: ['tele/lamp/#', 'stat/lamp/#', 'zigbee2mqtt/Front door/set'],
  plug: ['tele/plug/#', 'stat/plug/#'],
} as const;
const mac = { lamp: '8CAAB50000B2', plug: '8CAAB50000A1' } as const;

const discovery = (name: keyof typeof rights) => ({
  ip: '10.0.0.9',
  dn: `The ${name}`,
  fn: [`The ${name}`],
  hn: name,
  mac: mac[name],
  md: 'Sonoff S31',
  ofln: 'Offline',
  onln: 'Online',
  state: ['OFF', 'ON', 'TOGGLE', 'HOLD'],
  sw: '13.4.0',
  t: name,
  ft: '%prefix%/%topic%/',
  tp: ['cmnd', 'stat', 'tele'],
  rl: [1, 0, 0, 0, 0, 0, 0, 0],
  ver: 1,
});

test(
  'a change that another browser left is carried on with a device whose own log-in it is, and not with one that is not believed',
  { timeout: 60_000 },
  async () => {
    const broker = await startBroker('embedded');
    ends.push(() => broker.stop());
    const console = await openConsole(broker.url, admin);
    ends.push(() => console.close());
    for (const name of ['lamp', 'plug'] as const) {
      const role = { rolename: `dev:${name}` };
      const acls = rights[name].map((topic) => ({ acltype: 'publishClientSend', topic, priority: 0, allow: true }));
      await console.ask({ command: 'createRole', ...role, acls });
      const note = writeSlotNote({ rot: 'r1', prev: name, by: 'admin', at: Date.now() });
      await console.ask({ command: 'createClient', username: name, password: 'old-5d' });
      await console.ask({ command: 'createClient', username: `${name}.a`, password: 'new-5d', textdescription: note });
      for (const username of [name, `${name}.a`]) await console.ask({ command: 'addClientRole', username, ...role });
    }
    const voice = knock(broker.url, { ...admin, protocolVersion: 5 });
    ends.push(() => voice.client.endAsync(true));
    await voice.next('connect');
    await voice.client.subscribeAsync('cmnd/#');
    const told: string[] = [];
    voice.client.on('message', (topic) => topic.startsWith('cmnd/') && told.push(topic));
    const say = (topic: string, body: object | string, retain = false) =>
      voice.client.publishAsync(topic, typeof body === 'string' ? body : JSON.stringify(body), { qos: 1, retain });

    const session = openTestSession();
    ends.push(() => session.close());
    const page = gatherTold(session);
    session.connect({ url: broker.url, username: 'owner', password: passwords.owner });
    await page.settled;
    for (const name of ['lamp', 'plug'] as const) {
      await say(`tasmota/discovery/${mac[name]}/config`, discovery(name), true);
      await say(`tele/${name}/LWT`, 'Online', true);
    }
    const claims = () => [...session.home.devices.values()].map(({ login }) => login?.value.username);
    await vi.waitFor(
      async () => {
        for (const name of ['lamp', 'plug'] as const)
          await say(`stat/${name}/STATUS6`, { StatusMQT: { MqttUser: name, MqttClient: name } });
        expect(claims()).toEqual(expect.arrayContaining(['lamp', 'plug']));
      },
      { timeout: 20_000, interval: 200 },
    );

    expect(await session.access.answer('openAdmin', admin)).toMatchObject({ status: 'open' });
    const rotation = (account: string) => page.news.rotations?.find((one) => one.account === account);
    // the lamp comes first among the accounts: when the plug is carried on, it was looked at
    await page.when(() => rotation('plug'));
    expect(rotation('lamp')).toBeUndefined();
    expect(told.filter((topic) => topic.startsWith('cmnd/lamp/'))).toEqual([]);
    const accounts = await session.access.answer('accounts', {});
    const rows = accounts.outcome === 'listed' ? accounts.rows : [];
    expect(rows.filter(({ account }) => account.username.startsWith('lamp'))).toMatchObject([
      { account: { username: 'lamp', disabled: false }, device: expect.any(String) as string },
      { account: { username: 'lamp.a', disabled: false } },
    ]);
  },
);
