import type { Login } from '@/broker/broker';
import type { VaultAnswer, VaultRefusal, VaultState } from '@/core/log-ins/vault';
import {
  contentsOf,
  createVault,
  isPassphraseTooWeak,
  openByPasskey,
  openByPassphrase,
  withContents,
  withoutPasskey,
  withPasskey,
  withPassphrase,
  type OpenVault,
} from '@/credentials/vault/vault';
import { newSalt } from '@/credentials/vault/vault-keys';
import { readVaultDocument, type VaultContents, type VaultDocument } from '@/credentials/vault/vault-document';
import type { VaultShelf } from '@/history/vault-shelf';

import type { Feed } from '../feed';
import type { Answerers } from '../protocol';
import { openTurns } from '../in-turn';
import type { VaultQuestions } from './vault-questions';

type Parts = {
  readonly shelf: VaultShelf;
  readonly clock: () => number;
  readonly randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  /** the log-in of the connection as it is now; null: there is none */
  readonly login: () => Login | null;
  readonly connect: (login: Login, by: Feed) => void;
  readonly tell: (state: VaultState) => void;
  /** the vault is open, and this lies in it for what else is kept in this browser */
  readonly onSecret?: (secret: string) => void;
  /** fewer in tests only */
  readonly iterations?: number;
};

export type SessionVault = {
  /** to the page of this feed */
  answersFor(page: Feed): Answerers<keyof VaultQuestions>;
  /** looks whether there is one */
  look(): Promise<void>;
  close(): void;
};

const done: VaultAnswer = { outcome: 'done' };
const mostLogins = 50;
/** how soon a computer that wakes up finds that the vault was to lock in its sleep */
const lookMs = 5_000;

/**
 * The vault of this browser, in the session: its key never reaches a page, so that nothing that runs in a page can take it
 * along, and all tabs find it open or locked together.
 */
