import type { TellingWay, Watch, Watcher } from '@/core/watcher';

/** a watcher says every two minutes that it is there; one that missed that three times is gone */
const goneMs = 6 * 60_000;

/** Is there another watcher of this home, which tells people by a way that this one takes too? */
export type OtherWatchers = {
  /** what is said of the watcher at the broker, our own words among it; true: so it is known that another is there */
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

/**
 * It is only said: whoever fell silent because somebody says at the broker that he watches too could be silenced by anybody who
 * writes there. Twice heard it is there: what the broker remembers may be the last word of one that was killed.
 */
export function openOtherWatchers({ since, ways, clock, say }: Parts): OtherWatchers {
  let other: Watcher | null = null;
  let heardAt = Number.NEGATIVE_INFINITY;

  const isThere = () => Math.abs(clock() - heardAt) < goneMs;

  return {
    get isOne() {
      return isThere();
    },
    hear(watch) {
      if (watch.status !== 'there' || watch.watcher.since === since) return false;
      const last = other;
      other = watch.watcher;
      const both = ways.filter((way) => other?.ways.includes(way));
      if (last?.since !== other.since || last.saidAt === other.saidAt || both.length === 0) return false;
      const wasThere = isThere();
      heardAt = clock();
      if (wasThere) return false;
      say(
        `Another watcher of this home runs since ${new Date(other.since).toISOString()}, and tells by ${both.join(' and ')} too: people are told twice. End one of them.`,
      );
      return true;
    },
  };
}
