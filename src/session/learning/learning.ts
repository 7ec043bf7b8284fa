import type { DeviceId } from '@/core/device';
import type { Expectation } from '@/core/expectation';
import type { HistoryQuery } from '@/core/history';
import type { LearningProgress } from '@/core/learning-progress';
import type { Rule, Standing } from '@/detection/rule';
import type { OpenRule } from '@/detection/rules';
import type { HomeMemory } from '@/detection/learned/home-memory';
import type { VaultState } from '@/core/log-ins/vault';
import type { PrivateMemory } from '@/history/private-memory';

import type * as learnedModule from './learned';
import { openRest, type Rest } from '../rest';
import type { VaultedMemory } from '../vault/vaulted-memory';

type Learned = typeof learnedModule;

/** so much may be lost when a worker ends without a word; the habits of a large home take longer to write */
const keptEveryMs = 10 * 60_000;
const devicesAKeeping = 1_000;

export type LearningOptions = {
  /** in Node there is no vault */
  readonly memory: Pick<PrivateMemory, 'recall'> & {
    remember(home: string, habits: unknown): Promise<unknown>;
  } & Partial<Pick<VaultedMemory, 'vaultIs' | 'unlocked'>>;
  /** of all tabs and browsers one speaks of habits, because baselines differ */
  readonly mayRaise: () => boolean;
  /** IANA name of the zone whose clocks the home keeps to; absent: that of this machine */
  readonly timeZone?: string;
};

/** What is usual in this home: learned from what is heard, and kept from visit to visit. */
export type Learning = {
  /** the rule that learns this home; undefined: nothing is learned here */
  enter(home: string): Promise<OpenRule | undefined>;
  leave(): void;
  /** from now on it is ours to say when these are over */
  takeOver(standing: readonly Standing[], at: number): void;
  tick(now: number): void;
  /** null: nothing is learned here, or of this device */
  progress(device: DeviceId | null): LearningProgress | null;
  /** what is usual of a number of a device over a span of time; null: nothing is learned here, or of this device */
  expected(query: HistoryQuery): Expectation | null;
  /** what another has learned of a home in the same way, where nothing is known of it here */
  adopt(home: string, habits: unknown): Promise<void>;
  vaultIs(state: VaultState): void;
  /** the vault was opened, and this lies in it */
  unlocked(secret: string): void;
  close(): Promise<void>;
};

/** `load`: its code is a chunk of its own, fetched when a home is entered. */
export function openLearning(
  options: LearningOptions | null,
  load: () => Promise<Learned> = async () => import('./learned'),
): Learning {
  const { timeZone } = options ?? {};
  let at: { readonly home: string; readonly memory: HomeMemory; readonly learned: Learned } | null = null;
  let rule: Pick<Rule, 'adopt'> | null = null;
  let wanted: string | null = null;
  /** null: the first is still to come, and begins with a rest */
  let rest: Rest | null = null;
  /** counts how often what is kept became readable */
  let openings = 0;
  /** while what is kept is read, nothing is written over it */
  let readings = 0;

  async function keep(): Promise<void> {
    if (at === null || options === null || readings > 0) return;
    await options.memory.remember(at.home, at.learned.saveHomeMemory(at.memory));
  }

  /** What became readable only now is what this home was; the minutes since are little beside it. */
  async function readAgain(): Promise<void> {
    if (at === null || options === null) return;
    const { home, memory, learned } = at;
    const mine = openings;
    readings++;
    const kept = await options.memory.recall(home).finally(() => readings--);
    const saved = learned.savedIn(kept);
    if (saved !== null && mine === openings && at?.memory === memory) learned.restoreHomeMemory(memory, saved);
  }

  return {
    async enter(home) {
      if (options === null) return undefined;
      void keep();
      at = null;
      rule = null;
      wanted = home;
      rest = null;
      // without its code, as offline after an update, the other rules watch
      const before = openings;
      const [learned, kept] = await Promise.all([load().catch(() => null), options.memory.recall(home)]);
      if (learned === null || wanted !== home) return undefined;
      const memory = learned.openHomeMemory(learned.savedIn(kept));
      at = { home, memory, learned };
      if (openings !== before) await readAgain();
      const { mayRaise } = options;
      const localTime = learned.localTimeIn(timeZone);
      return (context) => (rule = learned.learnedRule(context, { memory, mayRaise, localTime }));
    },
    leave() {
      void keep();
      at = null;
      rule = null;
      wanted = null;
    },
    takeOver(standing, at) {
      for (const alert of standing) rule?.adopt?.(alert, at);
    },
    tick(now) {
      if (at === null) return;
      rest ??= openRest(keptEveryMs, now);
      if (rest.isDue(now, Math.max(1, at.memory.devices.size / devicesAKeeping))) void keep();
    },
    progress(device) {
      if (at === null) return null;
      const { memory, learned } = at;
      const days = device === null ? memory.coverage.days : memory.devices.get(device)?.days;
      return days === undefined ? null : { days, of: learned.learningDays };
    },
    expected(query) {
      const habits = at?.memory.devices.get(query.device);
      if (at === null || habits === undefined) return null;
      return at.learned.expectationOf(habits, query, at.learned.localTimeIn(timeZone));
    },
    async adopt(home, habits) {
      if (options === null) return;
      const learned = await load().catch(() => null);
      if (learned?.savedIn(habits) === null || learned === null) return;
      if (learned.savedIn(await options.memory.recall(home)) !== null) return;
      await options.memory.remember(home, habits);
    },
    vaultIs(state) {
      // nothing of what lay encrypted may be written openly
      if (options?.memory.vaultIs?.(state) === true && at !== null) at.learned.restoreHomeMemory(at.memory, null);
    },
    unlocked(secret) {
      if (options?.memory.unlocked?.(secret) !== true) return;
      openings++;
      void readAgain();
    },
    close: keep,
  };
}
