import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';

import type { OwnerFact } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { untoldFirmware } from '@/core/firmware.testing';
import { noPlan } from '@/core/firmware/update-plan';
import { everythingKept } from '@/history/everything-kept.testing';
import { openFirmwareShelf } from '@/history/firmware-shelf';
import { openUpdateMemory } from '@/history/update-memory';
import { openPassingShelf } from '@/history/vault-shelf';

import { openFirmwareWork } from './firmware-work';
import { openTestSession } from '../session.testing';
import { locked, none, secret, vaulted } from '../vault/vaulted-memory.testing';
import { openDesk } from './desk';

const home = 'ws://home.lan:9001/mqtt';
const name = 'zigbee2mqtt/Front door';
const fact: OwnerFact = {
  vendor: 'Example',
  model: 'EX-1',
  supportEnds: '2031-01-01',
  cve: null,
  affected: null,
  fixed: null,
  source: 'a letter of its maker',
};
const another: OwnerFact = { ...fact, model: 'EX-2' };

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

/** As after a reload: what is kept stays, and nothing is known of the vault yet. */
function visit() {
  const [facts, record, plans] = [vaulted('firmware-facts'), vaulted('firmware-record'), vaulted('updates')] as const;
  const all = [facts, record, plans];
  const firmware = { ...untoldFirmware, installed: '1.0' };
  const device: Device = {
    ...emptyDevice(name),
    identifiers: ['serial:of the front door'],
    firmware: { value: firmware, at: 0, retained: false, by: 'zigbee2mqtt' },
  };
  const devices = new Map([[name, device]]);
  let shown = noPlan;
  const work = openFirmwareWork({
    devices,
    clock: () => 0,
    me: 'me',
    mayCarryOut: true,
    isConnected: () => false,
    send: async () => ({ outcome: 'sent' }),
    memory: openUpdateMemory(plans, undefined),
    share: () => null,
    tell: (plan) => void (shown = plan),
  });
  let known: readonly OwnerFact[] = [];
  const desk = openDesk({
    devices,
    sources: { shelf: openFirmwareShelf(facts, record), served: async () => [] },
    clock: () => 0,
    alerts: () => [],
    signal: () => undefined,
    tell: (knowledge) => void (known = knowledge.facts),
  });
  return {
    without: () => all.forEach((memory) => memory.vaultIs(none)),
    locked: () => all.forEach((memory) => memory.vaultIs(locked)),
    unlock: () => all.forEach((memory) => memory.unlocked(secret)),
    enter: async () => Promise.all([work.enter(home), (await desk).enter(home)]),
    recallAgain: async () => Promise.all([work.recallAgain(), (await desk).enter(home)]),
    wiped: async () => (await desk).wiped(),
    order: (id: string) => work.order({ type: 'skip', device: id, version: '2.0' }),
    say: async (one: OwnerFact) => (await desk).answers.saveFirmwareFact({ fact: one }),
    async knows() {
      const versions = await (await desk).answers.firmwareRecord({});
      return {
        skipped: shown.skipped.map(({ device: id }) => id).toSorted(),
        models: known.map(({ model }) => model).toSorted(),
        names: versions.devices.flatMap((one) => one.names),
      };
    },
  };
}

const whole = { skipped: [name], models: ['EX-1'], names: ['serial:of the front door'] };
const nothing = { skipped: [], models: [], names: [] };

/** A visit that leaves something of everything. */
async function leave(how: 'without' | 'unlock'): Promise<void> {
  const first = visit();
  first[how]();
  await first.enter();
  first.order(name);
  await first.say(fact);
  for (const database of ['updates', 'firmware-facts', 'firmware-record'])
    await expect.poll(everythingKept).toMatch(new RegExp(`^gatehouse-${database}(-sealed)? `, 'm'));
}

const words = ['Front door', 'front door', 'home.lan', 'EX-1', 'a letter of its maker'];

describe('what is kept of the firmware of a home', () => {
  test('lies as it is without a vault, and is encrypted with its names as soon as there is one', async () => {
    await leave('without');
    const open = await everythingKept();
    for (const word of words) expect(open).toContain(word);
    const next = visit();
    next.without();
    await next.enter();
    expect(await next.knows()).toEqual(whole);
    next.unlock();
    await next.recallAgain();
    expect(await next.knows()).toEqual(whole);
    const kept = await everythingKept();
    expect(kept).toMatch(/updates-sealed[^]*|firmware-facts-sealed/);
    for (const word of words) expect(kept.includes(word), word).toBe(false);
  });

  test('is known to nobody while the vault is locked, and joined by what was said meanwhile when it is opened', async () => {
    await leave('unlock');
    const next = visit();
    next.locked();
    await next.enter();
    expect(await next.knows()).toMatchObject({ ...nothing, names: whole.names });
    next.order('the lamp');
    expect(await next.say(another)).toEqual({ outcome: 'kept-till-closed' });
    for (const word of words) expect((await everythingKept()).includes(word), word).toBe(false);
    next.unlock();
    await next.recallAgain();
    const joined = { ...whole, skipped: ['the lamp', name].toSorted(), models: ['EX-1', 'EX-2'] };
    expect(await next.knows()).toEqual(joined);
    const knownLater = async () => {
      const later = visit();
      later.unlock();
      await later.enter();
      return later.knows();
    };
    await expect.poll(knownLater).toEqual(joined);
  });

  test('goes with the vault that is wiped; the plan, which lies at the broker too, goes on', async () => {
    await leave('unlock');
    const next = visit();
    next.unlock();
    await next.enter();
    next.without();
    await next.wiped();
    expect(await next.knows()).toEqual({ ...nothing, skipped: [name], names: whole.names });
    // also of what nobody asks for any more
    const databases = async () => (await indexedDB.databases()).map((one) => one.name);
    await expect.poll(databases).not.toContain('gatehouse-firmware-facts-sealed');
    expect(await everythingKept()).not.toContain('EX-1');
  });
});

test('a session tells all that is kept of homes of the vault, and when it can be read', async () => {
  const heard: string[] = [];
  const memory = {
    vaultIs: ({ status }: { readonly status: string }) => heard.push(status) < 0,
    unlocked: (told: string) => heard.push(told === '' ? 'nothing' : 'a secret') > 0,
  };
  const session = openTestSession({ vaulted: [memory], vaultShelf: openPassingShelf() });
  await expect.poll(() => heard).toContain('none');
  const answers = session.vault.answersFor(session.openFeed());
  await answers.openVault({ passphrase: 'lantern otter quarry velvet', create: true });
  expect(heard).toContain('a secret');
});
