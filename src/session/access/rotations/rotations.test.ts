import type { MqttClient } from 'mqtt';
import { describe, expect, test, vi } from 'vitest';

import { versionOfMosquitto } from '@/broker/mosquitto-programs.testing';
import { knock } from '@/embedded-broker/guest.testing';

import { cameraPasswords, passwords, programPasswords } from '../../../../e2e/brokers';
import { accountsOf, gate, isRefused, openBrowser, openStory } from './rotation-story.testing';

const drive = 'drive-camera';
/** where only a person can tell, a device is given the time it needs: `npm run test:long` has it */
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;
/** what waits for minutes of the engine's own is given many more: a busy machine is no failure */
const longTimeout = 900_000;
const oldPassword = cameraPasswords.get(drive) ?? '';

/** Mosquitto 2.0 does not. */
const tellsWhoIsConnected = (kind: 'embedded' | 'mosquitto') =>
  kind === 'embedded' || !versionOfMosquitto().startsWith('2.0.');

describe.each(['embedded', 'mosquitto'] as const)('on the %s broker', { timeout: 300_000 }, (kind) => {
  test('a camera gets a new password, stays, and the old one is good for nothing', async () => {
    const story = await openStory(kind);
    const browser = await openBrowser(story.broker.url);
    expect(await browser.session.access.answer('startRotation', { username: `${drive}.a` })).toEqual({
      outcome: 'started',
    });
    const rotation = await browser.when(() => browser.rotation(drive)?.outcome && browser.rotation(drive));
    expect(rotation).toMatchObject({ outcome: 'replaced', way: 'two-slots', name: 'Drive camera' });
    expect(rotation.steps.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'done'));
    expect(await accountsOf(story, drive)).toEqual([`${drive}.b`]);
    expect(await isRefused(story, `${drive}.a`, oldPassword, drive)).toBe(true);
    const camera = [...browser.session.home.devices.values()].find(({ name }) => name === 'Drive camera');
    expect(camera?.reachability).toBe('online');
  });

  test('an account whose rights go by its username keeps its password: the next name would not have them', async () => {
    const story = await openStory(kind);
    const acls = [{ type: 'publishClientSend', topic: 'home/%u/#', allow: true, priority: 0 }] as const;
    await story.admin.createRole({ name: 'by-name', acls });
    await story.admin.addClientRole(`${gate}.a`, 'by-name');
    const browser = await openBrowser(story.broker.url);
    expect(await browser.session.access.answer('startRotation', { username: `${gate}.a` })).toEqual({
      outcome: 'refused',
      reason: expect.stringMatching(/go by its username/),
    });
    expect(await accountsOf(story, gate)).toEqual([`${gate}.a`]);
  });

  test.each([
    ['', drive],
    [', and when its account is gone too', 'an-old-camera'],
  ])(
    'what a browser said that was closed too early is withdrawn, when nothing of it is left to be done%s',
    async (_, account) => {
      const story = await openStory(kind);
      const guest = knock(story.broker.url, { username: 'admin', password: passwords.admin, protocolVersion: 5 });
      await guest.next('connect');
      const steps = ['prepare', 'hand-over', 'prove', 'decide', 'revoke', 'tidy'].map((name) => ({
        name,
        state: 'done',
      }));
      const said = { id: 'r-1', account, device: null, name: 'Drive camera', way: 'two-slots', startedAt: 1 };
      const topic = `gatehouse/v1/rotation/${account}`;
      await guest.client.publishAsync(
        topic,
        JSON.stringify({ ...said, steps, outcome: null, sentence: 'It goes on.' }),
        {
          retain: true,
          qos: 1,
        },
      );
      const words: string[] = [];
      guest.client.on('message', (_topic, payload) => void words.push(payload.toString()));
      await guest.client.subscribeAsync(topic);
      await openBrowser(story.broker.url);
      await vi.waitFor(() => expect(words.at(-1)).toBe(''), { timeout: 10_000 });
      await guest.client.endAsync(true);
    },
  );

  test('the bridge gets a new log-in by command, comes back with it, and the old one is good for nothing', async () => {
    const story = await openStory(kind);
    const browser = await openBrowser(story.broker.url);
    expect(await browser.session.access.answer('startRotation', { username: 'zigbee2mqtt' })).toEqual({
      outcome: 'started',
    });
    const rotation = await browser.when(
      () => browser.rotation('zigbee2mqtt')?.outcome && browser.rotation('zigbee2mqtt'),
    );
    expect(rotation).toMatchObject({ outcome: 'replaced', way: 'one-slot' });
    expect(await accountsOf(story, 'zigbee2mqtt')).toEqual(['zigbee2mqtt.a']);
    expect(await isRefused(story, 'zigbee2mqtt', passwords.zigbee2mqtt, 'zigbee2mqtt')).toBe(true);
    await browser.when(() =>
      [...browser.session.home.devices.values()].find(
        ({ kind: what, reachability }) => what === 'hub' && reachability === 'online',
      ),
    );
  });

  test.each([
    ['patio-plug', 'a Tasmota plug', 'DVES_3A10B1'],
    ['reading-lamp', 'a Shelly', null],
  ])(
    '%s, which is %s, gets a new log-in by command, restarts, and the old one is good for nothing',
    async (username, _, client) => {
      const story = await openStory(kind, 'programs');
      const browser = await openBrowser(story.broker.url);
      const { answer } = browser.session.access;
      const device = await browser.when(() =>
        [...browser.session.home.devices.values()].find(({ login }) => login?.value.username === username),
      );
      const account = device.login?.value.clientId ?? '';
      if (client !== null) expect(account).toBe(client);
      expect(await answer('startRotation', { username })).toEqual({ outcome: 'started' });
      const rotation = await browser.when(() => browser.rotation(account)?.outcome && browser.rotation(account));
      expect(rotation).toMatchObject({ outcome: 'replaced', way: 'one-slot' });
      const left = await story.admin.listClientNames();
      expect(left.outcome === 'done' && left.value.includes(username)).toBe(false);
      expect(await isRefused(story, username, programPasswords.get(username) ?? '', account)).toBe(true);
    },
  );

  test.skipIf(kind === 'mosquitto' && !isLong).each([
    ['nuki-hub', 'a Nuki Hub', 'nukihub'],
    ['cellar-leak', 'a Homie device', 'Homie-cellar-leak'],
  ])(
    '%s, which is %s and tells nobody how it logs in, gets a new log-in by command too',
    { timeout: longTimeout },
    async (username, _, account) => {
      const story = await openStory(kind, 'programs');
      const browser = await openBrowser(story.broker.url);
      const { answer } = browser.session.access;
      await browser.when(() =>
        [...browser.session.home.devices.values()].find(({ login }) => login?.value.clientId === account),
      );
      expect(await answer('startRotation', { username })).toEqual({ outcome: 'started' });
      // somebody looks whether it works
      if (!tellsWhoIsConnected(kind)) {
        await browser.when(() => browser.rotation(account)?.asks.includes('works'));
        await vi.waitFor(() => expect(story.home.secrets()).not.toContain(programPasswords.get(username)), 300_000);
        await answer('sayOfRotation', { account, word: 'works' });
      }
      const rotation = await browser.when(() => browser.rotation(account)?.outcome && browser.rotation(account));
      expect(rotation).toMatchObject({ outcome: 'replaced', way: 'one-slot' });
      expect(await accountsOf(story, account)).toEqual([`${account}.a`]);
      expect(await isRefused(story, username, programPasswords.get(username) ?? '', account)).toBe(true);
    },
  );

  test.skipIf(!isLong)(
    'a command that was lost with its browser leaves one log-in: the device says that it holds the old one',
    { timeout: longTimeout }, // a minute until nobody tells it any more, and another in which it is heard without the new one
    async () => {
      const story = await openStory(kind, 'programs');
      const device = 'DVES_3A10B1';
      // what a browser leaves that is closed in the moment in which it would have told the plug
      const notes = { rot: 'r-lost', prev: 'account:patio-plug', by: 'admin', at: Date.now() };
      const slot = { username: `${device}.a`, password: 'never told to anybody', clientid: device };
      await story.admin.createClient({ ...slot, textdescription: JSON.stringify(notes) });
      await story.admin.createRole({ name: `sent:${device}:r-lost`, acls: [], textName: 'told' });
      const browser = await openBrowser(story.broker.url);
      const { answer } = browser.session.access;
      await browser.when(() => browser.rotation(device));
      await answer('rollBackRotation', { account: device });
      const rotation = await browser.when(() => browser.rotation(device)?.outcome && browser.rotation(device));
      expect(rotation).toMatchObject({ outcome: 'rolled-back', way: 'one-slot' });
      const left = await story.admin.listClientNames();
      expect(left.outcome === 'done' && left.value).toEqual(expect.arrayContaining(['patio-plug']));
      expect(left.outcome === 'done' && left.value).not.toContain(`${device}.a`);
      expect(await isRefused(story, 'patio-plug', programPasswords.get('patio-plug') ?? '', device)).toBe(false);
    },
  );

  test(
    'what somebody has to type in is shown to him alone, waits for him, and is deleted by nobody’s word',
    { timeout: isLong ? longTimeout : 300_000 },
    async () => {
      const story = await openStory(kind);
      const { url } = story.broker;
      let device = await beTypedInto(url, `${gate}.a`, cameraPasswords.get(gate) ?? '');
      const browser = await openBrowser(url);
      const { answer } = browser.session.access;
      await browser.when(() =>
        [...browser.session.home.devices.values()].find(({ login }) => login?.value.clientId === gate),
      );
      expect(await answer('startRotation', { username: `${gate}.a` })).toEqual({ outcome: 'started' });
      const waiting = await browser.when(() => browser.rotation(gate)?.shows && browser.rotation(gate));
      expect(waiting).toMatchObject({ way: 'by-hand', outcome: null });
      const login = await answer('revealLogin', { account: gate });
      expect(login).toMatchObject({ username: `${gate}.b`, password: expect.stringMatching(/^[a-z2-9]{26}$/) });
      await device.endAsync(true);
      device = await beTypedInto(url, login?.username ?? '', login?.password ?? '');
      // where neither the broker nor the device says who is connected as what, somebody has to
      if (!tellsWhoIsConnected(kind)) {
        await browser.when(() => browser.rotation(gate)?.asks.includes('works'));
        await answer('sayOfRotation', { account: gate, word: 'works' });
        await browser.when(() => browser.rotation(gate)?.asks.includes('switch-on'));
        expect(await accountsOf(story, gate)).toEqual([`${gate}.a`, `${gate}.b`]);
        expect(await isRefused(story, `${gate}.a`, cameraPasswords.get(gate) ?? '', gate)).toBe(true);
      }
      // where a person has said it, what was switched off is deleted a minute later at the earliest: the long run waits for it
      if (!tellsWhoIsConnected(kind) && !isLong) {
        await device.endAsync(true);
        return;
      }
      const speaking = setInterval(() => void say(device, 'telemetry', { uptime: 1 }), 500);
      const rotation = await browser.when(() => browser.rotation(gate)?.outcome && browser.rotation(gate));
      clearInterval(speaking);
      expect(rotation).toMatchObject({ outcome: 'replaced' });
      expect(await accountsOf(story, gate)).toEqual([`${gate}.b`]);
      expect(await answer('revealLogin', { account: gate })).toBeNull();
      await device.endAsync(true);
    },
  );
});

/** A device that tells nobody which log-in it uses, and into which a person types it. */
async function beTypedInto(url: string, username: string, password: string): Promise<MqttClient> {
  const device = knock(url, { username, password, clientId: gate, protocolVersion: 5 });
  await Promise.race([
    device.next('connect'),
    device.next('error').then(() => Promise.reject(new Error(`${username} is refused`))),
  ]);
  await say(device.client, 'about', { name: 'Old gate', login: { clientId: gate } }, true);
  await say(device.client, 'status', { status: 'online' }, true);
  return device.client;
}

async function say(device: MqttClient, what: string, body: object, retain = false): Promise<void> {
  await device.publishAsync(`gatehouse/v1/device/${gate}/${what}`, JSON.stringify(body), { qos: 1, retain });
}
