import { describe, expect, test, vi } from 'vitest';

import type { Broker } from '@/broker/broker';
import { gatehouse } from '@/conventions/gatehouse/gatehouse';
import { nukiHub } from '@/conventions/nuki-hub/nuki-hub';
import { zwaveJsUi } from '@/conventions/zwave-js-ui/zwave-js-ui';
import { noCodesNews, type CodeActivity } from '@/core/codes/code-owner';
import type { Outgoing } from '@/core/message';
import { namesTopic } from '@/credentials/codes/names';

import { atHome } from '@/simulator/living.testing';
import { openNukiHub } from '@/simulator/nuki-hub/nuki-hub';
import { studioHub } from '@/simulator/nuki-hub/plans';
import type { TellProgram } from '@/simulator/program';
import { openRandom } from '@/simulator/random';

import { openPipeline } from '../../hearing/pipeline';
import { openCodeNames } from './code-names';
import { openCodes } from './codes';

type Tell = (topic: string, payload: unknown, retained?: boolean) => void;
type Lock = { begin(tell: Tell): void; hear(message: Outgoing, tell: Tell): void; opens(code: string): boolean };

/** Codes over the real readers, and a lock that answers each message at once as the real one does. */
function openHome(lock: Lock, isRefused: (topic: string) => boolean = () => false) {
  const pipeline = openPipeline([gatehouse, zwaveJsUi, nukiHub], () => {});
  const encoder = new TextEncoder();
  let news: CodeActivity = noCodesNews;
  const published: Outgoing[] = [];
  const tell: Tell = (topic, payload, retained = false) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    pipeline.hear({ topic, payload: encoder.encode(text), retained, at: Date.now() });
    codes.homeChanged(new Set(['any']));
  };
  const broker: Broker = {
    clientId: 'us',
    async publish(outgoing) {
      published.push(outgoing);
      if (isRefused(outgoing.topic)) return { outcome: 'refused', reason: 'not-authorised' };
      lock.hear(outgoing, tell);
      return { outcome: 'sent' };
    },
    subscribe: async () => [],
    unsubscribe: async () => {},
    request: async () => ({ outcome: 'timed-out' }),
    settle: async () => {},
    close: async () => {},
  };
  const names = openCodeNames(
    () => broker,
    () => {},
    () => 0,
  );
  const codes = openCodes({
    pipeline,
    names,
    broker: () => broker,
    isConnected: () => true,
    login: () => null,
    isAdministered: () => false,
    clock: Date.now,
    random: Math.random,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    tell: (next) => (news = next),
    addToHistory: () => {},
  });
  lock.begin(tell);
  const device = [...pipeline.home.devices.values()].find((one) => one.codes !== null)?.id ?? '';
  async function ends(wish: Parameters<typeof codes.answers.changeCodes>[0]) {
    const answer = await codes.answers.changeCodes(wish);
    expect(answer).toMatchObject({ outcome: 'started' });
    while (news.works[0]?.places.some(({ outcome }) => outcome === null) !== false)
      await new Promise((resolve) => setImmediate(resolve));
    return news.works[0].places[0];
  }
  async function asked() {
    void codes.answers.readCodes({ devices: [device] });
    while (news.asking.length > 0) await new Promise((resolve) => setImmediate(resolve));
    return news.unanswered;
  }
  return { device, codes, ends, asked, published, owners: () => names.owners };
}

type GateCommand = Record<'id' | 'command' | 'code' | 'name', string> & { readonly place: number };

const wish = { act: 'add', person: 'Anna', code: '589473', until: null } as const;

/** Nuki Hub: the lock gives the numbers, keeps the names, and its hub retains the whole list. */
function nukiLock(): Lock {
  const startAt = Date.now();
  const hub = openNukiHub(studioHub, openRandom(5), startAt);
  let now = startAt;
  const via =
    (tell: Tell): TellProgram =>
    (message) => {
      if ('payload' in message) tell(message.topic, message.payload, false);
    };
  return {
    begin: (tell) => hub.connected(via(tell)),
    hear({ topic, payload }, tell) {
      hub.hear(topic, payload, via(tell));
      now += 2_000; // as long as its radio takes
      hub.pass(now, atHome, via(tell));
    },
    opens: hub.opens,
  };
}

