import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { homeAccounts } from './home-accounts';
import { hashPassword } from '@/embedded-broker/password';
import { knock, type Guest } from '@/embedded-broker/guest.testing';

import { pinBruteforce } from '@/scenarios/pin-bruteforce';

import { runSimulatedHome } from './simulated-devices';

const password = await hashPassword('right', { iterations: 10 });
const accounts = homeAccounts({ admin: password, owner: password, bridge: password });

let broker: EmbeddedBroker;
let undo: (() => Promise<unknown>)[];
beforeEach(async () => {
  broker = await openEmbeddedBroker({ port: 0, accounts });
  undo = [() => broker.close()];
});
afterEach(async () => {
  for (const close of undo.toReversed()) await close();
});

function home(signal?: AbortSignal) {
  const login = { url: broker.url, username: 'zigbee2mqtt', password: 'right' };
  const running = runSimulatedHome({ ...login, seed: 1, startAt: Date.UTC(2026, 0, 1, 12), ...(signal && { signal }) });
  undo.push(() => running.close());
  return running;
}

async function owner(): Promise<Guest> {
  const guest = knock(broker.url, { username: 'owner', password: 'right' });
  undo.push(() => guest.client.endAsync(true));
  await guest.next('connect');
  await guest.client.subscribeAsync('zigbee2mqtt/#');
  return guest;
}

type Announced = { friendly_name: string; definition?: { exposes: { type: string }[] } | null };

/** The name of a lock, from what the bridge announces. */
async function lockOf(guest: Guest): Promise<string> {
  const devices = JSON.parse((await guest.heard('zigbee2mqtt/bridge/devices')).text) as Announced[];
  const lock = devices.find(({ definition }) => definition?.exposes.some(({ type }) => type === 'lock'));
  return lock?.friendly_name ?? 'no lock';
}

async function boltOf(guest: Guest, lock: string): Promise<string> {
  return (JSON.parse((await guest.heard(`zigbee2mqtt/${lock}`)).text) as { lock_state: string }).lock_state;
}

async function hears(guest: Guest, lock: string, bolt: string): Promise<void> {
  while ((await boltOf(guest, lock)) !== bolt);
}

const ask = async (guest: Guest, topic: string, body: unknown) =>
  guest.client.publishAsync(`zigbee2mqtt/${topic}`, JSON.stringify(body), { qos: 1 });

describe('the simulated home', { timeout: 15_000 }, () => {
  test('moves its bolts when the owner says so, in the time a bolt takes', async () => {
    await home().ready;
    const anna = await owner();
    const lock = await lockOf(anna);
    for (const [state, bolt] of [
      ['UNLOCK', 'unlocked'],
      ['LOCK', 'locked'],
    ] as const) {
      await ask(anna, `${lock}/set`, { state });
      await hears(anna, lock, bolt);
    }
  });

  test('obeys under its new name when it was renamed', async () => {
    await home().ready;
    const anna = await owner();
    const lock = await lockOf(anna);
    await ask(anna, 'bridge/request/device/rename', { from: lock, to: 'Hall/Big door' });
    await anna.heard('zigbee2mqtt/bridge/response/device/rename');
    await ask(anna, 'Hall/Big door/get', { state: '' });
    await anna.heard('zigbee2mqtt/Hall/Big door');
  });

  test('is all there again after its broker was killed and forgot everything', async () => {
    await home().ready;
    await broker.kill();
    broker = await openEmbeddedBroker({ port: broker.port, accounts });
    const anna = await owner();
    const lock = await lockOf(anna);
    expect((await anna.heard('zigbee2mqtt/bridge/state')).text).toBe('{"state":"online"}');
    await anna.heard(`zigbee2mqtt/${lock}/availability`);
    await ask(anna, `${lock}/set`, { state: 'UNLOCK' });
    await hears(anna, lock, 'unlocked');
  });

  test('lets a scenario happen, once at a time, and says how long it goes on', async () => {
    const running = home();
    await running.ready;
    const anna = await owner();
    expect(running.run(pinBruteforce)).toBe('started');
    expect(running.run(pinBruteforce)).toBe('running');
    expect(running.running()).toEqual([{ name: 'pin-bruteforce', secondsLeft: expect.any(Number) }]);
    while (!(await anna.heard('zigbee2mqtt/Front door')).text.includes('unlock_failure_invalid_pin_or_id'));
  });

  test('that has nobody to play a part says so', async () => {
    const running = runSimulatedHome({
      url: broker.url,
      username: 'zigbee2mqtt',
      password: 'right',
      seed: 1,
      devices: 0,
    });
    undo.push(() => running.close());
    expect(running.run(pinBruteforce)).toBe('no-part');
    expect(running.running()).toEqual([]);
  });

  test('says that it goes, when it is ended', async () => {
    const end = new AbortController();
    await home(end.signal).ready;
    const anna = await owner();
    expect((await anna.heard('zigbee2mqtt/bridge/state')).text).toBe('{"state":"online"}');
    end.abort();
    expect((await anna.heard('zigbee2mqtt/bridge/state')).text).toBe('{"state":"offline"}');
  });
});
