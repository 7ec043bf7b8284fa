import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { zigbee2mqtt } from '@/conventions/zigbee2mqtt/zigbee2mqtt';
import type { Fact } from '@/core/observation';
import { happenLater, openHome, receive, step } from '@/simulator/home';
import type { SimulatedHome } from '@/simulator/simulated-home';
import type { SimulatedMessage } from '@/simulator/types';

import { scenarioOf, scenarios } from './scenarios';

const evening = Date.UTC(2026, 10, 24, 18);

function open(more: { readonly seed?: number; readonly devices?: number; readonly startAt?: number } = {}) {
  const opened = openHome({ seed: 3, startAt: evening, cameras: true, ...more });
  return { home: opened.home, messages: [...opened.messages, ...step(opened.home, 30).messages] };
}

function lastsSeconds(home: SimulatedHome, name: string): number {
  return Math.max(
    0,
    ...(scenarioOf(name)
      ?.plan(home)
      .map(({ afterSeconds }) => afterSeconds) ?? []),
  );
}

/** Lets a scenario befall a home that has lived for half a minute; what its bridge says in so many seconds. */
function befall(name: string, seconds: number, more: Parameters<typeof open>[0] = {}) {
  const { home, messages: before } = open(more);
  happenLater(home, scenarioOf(name)?.plan(home) ?? []);
  return { home, before, messages: step(home, seconds).messages };
}

/** What Gatehouse's own reader makes of it: the scenarios know nothing of it, so this keeps both honest. */
function factsOf(
  before: readonly SimulatedMessage[],
  messages: readonly SimulatedMessage[],
): readonly (Fact & { readonly of: string; readonly at: number })[] {
  const reader = zigbee2mqtt.open();
  const read = ({ topic, payload, retain }: SimulatedMessage, at: number) =>
    reader.read({ topic, payload: new TextEncoder().encode(payload), retained: retain, at })?.observations ?? [];
  for (const message of before) read(message, 0);
  return messages
    .flatMap((message, at) => read(message, at))
    .map(({ fact, device, at }) => ({ ...fact, of: device, at }));
}

const on = (messages: readonly SimulatedMessage[], topic: string) =>
  messages.filter((message) => message.topic === topic).map(({ payload }) => JSON.parse(payload || 'null') as unknown);

/** How a home stands, apart from what changes by itself all the time. */
function standing(home: SimulatedHome) {
  return [...home.devices.values()]
    .filter(({ plan }) => plan.fault !== 'never-answers')
    .map(({ ieee, name, available, interviewed, build, state }) => [
      ieee,
      name,
      available,
      interviewed,
      build,
      state['update'],
    ]);
}

