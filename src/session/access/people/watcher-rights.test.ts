import { afterEach, describe, expect, test } from 'vitest';

import { knock, type Guest } from '@/embedded-broker/guest.testing';

import { passwords, startBroker, type BrokerKind } from '../../../../e2e/brokers';
import { openTestSession } from '../../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A home whose administrator has just signed in. */
async function openStory(kind: BrokerKind) {
  const broker = await startBroker(kind);
  ends.push(() => broker.stop());
  const session = openTestSession();
  ends.push(() => session.close());
  session.connect({ url: broker.url, username: 'owner', password: passwords.owner });
  const { answer } = session.access;
  expect(await answer('openAdmin', { username: 'admin', password: passwords.admin })).toMatchObject({ status: 'open' });
  return {
    answer,
    async enter(username: string, password: string): Promise<Guest> {
      const guest = knock(broker.url, { username, password, protocolVersion: 5 });
      ends.push(() => guest.client.endAsync(true));
      await guest.next('connect');
      return guest;
    },
    async row(username: string) {
      const listed = await answer('people', {});
      if (listed.outcome !== 'listed') throw new Error('The broker did not answer.');
      return listed.people.find((one) => one.username === username);
    },
  };
}

/** MQTT 5 tells a refusal by its reason code, which the client throws. */
function may({ client }: Guest, topic: string): Promise<boolean> {
  return client.publishAsync(topic, 'x', { qos: 1 }).then(
    () => true,
    () => false,
  );
}

describe.each<BrokerKind>(['embedded', 'mosquitto'])('on %s', { timeout: 60_000 }, (kind) => {
  test('a watcher tells people on the topics that were named for it, and nowhere else, till others are named', async () => {
    const { answer, enter, row } = await openStory(kind);
    const about = { username: 'night', role: 'watcher', until: null } as const;
    const added = await answer('addPerson', { ...about, tells: ['home/alerts'] });
    if (added.outcome !== 'added') throw new Error(added.reason);
    expect(await row('night')).toMatchObject({
      role: 'watcher',
      tells: ['home/alerts'],
      roleWords: 'Watcher, tells people on home/alerts',
    });
    const night = await enter('night', added.password);
    expect(await may(night, 'home/alerts')).toBe(true);
    expect(await may(night, 'home/other')).toBe(false);
    expect(await may(night, 'zigbee2mqtt/Front door/set')).toBe(false);

    const other = { username: 'night', role: 'watcher', tells: ['home/other'] } as const;
    expect(await answer('changeRole', other)).toEqual({ outcome: 'done' });
    expect((await row('night'))?.tells).toEqual(['home/other']);
    const again = await enter('night', added.password);
    expect(await may(again, 'home/other')).toBe(true);
    expect(await may(again, 'home/alerts')).toBe(false);

    expect(await answer('changeRole', { username: 'night', role: 'guest' })).toEqual({ outcome: 'done' });
    expect(await row('night')).toMatchObject({ role: 'guest', tells: [] });
    expect(await may(await enter('night', added.password), 'home/other')).toBe(false);
  });

  test('nobody is added to tell people where a device is commanded, or on every topic', async () => {
    const { answer, row } = await openStory(kind);
    const about = { username: 'night', role: 'watcher', until: null } as const;
    for (const topic of [
      'zigbee2mqtt/Front door/set',
      'home/#',
      'gatehouse/v1/alert/x',
      '$CONTROL/dynamic-security/v1',
    ])
      expect(await answer('addPerson', { ...about, tells: ['home/alerts', topic] })).toMatchObject({
        outcome: 'refused',
      });
    expect(await row('night')).toBeUndefined();
  });

  test('a watcher that is to hear orders hears those that can hold no code, and a lock’s through a bridge never', async () => {
    const { answer, enter, row } = await openStory(kind);
    const about = { username: 'night', role: 'watcher', until: null } as const;
    const added = await answer('addPerson', { ...about, orders: 'plain' });
    if (added.outcome !== 'added') throw new Error(added.reason);
    expect((await row('night'))?.roleWords).toBe('Watcher, hears orders');
    const night = await enter('night', added.password);
    await night.client.subscribeAsync('#', { qos: 1 });
    const owner = await enter('owner', passwords.owner);
    const said = ['zigbee2mqtt/Front door/set', 'cmnd/plug/POWER', 'shellyplus1-aa/rpc', 'gatehouse/v1/names'];
    for (const topic of said) await owner.client.publishAsync(topic, '{}', { qos: 1 });
    await night.heard('gatehouse/v1/names'); // brokers keep the order: what was sent before is there
    expect(said.filter((topic) => night.topics.includes(topic))).toEqual(['cmnd/plug/POWER', 'gatehouse/v1/names']);
    expect(await answer('changeRole', { username: 'night', role: 'watcher' })).toEqual({ outcome: 'done' });
    expect((await row('night'))?.roleWords).toBe('Watcher');
  });
});
