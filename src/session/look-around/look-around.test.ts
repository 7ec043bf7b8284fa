import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import type { Batch } from '@/core/feed';
import type { Mapping } from '@/core/mapping';
import type { LookAround } from '@/core/unknown-traffic';
import { openPassingMappings } from '@/history/mapping-memory';

import { openClaims } from './claims';
import type { Feed } from '../feed';
import { openLookingAround } from './look-around';
import { openTestSession } from '../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const look = { below: null, focus: [] };
const owner = { username: 'owner', password: 'o' };

async function open({ config = '' } = {}) {
  const broker = await startMosquitto({ users: { owner: 'o', maker: 'm' }, extraConfig: config });
  ends.push(() => broker.stop());
  const maker = await connectAsync(broker.wsUrl, { username: 'maker', password: 'm' });
  ends.push(() => maker.endAsync(true));
  const mappingMemory = openPassingMappings();
  const openSession = () => {
    const session = openTestSession({ mappingMemory });
    ends.push(() => session.close());
    const page = session.openFeed();
    return { session, page, until: (satisfies: (batch: Batch) => boolean) => until(page, satisfies) };
  };
  return { ...openSession(), openSession, maker, login: { url: broker.wsUrl, ...owner }, log: () => broker.log() };
}

/** resolves with the first batch that satisfies */
function until(feed: Feed, satisfies: (batch: Batch) => boolean): Promise<Batch> {
  return new Promise((resolve) => {
    const take = () => {
      const batch = feed.take();
      if (batch !== null && satisfies(batch)) {
        stop();
        resolve(batch);
      }
    };
    const stop = feed.onChange(take);
    take();
  });
}

const found = (topic: string, is: (one: LookAround['topics'][number]) => boolean = () => true) => {
  return ({ lookAround }: Batch) => lookAround?.topics.some((one) => one.topic === topic && is(one)) === true;
};
const listens = ({ lookAround }: Batch) => lookAround?.phase === 'listening';

const shed: Mapping = {
  kind: 'lock',
  name: 'Shed',
  room: null,
  readings: [{ aspect: 'lock', topic: 'shed/lock', path: ['bolt'], values: [{ value: 'in', means: 'locked' }] }],
  command: null,
};

test('looking around ends by itself, also where a clock that was ahead is put right meanwhile', () => {
  const minute = 60_000;
  const phaseAt = (now: number) => {
    const around = openLookingAround({ claims: openClaims([]), clock: () => 180 * minute, random: Math.random });
    around.start({ url: 'ws://127.0.0.1:1', ...owner });
    around.tick(now);
    const phase = around.state(new Set())?.phase;
    around.stop();
    return phase;
  };
  expect(phaseAt(184 * minute)).toBe('looking');
  expect(phaseAt(185 * minute)).toBe('over');
  expect(phaseAt(5 * minute)).toBe('over');
});