export function openSessionVault(parts: Parts): SessionVault {
  const { shelf, clock, randomBytes, tell, iterations } = parts;
  let open: (OpenVault & { readonly contents: VaultContents }) | null = null;
  let locking: ReturnType<typeof setTimeout> | undefined;
  /** what lay on the shelf when it was known last */
  let lastSeen: unknown = null;
  /** one after the other: two tabs of one session may ask at once */
  const inTurn = openTurns();

  function tellOpen({ document, contents }: NonNullable<typeof open>): void {
    tell({
      status: 'open',
      passkeys: hintsOf(document),
      logins: contents.logins.map(({ url, username, keptAt }) => ({ url, username, keptAt })),
      locksAfterMinutes: contents.locksAfterMinutes,
    });
  }

  function stayOpen(vault: NonNullable<typeof open>): VaultAnswer {
    open = vault;
    lastSeen = vault.document;
    lockAfter(vault.contents.locksAfterMinutes * 60_000);
    tellOpen(vault);
    if (vault.contents.historySecret !== undefined) parts.onSecret?.(vault.contents.historySecret);
    return done;
  }

  /** A timer stands still while a computer sleeps, and a clock may be set: whichever is first counts. */
  function lockAfter(idleMs: number): void {
    const since = clock();
    let left = idleMs;
    const wait = () => {
      const step = Math.min(left, lookMs);
      locking = setTimeout(() => {
        left -= step;
        if (left <= 0 || clock() - since >= idleMs) void inTurn(lock);
        else wait();
      }, step);
    };
    clearTimeout(locking);
    wait();
  }

  async function look(): Promise<void> {
    if (globalThis.crypto?.subtle === undefined) return tell({ status: 'unavailable' });
    const told = await shelf.read();
    // a disk that fails for a moment wipes no vault: all that lies under it would go, and the rest be written openly
    const kept = told === undefined ? lastSeen : told;
    lastSeen = kept;
    if (kept === null) return tell({ status: 'none' });
    const document = readVaultDocument(kept);
    tell(document === null ? { status: 'damaged' } : { status: 'locked', passkeys: hintsOf(document) });
  }

  async function lock(): Promise<VaultAnswer> {
    clearTimeout(locking);
    open = null;
    await look();
    return done;
  }

  async function enter(opened: OpenVault): Promise<VaultAnswer> {
    const contents = await contentsOf(opened);
    if (contents === null) return refused('damaged');
    stayOpen({ ...opened, contents });
    // a vault that was just made, or of before there was a history; where the disk is full there is none
    if (contents.historySecret === undefined)
      await rewrite((known) => ({ historySecret: newSalt(randomBytes), ...known }));
    return done;
  }

  async function kept(): Promise<VaultDocument | null> {
    return readVaultDocument(await shelf.read());
  }

  /**
   * The open vault as it lies there now: where tabs have a session each, another one may have changed its words, forgotten a
   * passkey or put something in. It locks where that is gone, or was made anew and is no longer the one that this key opens.
   */
  async function asItLies(): Promise<NonNullable<typeof open> | VaultRefusal> {
    if (open === null) return 'locked';
    const { key } = open;
    const lying = await shelf.read();
    if (lying === undefined) return 'storage';
    const document = readVaultDocument(lying);
    const contents = document && (await contentsOf({ document, key }));
    if (contents !== null && document !== null) return { document, key, contents };
    await lock();
    return 'locked';
  }

  /** Writes what `change` makes of the document, on nothing but that. */
  async function store(
    change: (document: VaultDocument) => Promise<VaultDocument | null> | VaultDocument,
    otherwise: VaultRefusal,
  ): Promise<VaultAnswer> {
    const document = await kept();
    const changed = document && (await change(document));
    if (document === null || changed === null) return refused(otherwise);
    const written = await shelf.write(changed, isSameAs(document));
    if (written === 'changed') return store(change, otherwise);
    if (written === 'refused') return refused('storage');
    const now = open === null ? null : await asItLies();
    if (now !== null && typeof now !== 'string') stayOpen(now);
    else await look();
    return done;
  }

  /** Changes what is in it; whoever does so has it open. */
  async function rewrite(change: (contents: VaultContents) => VaultContents): Promise<VaultAnswer> {
    const now = await asItLies();
    if (typeof now === 'string') return refused(now);
    const contents = change(now.contents);
    const next = await withContents(now, contents, randomBytes);
    const written = await shelf.write(next.document, isSameAs(now.document));
    if (written === 'changed') return rewrite(change);
    return written === 'kept' ? stayOpen({ ...next, contents }) : refused('storage');
  }

  async function make(passphrase: string): Promise<VaultAnswer> {
    if (isPassphraseTooWeak(passphrase)) return refused('weak');
    const vault = await createVault(passphrase, randomBytes, iterations);
    const written = await shelf.write(vault.document, (lying) => lying === null);
    if (written === 'changed') return unlock(passphrase, false);
    return written === 'kept' ? enter(vault) : refused('storage');
  }

  async function unlock(passphrase: string, create: boolean): Promise<VaultAnswer> {
    const lying = await shelf.read();
    if (lying === undefined) return refused('storage');
    if (lying === null) return create ? make(passphrase) : refused('storage');
    const document = readVaultDocument(lying);
    if (document === null) return refused('damaged');
    const opened = await openByPassphrase(document, passphrase);
    return opened === null ? refused('wrong-passphrase') : enter(opened);
  }

  const answersFor: SessionVault['answersFor'] = (page) => ({
    openVault: ({ passphrase, create }) =>
      inTurn(async () =>
        globalThis.crypto?.subtle === undefined ? refused('unavailable') : unlock(passphrase, create),
      ),
    openVaultByPasskey: (gift) =>
      inTurn(async () => {
        const document = await kept();
        const opened = document && (await openByPasskey(document, gift));
        return opened === null ? refused('wrong-passkey') : enter(opened);
      }),
    lockVault: () => inTurn(lock),
    wipeVault: () =>
      inTurn(async () => {
        if (!(await shelf.wipe())) return refused('storage');
        lastSeen = null;
        return lock();
      }),
    keepLogin: () =>
      inTurn(() => {
        const login = parts.login();
        if (login === null) return Promise.resolve(refused('locked'));
        const { url, username, password } = login;
        return rewrite((contents) => ({
          ...contents,
          logins: [
            { url, username, password, keptAt: clock() },
            ...contents.logins.filter((one) => !isSame(one, login)),
          ].slice(0, mostLogins),
        }));
      }),
    forgetLogin: (name) =>
      inTurn(() =>
        rewrite((contents) => ({ ...contents, logins: contents.logins.filter((one) => !isSame(one, name)) })),
      ),
    connectKept: (name) =>
      inTurn(async () => {
        const lying = await asItLies();
        // a disk that fails for a moment takes no log-in away
        const now = lying === 'storage' ? open : lying;
        if (now === null || typeof now === 'string') return refused('locked');
        const login = now.contents.logins.find((one) => isSame(one, name));
        if (login === undefined) return refused('locked');
        parts.connect({ url: login.url, username: login.username, password: login.password }, page);
        return stayOpen(now);
      }),
    changePassphrase: ({ old, next }) =>
      inTurn(async () => {
        if (isPassphraseTooWeak(next)) return refused('weak');
        const change = (document: VaultDocument) => withPassphrase(document, old, next, randomBytes, iterations);
        return store(change, 'wrong-passphrase');
      }),
    addPasskey: ({ passphrase, ...passkey }) =>
      inTurn(() => store((document) => withPasskey(document, passphrase, passkey, randomBytes), 'wrong-passphrase')),
    removePasskey: ({ credential }) =>
      inTurn(async () =>
        open === null ? refused('locked') : store((document) => withoutPasskey(document, credential), 'locked'),
      ),
    setAutoLock: ({ minutes }) => inTurn(() => rewrite((contents) => ({ ...contents, locksAfterMinutes: minutes }))),
  });

  // what lay under it is gone: whoever has it open must not go on writing there
  shelf.onWiped(() => void inTurn(lock));

  return { answersFor, look, close: () => clearTimeout(locking) };
}

type Name = { readonly url: string; readonly username: string };

function isSame(one: Name, other: Name): boolean {
  return one.url === other.url && one.username === other.username;
}

/** Is what lies there still `document`? Each time it is written it has other random bytes. */
function isSameAs(document: VaultDocument): (lying: unknown) => boolean {
  const known = JSON.stringify(readVaultDocument(document));
  return (lying) => JSON.stringify(readVaultDocument(lying)) === known;
}

function hintsOf({ passkeys }: VaultDocument) {
  return passkeys.map(({ credential, salt }) => ({ credential, salt }));
}

function refused(reason: VaultRefusal): VaultAnswer {
  return { outcome: 'refused', reason };
}