/** A Z-Wave lock with a User Code table; the gateway publishes each place, and a poll publishes it again. A code that it has it does not take, without a word. */
function zwaveLock(): Lock {
  const codes = new Map([[1, '948271']]);
  const below = 'zwave/Door/user_code/endpoint_0';
  const say = (slot: number, tell: Tell, retained = false) =>
    tell(`${below}/userIdStatus/${slot}`, { time: Date.now(), value: codes.has(slot) ? 1 : 0 }, retained);
  return {
    begin(tell) {
      tell('zwave/_CLIENTS/ZWAVE_GATEWAY-home/status', { value: true, time: 1 }, true);
      tell('zwave/Door/status', { time: 1, value: true, status: 'Alive', nodeId: 61 }, true);
      tell('zwave/Door/door_lock/endpoint_0/currentMode', { time: 2, value: 255 }, true);
      for (const slot of [1, 2, 3]) say(slot, tell, true);
    },
    hear({ topic, payload }, tell) {
      const [, what, slot] = /^zwave\/Door\/user_code\/endpoint_0\/(\w+)\/(\d+)\/set$/.exec(topic) ?? [];
      const { value, args } = JSON.parse(payload) as { value?: unknown; args?: { propertyKey: number }[] };
      const isDouble = [...codes.values()].includes(String(value));
      if (what === 'userCode' && !isDouble) codes.set(Number(slot), String(value));
      if (what === 'userIdStatus' && value === 0) codes.delete(Number(slot));
      if (slot !== undefined) say(Number(slot), tell);
      if (topic.endsWith('/api/pollValue/set')) say(args?.[0]?.propertyKey ?? 0, tell);
    },
    opens: (code) => [...codes.values()].includes(code),
  };
}

/** A lock that speaks Gatehouse: it keeps names and ends, and says why it refuses. */
function gatehouseLock(): Lock {
  const codes = new Map([[1, { code: '948271', name: 'Ben' }]]);
  const topic = (what: string) => `gatehouse/v1/device/gate/${what}`;
  const places = () =>
    [1, 2, 3].map((place) => ({ place, use: codes.has(place) ? 'used' : 'free', name: codes.get(place)?.name }));
  return {
    begin(tell) {
      const about = { name: 'Gate', kind: 'lock', capabilities: ['lock', 'pin-codes'] };
      tell(topic('about'), { ...about, codes: { places: 3, nameBytes: 8, ends: true } }, true);
    },
    hear({ payload }, tell) {
      const { id, command, place, code, name } = JSON.parse(payload) as GateCommand;
      const isDouble = [...codes.values()].some((one) => one.code === code);
      if (command === 'set-code' && isDouble)
        return tell(topic('reply'), { id, ok: false, reason: 'it has that code' });
      if (command === 'set-code') codes.set(place, { code, name });
      if (command === 'remove-code') codes.delete(place);
      tell(topic('telemetry'), { codes: places() });
    },
    opens: (code) => [...codes.values()].some((one) => one.code === code),
  };
}

describe.each([
  ['Nuki Hub', nukiLock],
  ['Z-Wave JS UI', zwaveLock],
  ['the Gatehouse profile', gatehouseLock],
])('a lock behind %s', (_, open) => {
  test('takes a code, another one in its stead, and gives it back, each with its own word for it', async () => {
    const lock = open();
    const { device, ends, owners } = openHome(lock);
    expect(await ends({ ...wish, devices: [device] })).toMatchObject({ outcome: 'done' });
    expect(lock.opens('589473')).toBe(true);
    const spots = () => owners().map(({ slot }) => ({ device, slot }));
    const change = { act: 'change', person: 'Anna', code: '738295', inPlace: false } as const;
    expect(await ends({ ...change, spots: spots() })).toMatchObject({ outcome: 'done' });
    expect([lock.opens('589473'), lock.opens('738295')]).toEqual([false, true]);
    expect(await ends({ act: 'remove', person: 'Anna', spots: spots() })).toMatchObject({ outcome: 'done' });
    expect(lock.opens('738295')).toBe(false);
    expect(owners()).toEqual([]);
  });
});

