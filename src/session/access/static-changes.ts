import type { Login } from '@/broker/broker';
import type { Home } from '@/core/home';
import type { RotationRecord } from '@/core/rotation-record';
import type { StaticChange } from '@/core/static-change';
import { begun, staticWords, usedBy, withSight, type StaticSight } from '@/credentials/static-files/static-change';
import { openStaticChangeMemory } from '@/history/static-change-memory';

import type { Answerers } from '../protocol';
import type { Knocked } from '../witness/broker-witness';
import { makeStaticLogin } from './static-login';
import type { StaticQuestions, StaticWord } from './static-questions';

/** far more than a person changes by hand at a time; the oldest goes */
const mostChanges = 50;

type Parts = {
  readonly home: Home;
  /** the day-to-day connection; null: there is none */
  readonly login: () => Login | null;
  readonly witness: {
    /** when the broker's log told that somebody else than we was let in with it; null: never */
    lastLogIn(username: string): number | null;
    /** has the log told of anybody's log-in in this visit */
    readonly tellsLogins: boolean;
    knock(login: Login): Promise<Knocked>;
  };
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  readonly clock: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
};

/** Log-ins that a person changes in the files of a broker, from the new line to the refusal of the old one. */
export function openStaticChanges(parts: Parts): Answerers<keyof StaticQuestions> {
  const { home, login, witness, addToHistory, clock, randomBytes } = parts;
  const memory = openStaticChangeMemory();
  let known: { readonly url: string; changes: readonly StaticChange[] } | null = null;
  /** old username → the password it was let in with; of this visit only */
  const right = new Map<string, string>();
  /** old usernames that the broker refused last, with whatever password was typed */
  const refused = new Set<string>();

  /** null: there is no home */
  async function mine() {
    const url = login()?.url ?? null;
    if (url === null) return null;
    if (known?.url === url) return known;
    const recalled = await memory.recall(url);
    if (known?.url !== url) [right, refused].forEach((all) => all.clear());
    return known?.url === url ? known : (known = { url, changes: recalled });
  }

  async function change(old: string, next: (now: StaticChange) => StaticChange | null): Promise<void> {
    const here = await mine();
    if (here === null) return;
    here.changes = here.changes.flatMap((one) => (one.old === old ? (next(one) ?? []) : one));
    await memory.remember(here.url, here.changes);
  }

  function sightOf({ old, username }: StaticChange): StaticSight {
    const said = [...home.devices.values()].flatMap(({ login: fact }) => {
      const name = fact?.value.username;
      // what is retained was said before, and perhaps by somebody who does not use it any more
      return fact !== null && !fact.retained && (name === old || name === username)
        ? [{ username: name, at: fact.at }]
        : [];
    });
    return {
      newSeenAt: witness.lastLogIn(username),
      oldSeenAt: witness.lastLogIn(old),
      said: said.toSorted((one, other) => other.at - one.at)[0] ?? null,
      tellsLogins: witness.tellsLogins,
    };
  }

  function note({ old, username, madeAt }: StaticChange, sentence: string): void {
    const device = [...home.devices.values()].find((one) => one.login?.value.username === username) ?? null;
    const whose = { account: old, device: device?.id ?? null, name: device?.name ?? old };
    const by = login()?.username ?? null;
    const record = { ...whose, id: `by hand ${username} ${madeAt}`, way: 'by-hand', by, at: clock() } as const;
    addToHistory([{ ...record, outcome: 'replaced', sentence, source: 'here' }]);
  }

  function unproved({ old }: StaticChange): string {
    return refused.has(old)
      ? 'The broker refused the old one with the password that was typed.'
      : 'Nobody tried whether the old log-in is refused.';
  }

  function said(one: StaticChange, word: StaticWord): StaticChange | null {
    switch (word) {
      case 'works':
        return one.used === null ? usedBy(one, 'person', clock()) : one;
      case 'deleted':
        // not before the device works with the new one: nobody is told to lock it out
        return one.used === null ? one : { ...one, deletedAt: clock() };
      case 'not-deleted':
        return { ...one, deletedAt: null };
      case 'leave':
        if (one.deletedAt !== null) note(one, `It logs in as ${one.username}. ${unproved(one)}`);
        return null;
    }
  }

  return {
    async staticLogin({ old: asked }) {
      const here = await mine();
      const made = here && (await makeStaticLogin(asked, randomBytes));
      if (!made) return null;
      const old = asked.trim();
      const others = here.changes.filter((one) => one.old !== old);
      here.changes = [...others, begun(old, made.username, clock())].slice(-mostChanges);
      await memory.remember(here.url, here.changes);
      return made;
    },
    async staticChanges() {
      const here = await mine();
      if (here === null) return [];
      const seen = here.changes.map((one) => withSight(one, sightOf(one)));
      const isNew = seen.some((one, index) => one !== here.changes[index]);
      here.changes = seen;
      if (isNew) await memory.remember(here.url, seen);
      return seen.map((one) => ({ ...one, words: staticWords(one, sightOf(one)) }));
    },
    async tryStaticLogin({ old, which, password }) {
      const here = await mine();
      const one = here?.changes.find((other) => other.old === old);
      if (here === null || one === undefined) return { outcome: 'unreachable' };
      const username = which === 'new' ? one.username : old;
      const outcome = await witness.knock({ url: here.url, username, password });
      if (outcome === 'unreachable') return { outcome };
      if (outcome === 'let-in') {
        if (which === 'old') refused.delete(old);
        if (which === 'old') right.set(old, password);
        else await change(old, (now) => ({ ...now, letInAt: clock() }));
        return { outcome };
      }
      const wasRight = which === 'old' && right.get(old) === password;
      if (which === 'old') refused.add(old);
      if (wasRight && one.deletedAt !== null) {
        note(one, `It logs in as ${one.username}. The old log-in is refused.`);
        right.delete(old);
        await change(old, () => null);
      }
      return { outcome, wasRight };
    },
    async sayOfStatic({ old, word }) {
      await change(old, (one) => said(one, word));
      return null;
    },
  };
}