describe('every scenario', () => {
  test('has a name of its own, and says in sentences what happens and what should come of it', () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const { name, title, happens, expected } of scenarios) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const sentence of [happens, expected]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('ends by itself, and the home is as it was, whatever its seed, size and hour', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...scenarios.map(({ name }) => name)),
        fc.nat(1_000),
        fc.constantFrom(undefined, 1, 5, 60),
        fc.nat(23),
        (name, seed, devices, hour) => {
          const options = { seed, startAt: evening + hour * 3_600_000, ...(devices !== undefined && { devices }) };
          const { home } = open(options);
          const before = standing(home);
          const lasts = lastsSeconds(home, name);
          happenLater(home, scenarioOf(name)?.plan(home) ?? []);
          step(home, lasts + 1);
          expect(standing(home)).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('begins within a few seconds, so that whoever started it sees that', () => {
    const { home } = open();
    for (const { plan } of scenarios) {
      expect(Math.min(...plan(home).map(({ afterSeconds }) => afterSeconds))).toBeLessThanOrEqual(2);
    }
  });

  test('only looks at the home when it is planned', () => {
    const { home } = open();
    const before = JSON.stringify([...home.devices]);
    for (const { plan } of scenarios) expect(plan(home)).toEqual(plan(home));
    expect(JSON.stringify([...home.devices])).toBe(before);
  });

  test('tells the same story for the same seed', () => {
    for (const { name } of scenarios) {
      expect(befall(name, 400).messages).toEqual(befall(name, 400).messages);
    }
  });
});

test('wrong codes at the front door are told by lock and keypad, and open nothing', () => {
  const { before, messages, home } = befall('pin-bruteforce', 30);
  const events = factsOf(before, messages).flatMap((fact) => (fact.type === 'event' ? [fact.event] : []));
  expect(events.filter((event) => event === 'unlock_failure_invalid_pin_or_id')).toHaveLength(5);
  expect(events.filter((event) => event === 'invalid_code')).toHaveLength(3);
  expect(home.byName.get('Front door')?.state).toMatchObject({ state: 'LOCK', lock_state: 'locked' });
});

test('two typos of a guest end with an open door', () => {
  const { before, messages } = befall('guest-typos', 20);
  const events = factsOf(before, messages).flatMap((fact) => (fact.type === 'event' ? [fact.event] : []));
  expect(events.slice(0, 3)).toEqual([
    'unlock_failure_invalid_pin_or_id',
    'unlock_failure_invalid_pin_or_id',
    'unlock',
  ]);
});

describe('a device that nobody invited', () => {
  const address = '0xa4c138f05c9e7b21';
  const topic = `zigbee2mqtt/${address}`;

  test('joins while pairing is closed: first it is there, then the bridge knows what it is', () => {
    const { before, messages } = befall('rogue-device', 20);
    expect(on(before, 'zigbee2mqtt/bridge/info')).toMatchObject([{ permit_join: false }]);
    expect(on(messages, 'zigbee2mqtt/bridge/info')).toEqual([]);
    const listed = on(messages, 'zigbee2mqtt/bridge/devices').map((devices) =>
      (devices as { ieee_address: string }[]).find(({ ieee_address: ieee }) => ieee === address),
    );
    expect(listed).toMatchObject([
      { friendly_name: address, definition: null, interviewing: true },
      { friendly_name: address, definition: { vendor: 'Tuya' }, interviewing: false },
    ]);
    expect(on(messages, 'zigbee2mqtt/bridge/event')).toMatchObject([
      { type: 'device_joined', data: { friendly_name: address, ieee_address: address } },
      { type: 'device_interview', data: { status: 'started' } },
      { type: 'device_interview', data: { status: 'successful', supported: true } },
    ]);
    expect(on(messages, `${topic}/availability`)).toEqual([{ state: 'online' }]);
  });

  test('leaves nothing behind', () => {
    const { messages } = befall('rogue-device', 310);
    expect(messages.filter(({ topic: told, retain }) => retain && told.startsWith(topic)).at(-1)?.payload).toBe('');
    expect(JSON.stringify(on(messages, 'zigbee2mqtt/bridge/devices').at(-1))).not.toContain(address);
    expect(on(messages, 'zigbee2mqtt/bridge/event').at(-1)).toMatchObject({ type: 'device_leave' });
  });

  test('may be removed by hand, and does not come back for it', () => {
    const { home } = befall('rogue-device', 20);
    receive(home, 'zigbee2mqtt/bridge/request/device/remove', JSON.stringify({ id: address }));
    const later = step(home, 300).messages;
    expect(later.filter(({ topic: told }) => told.includes(address))).toEqual([]);
    expect(on(later, 'zigbee2mqtt/bridge/event')).toEqual([]);
  });

  test('is another thing than one for which pairing was opened', () => {
    const { messages } = befall('invited-device', 70);
    const order = messages
      .filter(({ topic: told }) => /bridge\/(?:info|event)$/.test(told))
      .map(({ payload }) => /"permit_join":(?:true|false)|device_joined/.exec(payload)?.[0])
      .filter((word) => word !== undefined);
    expect(order).toEqual(['"permit_join":true', 'device_joined', '"permit_join":false']);
  });
});

test('firmware of the side door goes back, and a lock that was updated meanwhile is left alone', () => {
  const { before, messages, home } = befall('firmware-downgrade', 10);
  const told = factsOf(before, messages).flatMap((fact) =>
    fact.type === 'firmware' && fact.of.endsWith(home.byName.get('Garage/Side door')?.ieee ?? '-')
      ? [fact.installed]
      : [],
  );
  expect(told.filter(Boolean)).toEqual(['0.19.4']);
  Object.assign(home.byName.get('Garage/Side door') ?? {}, { build: '0.21.0' });
  step(home, 300);
  expect(home.byName.get('Garage/Side door')?.build).toBe('0.21.0');
});

test('the front door’s battery falls to 3 % within a minute, then the lock is gone and obeys nobody', () => {
  const { home, before, messages } = befall('dead-battery', 62);
  const { ieee } = home.byName.get('Front door') ?? { ieee: '' };
  const facts = factsOf(before, messages).filter(({ of }) => of.endsWith(ieee));
  const percents = facts.flatMap((fact) => (fact.type === 'battery' && fact.percent ? [fact.percent] : []));
  expect(percents.at(-1)).toBe(3);
  expect(percents).toEqual(percents.toSorted((one, other) => other - one));
  const after = step(home, 20).messages;
  expect(on(after, 'zigbee2mqtt/Front door/availability')).toEqual([{ state: 'offline' }]);
  expect(receive(home, 'zigbee2mqtt/Front door/set', '{"state":"UNLOCK"}').messages).toEqual([]);
  const quiet = step(home, 100).messages;
  expect(on(quiet, 'zigbee2mqtt/Front door')).toEqual([]);
});

describe('when many fall silent', () => {
  const gone = (name: string, seconds: number) => {
    const { home, messages } = befall(name, seconds);
    const offline = messages.filter(({ payload }) => payload === '{"state":"offline"}').map(({ topic }) => topic);
    return { offline: new Set(offline), home };
  };

  test('with jamming what is plugged in stays', () => {
    const { offline, home } = gone('jamming', 14);
    for (const { name, plan } of home.devices.values()) {
      if (plan.fault !== null) continue;
      expect(offline.has(`zigbee2mqtt/${name}/availability`), name).toBe(plan.model.power === 'Battery');
    }
  });

  test('with a power cut nothing does', () => {
    const { offline, home } = gone('power-cut', 5);
    for (const { name, plan } of home.devices.values()) {
      if (plan.fault === null) expect(offline, name).toContain(`zigbee2mqtt/${name}/availability`);
    }
  });

  test('a door that moved meanwhile is told when it is heard again', () => {
    const { home } = befall('jamming', 14);
    Object.assign(home.byName.get('Küche Fenster')?.state ?? {}, { contact: false });
    expect(on(step(home, 200).messages, 'zigbee2mqtt/Küche Fenster')[0]).toMatchObject({ contact: false });
  });
});
