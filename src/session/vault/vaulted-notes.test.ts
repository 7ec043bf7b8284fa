import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { shed, shedCamera } from '@/conventions/mapped/examples.testing';
import { mappedBy } from '@/conventions/mapped/mapped';
import { openMappings } from '@/conventions/mapped/mappings';
import type { Mapping } from '@/core/mapping';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import type { VaultState } from '@/core/log-ins/vault';
import { openByHome } from '@/history/by-home';
import { everythingKept } from '@/history/everything-kept.testing';
import { openPassingShelf } from '@/history/vault-shelf';

import { openRotationHistory } from '../access/rotations/rotation-history';
import { openMappedDevices } from '../look-around/mapped-devices';
import { openPipeline } from '../hearing/pipeline';
import { gatherTold, openTestSession } from '../session.testing';
import { locked, none, secret, vaulted } from './vaulted-memory.testing';

// nobody answers there
const home = 'ws://127.0.0.1:9/home.lan';
const porch: RotationRecord = {
  id: 'r-1',
  account: 'porch.a',
  device: 'serial:7',
  name: 'Porch camera',
  way: 'two-slots',
  by: 'anna',
  at: 5,
  outcome: 'replaced',
  sentence: 'The porch camera uses its new password.',
  source: 'here',
};
const gate: RotationRecord = { ...porch, id: 'r-2', account: 'gate.a', name: 'Gate', at: 6 };
const words = ['Shed', 'Garden', 'diy/shed', 'porch', 'Porch', 'anna', 'serial:7', 'home.lan'];

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

/** As after a reload: what is kept stays, and nothing is known of the vault yet. */
function visit() {
  const memories = [vaulted('rotations'), vaulted('mappings')] as const;
  const history = openRotationHistory({ memory: memories[0], clock: () => 9 });
  const mappings = openMappings();
  const pipeline = openPipeline([mappedBy(mappings)], () => {});
  const mapped = openMappedDevices({
    mappings,
    memory: memories[1],
    pipeline,
    clock: () => 9,
    textOf: () => null,
    tell: () => {},
    onChange: () => {},
  });
  return {
    vaultIs: (state: VaultState) => memories.forEach((memory) => memory.vaultIs(state)),
    unlock: () => memories.forEach((memory) => memory.unlocked(secret)),
    async recallAgain() {
      history.recallAgain();
      await mapped.recallAgain();
    },
    wiped() {
      history.wiped();
      mapped.wiped();
    },
    async enter() {
      history.enter(home);
      await Promise.all([mapped.enter(home), history.of(null)]);
    },
    replaced: (record: RotationRecord) => history.add([record]),
    say: (mapping: Mapping) => mapped.answers.saveMapping({ mapping, replaces: null }),
    devices: () => [...pipeline.home.devices.values()].map(({ name }) => name).toSorted(),
    knows: async () => ({
      replaced: (await history.of(null)).map(({ id }) => id),
      described: mappings.all().map(({ name }) => name),
    }),
  };
}

const whole = { replaced: ['r-1'], described: ['Shed'] };
const nothing = { replaced: [], described: [] };

/** What another visit finds from now on. */
async function knownTo(come: (next: ReturnType<typeof visit>) => void) {
  const next = visit();
  come(next);
  await next.enter();
  return next.knows();
}
const withVault = () => knownTo((next) => next.unlock());
const withoutVault = () => knownTo((next) => next.vaultIs(none));

/** A visit that leaves something of both. */
async function leave(come: (first: ReturnType<typeof visit>) => void): Promise<void> {
  const first = visit();
  come(first);
  await first.enter();
  expect(await first.say(shed)).toMatchObject({ outcome: 'kept' });
  first.replaced(porch);
  await expect.poll(everythingKept).toMatch(/^gatehouse-rotations(-sealed)? /m);
}

/** As it was kept before it lay under the vault. */
async function leaveAsBefore(): Promise<void> {
  await openByHome('gatehouse-rotations', 'rotations').write(home, [porch]);
  await openByHome('gatehouse-mappings', 'mappings').write(home, [shed]);
}

async function expectSealed(): Promise<void> {
  const kept = await everythingKept();
  expect(kept).toContain('gatehouse-rotations-sealed');
  expect(kept).toContain('gatehouse-mappings-sealed');
  for (const word of words) expect(kept.includes(word), word).toBe(false);
}

