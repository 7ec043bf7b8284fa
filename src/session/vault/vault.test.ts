import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Login } from '@/broker/broker';
import type { VaultState } from '@/core/log-ins/vault';
import { openPassingShelf, type VaultShelf } from '@/history/vault-shelf';

import type { Feed } from '../feed';
import { openSessionVault } from './vault';

const words = 'lantern otter quarry velvet';
const anna: Login = { url: 'ws://home:9001', username: 'anna', password: 'correct horse' };
const page = {} as Feed; // only handed on

function open(
  shelf: VaultShelf = openPassingShelf(),
  login: Login | null = anna,
  secrets: string[] = [],
  clock = () => 7,
) {
  const states: VaultState[] = [];
  const connected: Login[] = [];
  const vault = openSessionVault({
    shelf,
    clock,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    login: () => login,
    connect: (wanted) => void connected.push(wanted),
    tell: (state) => void states.push(state),
    onSecret: (secret) => void secrets.push(secret),
    iterations: 100_000,
  });
  return { ask: vault.answersFor(page), look: vault.look, state: () => states.at(-1), states, connected };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('the vault of a browser', () => {
  test('is made with the first passphrase, keeps the log-in of now, and connects with it', async () => {
    const { ask, look, state, states, connected } = open();
    await look();
    expect(state()).toEqual({ status: 'none' });
    expect(await ask.openVault({ passphrase: 'short', create: true })).toEqual({ outcome: 'refused', reason: 'weak' });
    expect(await ask.openVault({ passphrase: words, create: true })).toEqual({ outcome: 'done' });
    expect(await ask.keepLogin({})).toEqual({ outcome: 'done' });
    expect(state()).toMatchObject({ logins: [{ url: anna.url, username: 'anna', keptAt: 7 }] });
    await ask.connectKept({ url: anna.url, username: 'anna' });
    expect(connected).toEqual([anna]);
    expect(JSON.stringify(states)).not.toContain(anna.password);
  });

  test('that cannot be read for a moment is locked, and not gone: with it all would go that lies under it', async () => {
    const shelf = openPassingShelf();
    let isFailing = false;
    const { ask, state } = open({ ...shelf, read: async () => (isFailing ? undefined : shelf.read()) });
    await ask.openVault({ passphrase: words, create: true });
    isFailing = true;
    await ask.lockVault({});
    expect(state()).toEqual({ status: 'locked', passkeys: [] });
    await ask.wipeVault({});
    expect(state()).toEqual({ status: 'none' });
  });

  test('is locked for the next session, which opens it with the same words only', async () => {
    const shelf = openPassingShelf();
    const first = open(shelf);
    await first.ask.openVault({ passphrase: words, create: true });
    await first.ask.keepLogin({});
    const second = open(shelf);
    await second.look();
    expect(second.state()).toEqual({ status: 'locked', passkeys: [] });
    expect(await second.ask.connectKept(anna)).toEqual({ outcome: 'refused', reason: 'locked' });
    expect(await second.ask.openVault({ passphrase: 'something else entirely', create: true })).toEqual({
      outcome: 'refused',
      reason: 'wrong-passphrase',
    });
    await second.ask.openVault({ passphrase: words, create: false });
    expect(second.state()).toMatchObject({ status: 'open', logins: [{ username: 'anna' }] });
  });

  test('locks itself when nobody used it for as long as the person chose', async () => {
    const { ask, state } = open();
    await ask.openVault({ passphrase: words, create: true });
    await ask.setAutoLock({ minutes: 5 });
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    await ask.keepLogin({}); // somebody used it
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    expect(state()?.status).toBe('open');
    await vi.advanceTimersByTimeAsync(61_000);
    await vi.waitFor(() => expect(state()?.status).toBe('locked'), { timeout: 20_000 });
    expect(await ask.keepLogin({})).toEqual({ outcome: 'refused', reason: 'locked' });
  });

  test('locks itself where the computer slept for as long, in which no timer goes on', async () => {
    let now = 7;
    const { ask, state } = open(openPassingShelf(), anna, [], () => now);
    await ask.openVault({ passphrase: words, create: true });
    await vi.advanceTimersByTimeAsync(60_000);
    now += 8 * 3_600_000;
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(state()?.status).toBe('locked'), { timeout: 20_000 });
  });

  test('forgets one log-in, or everything', async () => {
    const { ask, look, state } = open();
    await ask.openVault({ passphrase: words, create: true });
    await ask.keepLogin({});
    await ask.forgetLogin(anna);
    expect(state()).toMatchObject({ logins: [] });
    await ask.wipeVault({});
    await look();
    expect(state()).toEqual({ status: 'none' });
  });

  test('keeps one log-in a home and name, the newest', async () => {
    const { ask, state } = open();
    await ask.openVault({ passphrase: words, create: true });
    await Promise.all([ask.keepLogin({}), ask.keepLogin({})]);
    expect(state()).toMatchObject({ logins: [{ username: 'anna' }] });
  });

  test('opens with a passkey, after the passphrase said so', async () => {
    const shelf = openPassingShelf();
    const { ask } = open(shelf);
    await ask.openVault({ passphrase: words, create: true });
    const passkey = { credential: 'Y3JlZA', salt: 'c2FsdA', secret: new Uint8Array(32).fill(3) };
    expect(await ask.addPasskey({ passphrase: 'not these words', ...passkey })).toMatchObject({ outcome: 'refused' });
    expect(await ask.addPasskey({ passphrase: words, ...passkey })).toEqual({ outcome: 'done' });
    const next = open(shelf);
    await next.look();
    expect(next.state()).toEqual({ status: 'locked', passkeys: [{ credential: 'Y3JlZA', salt: 'c2FsdA' }] });
    expect(await next.ask.openVaultByPasskey(passkey)).toEqual({ outcome: 'done' });
    await next.ask.removePasskey({ credential: 'Y3JlZA' });
    expect(next.state()).toMatchObject({ status: 'open', passkeys: [] });
  });

  test('says so where the browser keeps nothing, and where what is kept is none', async () => {
    const full = { ...openPassingShelf(), write: async () => 'refused' as const };
    expect(await open(full).ask.openVault({ passphrase: words, create: true })).toMatchObject({ reason: 'storage' });
    const strange = openPassingShelf();
    await strange.write({ format: 'something' }, () => true);
    const { look, state, ask } = open(strange);
    await look();
    expect(state()).toEqual({ status: 'damaged' });
    expect(await ask.openVault({ passphrase: words, create: true })).toMatchObject({ reason: 'damaged' });
  });

  test('takes new words from whoever has the old ones', async () => {
    const shelf = openPassingShelf();
    const { ask } = open(shelf);
    await ask.openVault({ passphrase: words, create: true });
    await ask.keepLogin({});
    const next = 'marble heron thicket opal';
    expect(await ask.changePassphrase({ old: 'wrong words here', next })).toMatchObject({ outcome: 'refused' });
    expect(await ask.changePassphrase({ old: words, next })).toEqual({ outcome: 'done' });
    await ask.keepLogin({}); // what is written after it is under the new words too
    const later = open(shelf);
    await later.ask.openVault({ passphrase: next, create: false });
    expect(later.state()).toMatchObject({ logins: [{ username: 'anna' }] });
  });

  describe('that two sessions of it have open, as where each tab has one of its own', () => {
    const next = 'marble heron thicket opal';
    const berta: Login = { url: 'ws://home:9001', username: 'berta', password: 'other horse' };

    async function openTwice(shelf = openPassingShelf()) {
      const [first, second] = [open(shelf), open(shelf, berta)];
      await first.ask.openVault({ passphrase: words, create: true });
      await second.ask.openVault({ passphrase: words, create: false });
      return { shelf, first, second };
    }

    test('keeps what both put in', async () => {
      const { first, second } = await openTwice();
      await first.ask.keepLogin({});
      await second.ask.keepLogin({});
      expect(second.state()).toMatchObject({ logins: [{ username: 'berta' }, { username: 'anna' }] });
      await first.ask.connectKept(berta);
      expect(first.connected).toEqual([berta]);
    });

    test('keeps what both put in at the same moment', async () => {
      const { shelf, first, second } = await openTwice();
      await Promise.all([first.ask.keepLogin({}), second.ask.keepLogin({})]);
      const third = open(shelf);
      await third.ask.openVault({ passphrase: words, create: false });
      const { logins } = third.state() as Extract<VaultState, { status: 'open' }>;
      expect(logins.map(({ username }) => username).toSorted()).toEqual(['anna', 'berta']);
    });

    test('stays under the new words that one gave it, without the passkey that one forgot', async () => {
      const { shelf, first, second } = await openTwice();
      const passkey = { credential: 'Y3JlZA', salt: 'c2FsdA', secret: new Uint8Array(32).fill(3) };
      await first.ask.addPasskey({ passphrase: words, ...passkey });
      await second.ask.setAutoLock({ minutes: 5 });
      await first.ask.changePassphrase({ old: words, next });
      await first.ask.removePasskey({ credential: passkey.credential });
      expect(await second.ask.keepLogin({})).toEqual({ outcome: 'done' });
      const third = open(shelf);
      expect(await third.ask.openVaultByPasskey(passkey)).toMatchObject({ outcome: 'refused' });
      expect(await third.ask.openVault({ passphrase: words, create: false })).toMatchObject({ outcome: 'refused' });
      expect(await third.ask.openVault({ passphrase: next, create: false })).toEqual({ outcome: 'done' });
      expect(third.state()).toMatchObject({ logins: [{ username: 'berta' }], locksAfterMinutes: 5 });
    });

    test('stays wiped, also for the other one, and is not written over by it when it was made anew', async () => {
      const { shelf, first, second } = await openTwice();
      await first.ask.keepLogin({});
      await second.ask.wipeVault({});
      expect(await first.ask.connectKept(anna)).toEqual({ outcome: 'refused', reason: 'locked' });
      expect(first.connected).toEqual([]);
      expect(first.state()).toEqual({ status: 'none' });
      expect(await shelf.read()).toBeNull();
      // a tab that sleeps hears of nothing
      const { first: stale, second: fresh } = await openTwice({ ...shelf, onWiped() {} });
      await fresh.ask.wipeVault({});
      await fresh.ask.openVault({ passphrase: next, create: true });
      await fresh.ask.keepLogin({});
      expect(await stale.ask.keepLogin({})).toEqual({ outcome: 'refused', reason: 'locked' });
      expect(stale.state()).toEqual({ status: 'locked', passkeys: [] });
      const third = open(shelf);
      await third.ask.openVault({ passphrase: next, create: false });
      expect(third.state()).toMatchObject({ logins: [{ username: 'berta' }] });
    });

    test('wiped by one, is gone for the other at once, which asks nobody for it', async () => {
      const { first, second } = await openTwice();
      await second.ask.wipeVault({});
      await vi.waitFor(() => expect(first.state()).toEqual({ status: 'none' }), { timeout: 20_000 });
    });

    test('is one where both make it at the same moment', async () => {
      const shelf = openPassingShelf();
      const secrets: string[] = [];
      const [first, second] = [open(shelf, anna, secrets), open(shelf, berta, secrets)];
      const answers = await Promise.all(
        [first, second].map(async ({ ask }) => ask.openVault({ passphrase: words, create: true })),
      );
      expect(answers).toEqual([{ outcome: 'done' }, { outcome: 'done' }]);
      expect(new Set(secrets).size).toBe(1);
    });
  });
});
