import type { TellingWay, Watch, Watcher } from '@/core/watcher';

/** a watcher says every two minutes that it is there; one that missed that three times is gone */
const goneMs = 6 * 60_000;
/** whoever may write at the broker may make up as many as he likes */
const mostKnown = 16;

/** Is there another watcher of this home, which tells people by a way that this one takes too? */
export type OtherWatchers = {
  /** what is said of the watcher at the broker, our own words among it; true: so it is known that one more is there */
  hear(watch: Watch): boolean;
  /** another is there now */
  readonly isOne: boolean;
};

type Parts = {
  /** as this one says itself who it is */
  readonly since: number;
  readonly ways: readonly TellingWay[];
  readonly clock: () => number;
  readonly say: (sentence: string) => void;
};

/** `heardAt`: when it was last known to be there; null: it was heard once */
type Other = { readonly saidAt: number | undefined; readonly heardAt: number | null };

/**
 * It is only said: whoever fell silent because somebody says at the broker that he watches too could be silenced by anybody who
 * writes there. Twice heard it is there: what the broker remembers may be the last word of one that was killed. All say it in one
 * place, one after the other, so each is known by when it began.
 */
export function openOtherWatchers({ since, ways, clock, say }: Parts): OtherWatchers {
  const others = new Map<number, Other>();

  const isThere = ({ heardAt }: Other) => heardAt !== null && Math.abs(clock() - heardAt) < goneMs;
  const countThere = () => [...others.values()].filter(isThere).length;

  /** Makes room for one more, where not all that are known are there. */
  function hasRoom(): boolean {
    if (others.size < mostKnown) return true;
    const gone = [...others].find(([, other]) => !isThere(other));
    return gone !== undefined && others.delete(gone[0]);
  }

  return {
    get isOne() {
      return countThere() > 0;
    },
    hear(watch) {
      if (watch.status !== 'there' || watch.watcher.since === since) return false;
      const { watcher } = watch;
      const both = ways.filter((way) => watcher.ways.includes(way));
      const last = others.get(watcher.since);
      if (last === undefined ? !hasRoom() : last.saidAt === watcher.saidAt) return false;
      const before = countThere();
      const isAgain = last !== undefined && both.length > 0;
      others.set(watcher.since, { saidAt: watcher.saidAt, heardAt: isAgain ? clock() : null });
      const now = countThere();
      if (now <= before) return false;
      say(sentenceOn(watcher, both, now));
      return true;
    },
  };
}

function sentenceOn({ since }: Watcher, both: readonly TellingWay[], others: number): string {
  const [times, end] = others === 1 ? ['twice', 'one of them'] : [`${others + 1} times`, 'all but one'];
  return `Another watcher of this home runs since ${new Date(since).toISOString()}, and tells by ${both.join(' and ')} too: people are told ${times}. End ${end}.`;
}