describe('looking around', { timeout: 30_000 }, () => {
  test('finds what is remembered at any depth below a name that came up, and what is said live', async () => {
    const { session, page, until, maker, login } = await open();
    await maker.publishAsync('shed/lock', '{"bolt":"in","pin":"4821"}', { retain: true });
    await maker.publishAsync('shed/a/b/c/d', 'deep', { retain: true });
    await maker.publishAsync('roof/weather/rain', 'none', { retain: true });
    session.connect(login);
    session.look(page, look);
    const { lookAround } = await until(listens);
    const topics = lookAround?.topics.map(({ topic }) => topic).toSorted();
    expect(topics).toEqual(['roof/weather/rain', 'shed/a/b/c/d', 'shed/lock']);
    expect(JSON.stringify(lookAround)).not.toContain('4821');
    expect(lookAround?.topics.find(({ topic }) => topic === 'shed/lock')?.secrets).toEqual(['lock-code']);
    await maker.publishAsync('far/away/and/deep', 'now');
    await until(found('far/away/and/deep', ({ live, heardAt }) => live === 1 && heardAt !== null));
  });

  test('a message that is heard twice is counted once in the home', async () => {
    const { session, page, until, maker, login } = await open();
    const listen = async () => {
      await session.mapped.answers.saveMapping({ mapping: shed, replaces: null });
      await maker.publishAsync('shed/other', '1', { retain: true });
      session.look(page, look);
      await until(listens);
    };
    session.connect(login);
    await until(({ listening }) => listening?.phase === 'settled');
    await listen();
    await maker.publishAsync('shed/lock', '{"bolt":"in"}');
    await maker.publishAsync('shed/other', '2');
    await until(found('shed/other', ({ live }) => live === 1));
    const [device] = [...session.home.devices.values()];
    expect(device).toMatchObject({ name: 'Shed', messages: 1 });
  });

  test('leaves out where a program with long documents speaks, and says so; somebody may look there all the same', async () => {
    const { session, page, until, maker, login } = await open();
    await maker.publishAsync('zigbee2mqtt/bridge/state', '{"state":"online"}', { retain: true });
    await maker.publishAsync('zigbee2mqtt/bridge/devices', '[]', { retain: true });
    await maker.publishAsync('zigbee2mqtt/bridge/definitions', '{}', { retain: true });
    await maker.publishAsync('zigbee2mqtt/bridge/a/b/log', 'x', { retain: true });
    session.connect(login);
    await until(({ listening }) => listening?.phase === 'settled');
    session.look(page, look);
    const { lookAround } = await until(listens);
    expect(lookAround?.unseen).toEqual([{ reason: 'spoken-for', filters: ['+/+/+/+', 'zigbee2mqtt/#'] }]);
    expect(lookAround?.topics.map(({ topic }) => topic)).toEqual(['zigbee2mqtt/bridge/definitions']);
    session.look(page, { ...look, below: 'zigbee2mqtt/bridge' });
    const { lookAround: closer } = await until(found('zigbee2mqtt/bridge/a/b/log'));
    expect(closer?.topics.map(({ maybe }) => maybe)).toEqual(['zigbee2mqtt', 'zigbee2mqtt']);
  });

  test('where no program speaks, four levels are looked at, and none is said to speak there', async () => {
    const { session, page, until, maker, login } = await open();
    await maker.publishAsync('farm/barn/door/state', 'open', { retain: true });
    session.connect(login);
    await until(({ listening }) => listening?.phase === 'settled');
    session.look(page, look);
    const { lookAround } = await until(listens);
    expect(lookAround?.unseen).toEqual([]);
    expect(lookAround?.topics.map(({ topic }) => topic)).toEqual(['farm/barn/door/state']);
  });

  test('documents of discovery, which stand on the fourth level, are left out', async () => {
    const { session, page, until, maker, login } = await open();
    const document = { name: 'Lamp', unique_id: 'lamp', command_topic: 'lamp/set', state_topic: 'lamp/state' };
    await maker.publishAsync('homeassistant/light/lamp/config', JSON.stringify(document), { retain: true });
    session.connect(login);
    await until(({ listening }) => listening?.phase === 'settled');
    session.look(page, look);
    const { lookAround } = await until(listens);
    expect(lookAround?.unseen).toEqual([{ reason: 'spoken-for', filters: ['+/+/+/+'] }]);
  });

  test('ends when the page is left, and nothing of it is kept', async () => {
    const { session, page, until, maker, login, log } = await open();
    await maker.publishAsync('shed/lock', '1', { retain: true });
    session.connect(login);
    session.look(page, look);
    await until(listens);
    const gone = () => log().match(/Client \S+ (?:\[\S+\] )?disconnected/g)?.length ?? 0;
    expect(gone()).toBe(0);
    session.closeFeed(page);
    await expect.poll(gone).toBe(1);
    const again = session.openFeed();
    expect(again.take()?.lookAround).toBeNull();
  });

  test('more topics than are kept are counted, and more than the broker hands out at once is told', async () => {
    const { session, page, until, maker, login } = await open();
    const topics = Array.from({ length: 1_300 }, (_, n) => `many/${n}`);
    await Promise.all(topics.map((topic) => maker.publishAsync(topic, 'x', { retain: true, qos: 1 })));
    session.connect(login);
    session.look(page, look);
    const { lookAround } = await until(listens);
    expect(lookAround?.topics.length).toBeLessThanOrEqual(1_000);
    expect(lookAround?.unseen).toContainEqual({ reason: 'too-many', filters: ['+/+', 'many/#'] });
  });
});

describe('what a person said of a topic', { timeout: 30_000 }, () => {
  test('makes it a device at once, with what was heard of it', async () => {
    const { session, page, until, maker, login } = await open();
    await maker.publishAsync('shed/lock', '{"bolt":"in"}', { retain: true });
    session.connect(login);
    session.look(page, look);
    await until(found('shed/lock'));
    expect(await session.mapped.answers.saveMapping({ mapping: shed, replaces: null })).toEqual({
      outcome: 'kept',
      number: 1,
    });
    const [device] = [...session.home.devices.values()];
    expect(device).toMatchObject({ name: 'Shed', kind: 'lock', state: { lock: { value: 'locked', retained: true } } });
    const { lookAround } = await until(({ lookAround }) => lookAround?.topics.length === 0);
    expect(lookAround?.topics).toEqual([]);
    await maker.publishAsync('shed/lock', '{"bolt":"in"}');
    await until(({ devices }) => devices.some(({ state }) => state.lock?.retained === false));
  });

  test('is remembered at the next visit to this home, and gone when it is forgotten', async () => {
    const { session, login, until, openSession } = await open();
    session.connect(login);
    await until(({ connection }) => connection?.status === 'connected');
    await session.mapped.answers.saveMapping({ mapping: shed, replaces: null });
    const next = openSession();
    next.session.connect(login);
    await next.until(({ mappings }) => mappings?.length === 1);
    expect(next.session.home.devices.size).toBe(1);
    expect(await next.session.mapped.answers.forgetMapping({ key: 'shed/lock#bolt' })).toEqual({
      outcome: 'kept',
      number: 0,
    });
    expect(next.session.home.devices.size).toBe(0);
  });

  test('without a home there is nobody to tell it to', async () => {
    const { session } = await open();
    expect(await session.mapped.answers.saveMapping({ mapping: shed, replaces: null })).toMatchObject({
      outcome: 'refused',
    });
  });
});
