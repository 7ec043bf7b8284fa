import type { Alert, AlertSignal } from '@/core/alerts/alert';
import { dangerousRights } from '@/credentials/alerts/dangerous-rights';
import { signalsOf } from '@/credentials/alerts/finding';
import { loginLogTopic, openSeenLogins, readLoginLine } from '@/credentials/rights/log-ins';
import { openLoginMemory } from '@/history/login-memory';

import { forgetRights, type Certified } from '../accounts';
import type { Office } from '../admin';
import type { Pipeline } from '../../hearing/pipeline';
import type { Answerers } from '../../protocol';
import type { ReadBook } from '../account-book';
import type { RightsAnswer, RightsQuestions, Strangers } from './rights-questions';
import type { Traffic } from './traffic';

export type RightsParts = {
  readonly pipeline: Pipeline;
  /** on which topics each device was heard */
  readonly traffic: Traffic;
  /** whose administrator is in; null: nobody's */
  readonly office: () => Office | null;
  /** the address of the broker; null: there is none */
  readonly url: () => string | null;
  readonly certified: Certified;
  readonly alerts: () => Iterable<Alert>;
  readonly signal: (signals: readonly AlertSignal[]) => void;
  readonly clock: () => number;
  readonly random: () => number;
};

/** How often the rights are looked at while an administrator is in, from soon after the beginning. */
const lookEveryMs = 10 * 60_000;
const firstLookMs = 20_000;

/** Who can do what, from the broker's accounts and from what the conventions know of topics. */
export type RightsWork = {
  readonly answers: Answerers<keyof RightsQuestions>;
  begin(office: Office): void;
  stop(): void;
  forget(): void;
};

export function openRights({
  pipeline,
  traffic,
  office,
  url,
  certified,
  alerts,
  signal,
  clock,
  random,
}: RightsParts): RightsWork {
  const seen = openSeenLogins();
  const memory = openLoginMemory();
  let strangers: Strangers = { tried: false };
  let watchedSince: number | null = null;
  let stopWatching = () => {};
  let stopLooking = () => {};

  /** Few pages ask: what answers them is loaded when the first does. */
  async function narrowings() {
    const { openNarrowings } = await import('./narrowings');
    return openNarrowings({ pipeline, traffic, clock });
  }

  /** A role is made anew under the name that it had. */
  async function rewrite<T>(act: (mine: Office | null) => Promise<T>): Promise<T> {
    const mine = office();
    const answer = await act(mine);
    if (mine !== null) forgetRights(mine);
    return answer;
  }

  /** Who comes is told in the broker's log, where it tells it on a topic and this log-in may read it. */
  function begin(opened: Office): void {
    stopWatching = opened.onMessage(({ topic, payload, at }) => {
      if (topic !== loginLogTopic) return;
      const login = readLoginLine(new TextDecoder().decode(payload.subarray(0, 1024)));
      if (login !== null) seen.see(login, at);
    });
    void opened.broker.subscribe([loginLogTopic]);
    const first = setTimeout(() => void read(opened), firstLookMs);
    const further = setInterval(() => void read(opened), lookEveryMs);
    stopLooking = () => {
      clearTimeout(first);
      clearInterval(further);
    };
  }

  /** What earlier visits saw; without any, it begins now. */
  async function recall(home: string): Promise<void> {
    if (watchedSince !== null) return;
    watchedSince = clock();
    const known = await memory.recall(home);
    if (known === null || url() !== home) return;
    watchedSince = known.since;
    for (const [username, at] of known.lastSeen) seen.seeUse(username, at);
  }

  /** Where the broker tells who is connected, each look is worth as much as its log. */
  function look({ clients }: ReadBook): void {
    for (const { username, connections } of clients) if ((connections ?? 0) > 0) seen.seeUse(username, clock());
  }

  async function read(opened: Office): Promise<RightsAnswer> {
    const home = url();
    if (home !== null) await recall(home);
    const { readAccountBook } = await import('../account-book');
    const book = await readAccountBook(opened);
    if (book === null) return { outcome: 'unanswered' };
    look(book);
    if (home !== null && watchedSince !== null)
      void memory.remember(home, { since: watchedSince, lastSeen: seen.all() });
    const administrator = opened.username;
    const { rightsAnswer } = await import('./rights-answer');
    const named = await certified();
    if (named === null) return { outcome: 'unanswered' };
    const now = clock();
    const known = { read: book, pipeline, seen, strangers, administrator, watchedSince, certified: named, now };
    const answer = rightsAnswer(known);
    if (answer.outcome === 'listed' && url() === home)
      signal(signalsOf(dangerousRights, answer.findings, alerts(), clock()));
    return answer;
  }

  return {
    answers: {
      async rights() {
        const opened = office();
        return opened === null ? { outcome: 'closed' } : read(opened);
      },
      narrowing: async ({ username }) => (await narrowings()).propose(office(), username),
      narrow: async ({ username }) => rewrite(async (mine) => (await narrowings()).narrow(mine, username)),
      undoNarrowing: async ({ username }) => rewrite(async (mine) => (await narrowings()).undo(mine, username)),
      async tryStrangers() {
        const [opened, address] = [office(), url()];
        if (opened === null || address === null) return { tried: false };
        const { tryStrangers } = await import('../admission/strangers');
        strangers = await tryStrangers({ url: address, office: opened, clock, random });
        return strangers;
      },
    },
    begin,
    stop() {
      stopWatching();
      stopLooking();
    },
    forget() {
      seen.forget();
      strangers = { tried: false };
      watchedSince = null;
    },
  };
}
