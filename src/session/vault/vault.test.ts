import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Login } from '@/broker/broker';
import type { VaultState } from '@/core/vault';
import { openPassingShelf, type VaultShelf } from '@/history/vault-shelf';

import type { Feed } from '../feed';
import { openSessionVault } from './vault';

const words = 'lantern otter quarry velvet';
const anna: Login = { url: 'ws://home:9001', username: 'anna', password: 'correct horse' };
const page = {} as Feed; // only handed on

function open(shelf: VaultShelf = openPassingShelf(), login: Login | null = anna) {
  const states: VaultState[] = [];
  const connected: Login[] = [];
  const vault = openSessionVault({
    shelf,
    clock: () => 7,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    login: () => login,
    connect: (wanted) => void connected.push(wanted),
    tell: (state) => void states.push(state),
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
    const full = { ...openPassingShelf(), write: async () => false };
    expect(await open(full).ask.openVault({ passphrase: words, create: true })).toMatchObject({ reason: 'storage' });
    const strange = openPassingShelf();
    await strange.write({ format: 'something' });
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
});