describe('which passwords were replaced, and what people described', () => {
  test('lies as it is without a vault, and is encrypted with its names as soon as one is made', async () => {
    await leave((first) => first.vaultIs(none));
    const open = await everythingKept();
    for (const word of words) expect(open).toContain(word);
    const next = visit();
    next.vaultIs(none);
    await next.enter();
    expect(await next.knows()).toEqual(whole);
    next.unlock();
    await next.recallAgain();
    expect(await next.knows()).toEqual(whole);
    await expectSealed();
    expect(await withVault()).toEqual(whole);
  });

  test('that lies open since before is moved under the vault at the next visit, and deleted', async () => {
    await leaveAsBefore();
    expect(await withVault()).toEqual(whole);
    await expectSealed();
    const names = new Set((await indexedDB.databases()).map(({ name }) => name));
    expect(names).toEqual(new Set(['gatehouse-mappings-sealed', 'gatehouse-rotations-sealed']));
  });

  test('is known to nobody while the vault is locked, and joined by what was said meanwhile when it is opened', async () => {
    await leave((first) => first.unlock());
    const next = visit();
    next.vaultIs(locked);
    await next.enter();
    expect(await next.knows()).toEqual(nothing);
    expect(await next.say(shedCamera)).toEqual({ outcome: 'kept-till-closed', number: 1 });
    next.replaced(gate);
    await expectSealed();
    expect(await withVault()).toEqual(whole);
    next.unlock();
    await next.recallAgain();
    const joined = { replaced: ['r-2', 'r-1'], described: ['Shed', 'Shed camera'] };
    expect(await next.knows()).toEqual(joined);
    expect(next.devices()).toEqual(['Shed', 'Shed camera']);
    await expect.poll(withVault).toEqual(joined);
  });

  test('is not written over by what is said in the moment in which the vault opens', async () => {
    await leave((first) => first.unlock());
    const next = visit();
    next.vaultIs(locked);
    const entering = next.enter();
    const saying = next.say(shedCamera);
    next.replaced(gate);
    next.unlock();
    const recalling = next.recallAgain();
    expect(await next.say({ ...shedCamera, name: 'Barn camera' })).toMatchObject({ outcome: 'kept' });
    await Promise.all([entering, saying, recalling]);
    const joined = { replaced: ['r-2', 'r-1'], described: ['Shed', 'Barn camera'] };
    await expect.poll(withVault).toEqual(joined);
  });

  test('that was said anew while the vault was locked is as it was said last', async () => {
    await leave((first) => first.unlock());
    const next = visit();
    next.vaultIs(locked);
    await next.enter();
    await next.say({ ...shed, name: 'Barn' });
    next.unlock();
    await next.recallAgain();
    expect(next.devices()).toEqual(['Barn']);
    expect(await withVault()).toMatchObject({ described: ['Barn'] });
  });

  test('stays for the home that is open when the vault is wiped, as it is without one', async () => {
    await leave((first) => first.unlock());
    const next = visit();
    next.unlock();
    await next.enter();
    next.vaultIs(none);
    next.wiped();
    expect(await next.knows()).toEqual(whole);
    await expect.poll(withoutVault).toEqual(whole);
    expect(await everythingKept()).not.toContain('sealed');
  });

  test('that nobody unlocked goes with the vault that is wiped', async () => {
    await leave((first) => first.unlock());
    const next = visit();
    next.vaultIs(locked);
    await next.enter();
    next.vaultIs(none);
    next.wiped();
    const names = async () => (await indexedDB.databases()).map(({ name }) => name).join();
    await expect.poll(names).not.toContain('sealed');
    expect(await withoutVault()).toEqual(nothing);
  });
});

const passphrase = 'lantern otter quarry velvet';

/** Sessions of one browser, one after the other. */
function browser() {
  const vaultShelf = openPassingShelf();
  return function begin() {
    const [rotations, mappings] = [vaulted('rotations'), vaulted('mappings')];
    const recall = vi.spyOn(rotations, 'recall');
    const session = openTestSession({
      vaultShelf,
      mappingMemory: mappings,
      rotationMemory: rotations,
      vaulted: [rotations, mappings],
    });
    const names = () => [...session.home.devices.values()].map(({ name }) => name);
    const replaced = async () => (await session.access.rotationHistory(null)).map(({ id }) => id);
    const vault = session.vault.answersFor(session.openFeed());
    return { session, names, replaced, recall, vault, told: gatherTold(session) };
  };
}

test('a session that begins locked shows them when the vault is opened, and goes on with them when it is wiped', async () => {
  await leaveAsBefore();
  const begin = browser();
  const first = begin();
  await first.vault.openVault({ passphrase, create: true });
  await first.session.close();

  const { session, names, replaced, vault, told } = begin();
  await told.when(() => told.news.vault?.status === 'locked');
  session.connect({ url: home, username: 'anna', password: '' });
  expect(await replaced()).toEqual([]);
  await vault.openVault({ passphrase, create: false });
  await expect.poll(names).toEqual(['Shed']);
  expect(await replaced()).toEqual(['r-1']);
  await expectSealed();
  await vault.wipeVault({});
  await expect.poll(withoutVault).toEqual(whole);
  expect(names()).toEqual(['Shed']);
  await session.close();
});

test('a vault that is wiped while the broker is away leaves both, though nobody has asked for either', async () => {
  await leaveAsBefore();
  const { session, names, recall, vault } = browser()();
  await vault.openVault({ passphrase, create: true });
  session.connect({ url: home, username: 'anna', password: '' });
  await expect.poll(names).toEqual(['Shed']);
  await expect.poll(() => recall.mock.settledResults).toMatchObject([{ type: 'fulfilled', value: [porch] }]);
  await vault.wipeVault({});
  await expect.poll(withoutVault).toEqual(whole);
  await session.close();
});
