import { truncateSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, expect, test, vi } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { knock } from '@/embedded-broker/guest.testing';

import { openTestSession } from '../../session.testing';
import { founder, rescue, tasmota } from './make-login.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test(
  'when the broker has lost its accounts and nobody has a copy, each device is given a new log-in by hand',
  { timeout: 60_000 },
  async () => {
    const broker = await startMosquitto({
      dynamicSecurity: { admin: founder },
      users: { rescue: rescue.password },
      acl: 'user rescue\ntopic readwrite $CONTROL/dynamic-security/#\ntopic readwrite #\n',
      persistence: true,
    });
    ends.push(() => broker.stop());
    const announcer = knock(broker.wsUrl, { ...rescue, protocolVersion: 5 });
    await announcer.next('connect');
    const retained = { qos: 1, retain: true } as const;
    await announcer.client.publishAsync(
      'tasmota/discovery/8CAAB50000A1/config',
      JSON.stringify(tasmota('Patio plug', 'plug')),
      retained,
    );
    await announcer.client.publishAsync('tele/plug/LWT', 'Online', retained);
    await announcer.client.endAsync(true);

    await broker.kill('SIGTERM');
    truncateSync(join(broker.dir, 'dynamic-security.json'));
    await broker.restart();

    const session = openTestSession();
    ends.push(() => session.close());
    session.connect({ url: broker.wsUrl, ...rescue });
    const { answer } = session.access;
    expect(await answer('openAdmin', founder)).toMatchObject({ status: 'failed', reason: 'bad-credentials' });
    expect(await answer('openAdmin', rescue)).toMatchObject({ status: 'open' });
    const find = async () => (await answer('loginless', {}))?.[0];
    await vi.waitFor(async () => expect(await find()).toMatchObject({ name: 'Patio plug' }), { timeout: 10_000 });
    const device = (await find())?.id ?? '';
    // it says that it logs in as somebody who stands in the password file; nothing of it is retained, so it is said until it was heard
    const liar = knock(broker.wsUrl, { ...rescue, protocolVersion: 5 });
    await liar.next('connect');
    const lie = JSON.stringify({ StatusMQT: { MqttUser: rescue.username } });
    const heard = async () => {
      await liar.client.publishAsync('stat/plug/STATUS6', lie, { qos: 1 });
      expect(session.home.devices.get(device)?.login?.value.username).toBe(rescue.username);
    };
    await vi.waitFor(heard, { timeout: 20_000, interval: 500 });
    await liar.client.endAsync(true);
    const made = await answer('makeLogin', { device });
    if (made.outcome !== 'made') throw new Error(made.reason);
    const { username, password } = made;
    expect(username).toBe('patio-plug.a');
    const again = knock(broker.wsUrl, { ...rescue, protocolVersion: 5 });
    ends.push(() => again.client.endAsync(true));
    await again.next('connect');
    expect(await answer('isLoginUsed', { username })).toBe(false);
    expect(await answer('loginless', {})).toHaveLength(0);
    expect(await answer('makeLogin', { device })).toMatchObject({ outcome: 'refused' });
    const admission = await answer('admission', {});
    expect(admission.outcome === 'listed' && admission.clients).toContainEqual(
      expect.objectContaining({ client: 'patio-plug', standing: 'approved' }),
    );

    // it may do what a Tasmota does, and nothing else
    const guest = knock(broker.wsUrl, { username, password, protocolVersion: 5 });
    ends.push(() => guest.client.endAsync(true));
    await guest.next('connect');
    const may = (topic: string) =>
      guest.client.publishAsync(topic, '{"POWER":"ON"}', { qos: 1 }).then(
        () => true,
        () => false,
      );
    expect(await may('tele/other/STATE')).toBe(false);
    expect(await may('$CONTROL/dynamic-security/v1')).toBe(false);
    expect(await may('tele/plug/STATE')).toBe(true);
    await vi.waitFor(async () => expect(await answer('isLoginUsed', { username })).toBe(true), { timeout: 10_000 });
    const accounts = await answer('accounts', {});
    expect(JSON.stringify(accounts)).not.toContain(password);
  },
);
