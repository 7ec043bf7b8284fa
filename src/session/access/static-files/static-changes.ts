import type { Login } from '@/broker/broker';
import type { Home } from '@/core/home';
import type { LogSpeech } from '@/core/log-speech';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import type { StaticChange } from '@/core/log-ins/static-change';
import {
  begun,
  isOldShared,
  staticWords,
  usedBy,
  withSight,
  type StaticSight,
} from '@/credentials/static-files/static-change';
import { openStaticChangeMemory } from '@/history/static-change-memory';

import type { Answerers } from '../../protocol';
import type { Knocked } from '../../witness/broker-witness';
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
    readonly logSpeech: LogSpeech;
    knock(login: Login): Promise<Knocked>;
  };
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  readonly clock: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
};

type Known = { readonly url: string; changes: readonly StaticChange[] };

/** null: nothing more is asked about it */
type Next = (now: StaticChange) => StaticChange | null;

/** Log-ins that a person changes in the files of a broker, from the new line to the refusal of the old one. */
export function openStaticChanges(parts: Parts): Answerers<keyof StaticQuestions> {
  const { home, login, witness, addToHistory, clock, randomBytes } = parts;
  const memory = openStaticChangeMemory();
  let known: Known | null = null;
  /** old username → the password it was let in with; of this visit only */
  const right = new Map<string, string>();
  /** old username → what the broker did last with it, with whatever password was typed */
  const tried = new Map<string, { readonly outcome: 'let-in' | 'refused'; readonly at: number }>();

  /** null: there is no home */
  async function mine(): Promise<Known | null> {
    const url = login()?.url ?? null;
    if (url === null) return null;
    if (known?.url === url) return known;
    const recalled = await memory.recall(url);
    if (known?.url !== url) [right, tried].forEach((all) => all.clear());
    return known?.url === url ? known : (known = { url, changes: recalled });
  }

  /** Nothing, where this line was made anew meanwhile, or another home is looked at. */
  async function change(here: Known, { old, madeAt }: StaticChange, next: Next): Promise<void> {
    if (known !== here) return;
    const isIt = (one: StaticChange) => one.old === old && one.madeAt === madeAt;
    here.changes = here.changes.flatMap((one) => (isIt(one) ? (next(one) ?? []) : one));
    await memory.remember(here.url, here.changes);
  }

  function sightOf({ old, username }: StaticChange): StaticSight {
    const devices = [...home.devices.values()];
    // what is retained was said before, and perhaps by somebody who does not use it any more
    const saidAt = (name: string) =>
      devices.reduce<number | null>((last, { login: fact }) => {
        if (fact === null || fact.retained || fact.value.username !== name) return last;
        return Math.max(last ?? 0, fact.at);
      }, null);
    return {
      newSeenAt: witness.lastLogIn(username),
      oldSeenAt: witness.lastLogIn(old),
      saidNewAt: saidAt(username),
      saidOldAt: saidAt(old),
      sayingOld: devices.flatMap(({ login: fact, name }) => (fact?.value.username === old ? [name] : [])),
      logSpeech: witness.logSpeech,
    };
  }

  function note({ old, username, madeAt }: StaticChange, sentence: string): void {
    const device = [...home.devices.values()].find((one) => one.login?.value.username === username) ?? null;
    const whose = { account: old, device: device?.id ?? null, name: device?.name ?? old };
    const by = login()?.username ?? null;
    const record = { ...whose, id: `by hand ${username} ${madeAt}`, way: 'by-hand', by, at: clock() } as const;
    addToHistory([{ ...record, outcome: 'replaced', sentence, source: 'here' }]);
  }

  function unproved({ old, deletedAt }: StaticChange): string {
    const last = tried.get(old);
    const since = deletedAt ?? 0;
    const inAt = Math.max(witness.lastLogIn(old) ?? 0, last?.outcome === 'let-in' ? last.at : 0);
    if (last?.outcome === 'refused' && last.at >= Math.max(since, inAt))
      return 'The broker refused the old one with the password that was typed.';
    return inAt > since
      ? 'The broker still let the old one in after its line was said to be deleted.'
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
      return seen.map((one) => {
        const sight = sightOf(one);
        return { ...one, words: staticWords(one, sight), isOldShared: isOldShared(one, sight) };
      });
    },
    async tryStaticLogin({ old, which, password }) {
      const here = await mine();
      const one = here?.changes.find((other) => other.old === old);
      if (here === null || one === undefined) return { outcome: 'unreachable' };
      const username = which === 'new' ? one.username : old;
      const outcome = await witness.knock({ url: here.url, username, password });
      if (outcome === 'unreachable') return { outcome };
      const isOld = which === 'old' && known === here;
      if (isOld) tried.set(old, { outcome, at: clock() });
      if (outcome === 'let-in') {
        if (isOld) right.set(old, password);
        if (which === 'new') await change(here, one, (now) => ({ ...now, letInAt: clock() }));
        return { outcome };
      }
      // a broker takes seconds to refuse: as it stands now, and not as it stood when somebody asked
      const now = here.changes.find((other) => other.old === old && other.madeAt === one.madeAt);
      const wasRight = isOld && now !== undefined && right.get(old) === password;
      if (wasRight && now.deletedAt !== null) {
        note(now, `It logs in as ${now.username}. The old log-in is refused.`);
        right.delete(old);
        await change(here, now, () => null);
      }
      return { outcome, wasRight };
    },
    async sayOfStatic({ old, word }) {
      const here = await mine();
      const one = here?.changes.find((other) => other.old === old);
      if (here !== null && one !== undefined) await change(here, one, (now) => said(now, word));
      return null;
    },
  };
}