test('a lock that is full is told to overwrite the old code, with a code that the same person was given before', async () => {
  const { device, ends, codes, owners } = openHome(gatehouseLock());
  await ends({ ...wish, devices: [device] });
  await ends({ ...wish, person: 'Cleo', code: '471926', devices: [device] }); // now its three places are used
  const spots = owners().flatMap(({ person, slot }) => (person === 'Anna' ? [{ device, slot }] : []));
  const change = { act: 'change', person: 'Anna', code: '738295', spots } as const;
  expect(await ends({ ...change, inPlace: false })).toMatchObject({ outcome: 'full' });
  const first = await codes.answers.changeCodes({ ...change, code: '589473', inPlace: true });
  expect(first).toMatchObject({ outcome: 'started' }); // the code that this very person was given
  const others = { ...wish, person: 'Ben', code: '471926', devices: [device] };
  expect(await codes.answers.changeCodes(others)).toMatchObject({ outcome: 'refused' });
});

test.each([
  ['Nuki Hub', nukiLock],
  ['the Gatehouse profile', gatehouseLock],
])('a no of %s is passed on in words', async (_, open) => {
  const { device, ends } = openHome(open());
  const place = await ends({ ...wish, code: '948271', devices: [device] });
  expect(place).toMatchObject({ outcome: 'refused' });
  expect(place?.sentence).toContain('Did not do what it was asked');
});

test('a Z-Wave lock that takes a code in silence and has it not is found out', async () => {
  const { device, ends, owners } = openHome(zwaveLock());
  const place = await ends({ ...wish, code: '948271', devices: [device] });
  expect(place).toMatchObject({ outcome: 'refused' });
  expect(place?.sentence).toContain('It gave no reason');
  expect(owners()).toEqual([]);
});

test('an account that may not command a lock is told so, and not that the lock is out of reach', async () => {
  const { device, ends, asked } = openHome(zwaveLock(), () => true);
  const added = await ends({ ...wish, devices: [device] });
  expect(added?.sentence).toBe(
    'The broker does not let the account you signed in with change codes of the door, so nothing was changed.',
  );
  const removed = await ends({ act: 'remove', person: 'Ben', spots: [{ device, slot: 1 }] });
  expect(removed?.sentence).toContain('so the code still opens it');
  expect(await asked()).toEqual([{ device, why: 'not-allowed' }]);
});

test('a lock that does not answer when it is asked is told apart from one that does', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  try {
    const lock = zwaveLock();
    let isAwake = false;
    const { device, asked } = openHome({ ...lock, hear: (...heard) => void (isAwake && lock.hear(...heard)) });
    const silent = asked();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await silent).toEqual([{ device, why: 'silent' }]);
    isAwake = true;
    const answered = asked();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await answered).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});

test('a code for a while is not given where nobody would end it', async () => {
  const lock = zwaveLock();
  const { device, codes, ends } = openHome(lock, (topic) => topic === namesTopic);
  const forADay = { ...wish, until: Date.now() + 86_400_000, devices: [device] };
  expect(await codes.answers.changeCodes(forADay)).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('Nobody would end it') as string,
  });
  expect(lock.opens('589473')).toBe(false);
  expect(await ends({ ...wish, devices: [device] })).toMatchObject({ outcome: 'done' });
  const gate = openHome(gatehouseLock(), (topic) => topic === namesTopic);
  expect(await gate.ends({ ...forADay, devices: [gate.device] })).toMatchObject({ outcome: 'done' });
});
